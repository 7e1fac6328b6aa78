import type { PrescriptionInFull } from '@xinglin/shared/prescription/contract';
import type { Tx } from '../../kernel/database.ts';
import { prescriptionStore, type PrescriptionRow } from './store.ts';

const named = (row: PrescriptionRow | null) => row && { id: row.id, traceCode: row.traceCode };

/** After a doctor was asked to change it: the one before, and the one that came in its place. */
export async function changedOf(
  tx: Tx,
  { id, replacesId }: PrescriptionRow,
): Promise<Pick<PrescriptionInFull, 'replaces' | 'replacedBy'>> {
  const store = prescriptionStore(tx);
  return {
    replaces: named(replacesId === null ? null : await store.find(replacesId)),
    replacedBy: named(await store.successorOf(id)),
  };
}
