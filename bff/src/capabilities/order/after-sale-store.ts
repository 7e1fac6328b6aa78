import type { AfterSaleStatus, RecalledUnits } from '@xinglin/shared/order/changes';
import type { RecallAction } from '@xinglin/shared/order/operations';
import type { Instant } from '@xinglin/shared/kernel/time';
import { In, IsNull } from 'typeorm';
import type { Tx } from '../../kernel/database.ts';
import { column, entity } from '../../kernel/entity.ts';
import { afterSaleTable } from './changes-table.ts';
import { linesOf, picksIn } from './store.ts';

type RecallRow = {
  batchId: string;
  parcelId: string;
  storeId: string;
  quantity: number;
  action: RecallAction;
  at: Instant;
};

/** Whom a recall concerned and what was done: kept for the report to the holder of the approval. */
export const recallTable = entity<RecallRow>(
  'parcel_recall',
  {
    batchId: column.id(),
    parcelId: column.id(),
    storeId: column.id(),
    quantity: column.int(),
    action: column.string(12),
    at: column.instant(),
  },
  { key: ['batchId', 'parcelId'], index: [['storeId', 'batchId']] },
);

/** The complaint was taken. */
const STANDS: readonly AfterSaleStatus[] = ['refunding', 'refunded'];

/** The boxes of recalled lots that were picked for a line and reached the person. */
export async function recalledPicks(tx: Tx, parcelIds: string[]) {
  const told = await tx.findBy(recallTable, { parcelId: In(parcelIds), action: 'notified' });
  if (told.length === 0) return [];
  const picks = await picksIn(tx, [...new Set(told.map(({ parcelId }) => parcelId))]);
  return picks.filter((pick) =>
    told.some(({ parcelId, batchId }) => parcelId === pick.parcelId && batchId === pick.batchId),
  );
}

/** What of recalled lots a person received and has not been given the money back for, line by line. */
export async function recalledUnits(tx: Tx, parcelIds: string[]): Promise<RecalledUnits[]> {
  const picks = await recalledPicks(tx, parcelIds);
  if (picks.length === 0) return [];
  const lines = await linesOf(tx, parcelIds);
  const sales = await tx.findBy(afterSaleTable, { parcelId: In(parcelIds), reason: 'recalled' });
  return lines.flatMap(({ id, parcelId, name, quantity, refundedQuantity }) => {
    const sum = (rows: { lineId: string; quantity: number }[]) =>
      rows.reduce((total, row) => total + (row.lineId === id ? row.quantity : 0), 0);
    const given = sum(sales.filter(({ status }) => STANDS.includes(status)));
    const left = Math.min(sum(picks) - given, quantity - refundedQuantity);
    return left > 0 ? [{ parcelId, lineId: id, name, quantity: left }] : [];
  });
}

/** The goods of a complaint that was taken are back; false when they were already, or are not awaited. */
export async function markGoodsBack(tx: Tx, id: string, goodsBackAt: Instant): Promise<boolean> {
  const awaited = { id, status: In([...STANDS]), goodsBackAt: IsNull() };
  return (await tx.update(afterSaleTable, awaited, { goodsBackAt })).affected === 1;
}
