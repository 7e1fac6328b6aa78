import type { Receipt } from '@xinglin/shared/inventory/receiving';
import type { LocalDate } from '@xinglin/shared/kernel/time';
import { column, entity, nullable } from '../../kernel/entity.ts';
import type { Tx } from '../../kernel/database.ts';

export type ReceiptRow = Omit<Receipt, 'drugName' | 'strength' | 'pack' | 'actorName'> & {
  storeId: string;
  drugId: string;
  /** Null when the goods were refused. */
  batchId: string | null;
  madeOn: LocalDate;
  actorId: string;
};

/** One lot of a supplier's document is judged once: the unique key sees to it. */
export const receiptTable = entity<ReceiptRow>(
  'receipt',
  {
    id: column.id(),
    storeId: column.id(),
    drugId: column.id(),
    batchId: nullable(column.id()),
    documentNo: column.string(40),
    supplier: column.string(80),
    lotNo: column.string(40),
    madeOn: column.date(),
    expires: column.date(),
    quantity: column.int(),
    arrivalCelsius: nullable(column.double()),
    outcome: column.string(12),
    reason: nullable(column.string(16)),
    noCodeReason: nullable(column.string(16)),
    actorId: column.id(),
    at: column.instant(),
  },
  { unique: [['storeId', 'documentNo', 'drugId', 'lotNo']], index: [['storeId', 'id']] },
);

export const receiptStore = (tx: Tx) => ({
  insert: (row: ReceiptRow) => tx.insert(receiptTable, row),
  list: (storeId: string, skip: number, take: number) =>
    tx.findAndCount(receiptTable, { where: { storeId }, order: { id: 'DESC' }, skip, take }),
});
