import type { rejectPrescription as contract } from '@xinglin/shared/prescription/review-contract';
import type { Handler } from '../../kernel/http.ts';
import { decide } from './decide.ts';
import type { Deps } from './ports.ts';
import { reviewFor } from './review.ts';

/** The pharmacist who holds the prescription refuses it, with a coded reason and words for the patient. */
export function rejectPrescription(deps: Deps): Handler<typeof contract> {
  return async (actor, { id, reason, note }) => {
    const said = { note, checked: [], refused: [], rejectReason: reason, proof: 'session' as const };
    return reviewFor(deps)(actor, await decide(deps)(actor, id, { event: 'reject', ...said }));
  };
}
