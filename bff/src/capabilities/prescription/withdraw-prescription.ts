import type { withdrawPrescription as contract } from '@xinglin/shared/prescription/contract';
import type { Handler } from '../../kernel/http.ts';
import { move } from './move.ts';
import { mustBeOf } from './policy.ts';
import type { Deps } from './ports.ts';
import { viewForPatient } from './queries.ts';

/** The patient takes back what no pharmacist has begun to review; the same code may be handed in again. */
export const withdrawPrescription =
  (deps: Deps): Handler<typeof contract> =>
  async (patient, { id }) => {
    const row = await deps.db.write((tx) =>
      move(tx, patient, id, 'withdraw', { traceKey: null }, (current) => mustBeOf(patient.id, current)),
    );
    return viewForPatient(deps)(row);
  };
