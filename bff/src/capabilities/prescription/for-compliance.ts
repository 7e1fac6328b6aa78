import type { Tx } from '../../kernel/database.ts';
import { prescriptionStore, prescriptionTable } from './store.ts';

export const prescriptionNumber = async (tx: Tx, id: string): Promise<string> =>
  (await prescriptionStore(tx).get(id)).traceCode;

/** After the record's term, and only then: compliance keeps the clock. */
export const destroyPrescription = async (tx: Tx, id: string): Promise<void> => {
  await tx.delete(prescriptionTable, { id });
};
