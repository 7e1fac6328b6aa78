import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import type { RxLine } from './for-others.ts';
import type { Deps } from './ports.ts';
import { prescriptionTable } from './store.ts';
import { usePrescription } from './use-prescription.ts';

/**
 * For the counter: the prescription the patient shows, by its trace code, is used up by this sale, which is the seller's act; its id.
 * @throws PRESCRIPTION_NOT_FOUND when no approved one has that code, else as `usePrescription`
 */
export const useAtCounter =
  (deps: Deps) =>
  async (
    tx: Tx,
    { prescription, saleId, lines }: { prescription: string; saleId: string; lines: RxLine[] },
    seller: Actor,
  ): Promise<string> => {
    const row = await tx.findOneBy(prescriptionTable, { traceCode: prescription, status: 'approved' });
    if (!row) throw prescriptionProblem('PRESCRIPTION_NOT_FOUND');
    const { id: prescriptionId, patientId } = row;
    await usePrescription(deps)(tx, { prescriptionId, patientId, orderId: saleId, lines }, seller);
    return prescriptionId;
  };
