import type { SelectQueryBuilder } from 'typeorm';
import type { Instant, LocalDate } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import { batchTable, type BatchRow } from './store.ts';

export type StockFigure = { storeId: string; drugId: string; available: number; asOf: Instant };
type RawFigure = Omit<StockFigure, 'available'> & { available: number | string };

const figuresQuery = (tx: Tx, keepsBeyond: LocalDate): SelectQueryBuilder<BatchRow> =>
  tx
    .createQueryBuilder(batchTable, 'b')
    .select('b.storeId', 'storeId')
    .addSelect('b.drugId', 'drugId')
    .addSelect(
      'SUM(CASE WHEN b.expires > :keepsBeyond AND b.recalledAt IS NULL THEN b.onHand - b.reserved - b.quarantined ELSE 0 END)',
      'available',
    )
    .addSelect('MAX(b.updatedAt)', 'asOf')
    .setParameter('keepsBeyond', keepsBeyond)
    .groupBy('b.storeId')
    .addGroupBy('b.drugId');

/** MySQL answers a sum as a decimal, which arrives as text. */
const read = async (query: SelectQueryBuilder<BatchRow>): Promise<StockFigure[]> =>
  (await query.getRawMany<RawFigure>()).map((row) => ({ ...row, available: Number(row.available) }));

/** What can be sold online, as sums over the lots. Reads only. */
export const figureStore = (tx: Tx) => ({
  /** Sums per store and drug over batches that keep beyond the day; short-dated ones count as 0 but confirm the figure. */
  async figures(
    storeIds: string[],
    drugIds: string[] | 'all',
    keepsBeyond: LocalDate,
  ): Promise<StockFigure[]> {
    if (storeIds.length === 0 || drugIds.length === 0) return [];
    const query = figuresQuery(tx, keepsBeyond).where('b.storeId IN (:...storeIds)', { storeIds });
    return read(drugIds === 'all' ? query : query.andWhere('b.drugId IN (:...drugIds)', { drugIds }));
  },

  /** The figures of every pair with a batch that changed at that moment or later. */
  async figuresTouchedSince(at: Instant, keepsBeyond: LocalDate): Promise<StockFigure[]> {
    const query = figuresQuery(tx, keepsBeyond);
    const touched = query
      .subQuery()
      .select(['t.storeId', 't.drugId'])
      .from(batchTable, 't')
      .where('t.updatedAt >= :at')
      .getQuery();
    return read(query.where(`(b.storeId, b.drugId) IN ${touched}`).setParameter('at', at));
  },
});
