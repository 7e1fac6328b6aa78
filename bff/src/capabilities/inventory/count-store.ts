import { In } from 'typeorm';
import { countLifecycle, type Count } from '@xinglin/shared/inventory/counting';
import { next, sources } from '@xinglin/shared/kernel/lifecycle';
import type { Instant } from '@xinglin/shared/kernel/time';
import { column, entity, nullable } from '../../kernel/entity.ts';
import type { Tx } from '../../kernel/database.ts';

export type CountRow = Omit<Count, 'lines'> & { storeId: string; lineCount: number };
export type CountLineRow = {
  countId: string;
  batchId: string;
  drugId: string;
  counted: number | null;
  /** What the books said when the sheet was closed. */
  expected: number | null;
};

export const stockCountTable = entity<CountRow>(
  'stock_count',
  {
    id: column.id(),
    storeId: column.id(),
    scope: column.string(12),
    state: column.string(10),
    lineCount: column.int(),
    differences: nullable(column.int()),
    startedBy: column.id(),
    startedAt: column.instant(),
    closedAt: nullable(column.instant()),
  },
  { index: [['storeId', 'id']] },
);
export const stockCountLineTable = entity<CountLineRow>(
  'stock_count_line',
  {
    countId: column.id(),
    batchId: column.id(),
    drugId: column.id(),
    counted: nullable(column.int()),
    expected: nullable(column.int()),
  },
  { key: ['countId', 'batchId'] },
);

export const countStore = (tx: Tx) => ({
  find: (id: string) => tx.findOneBy(stockCountTable, { id }),
  linesOf: (countId: string) => tx.findBy(stockCountLineTable, { countId }),
  async insert(row: CountRow, lines: CountLineRow[]): Promise<void> {
    await tx.insert(stockCountTable, row);
    await tx.insert(stockCountLineTable, lines);
  },
  /** False when somebody else has closed it. */
  async close(id: string, storeId: string, closedAt: Instant): Promise<boolean> {
    const from = sources(countLifecycle, 'close');
    const { affected } = await tx.update(
      stockCountTable,
      { id, storeId, state: In(from) },
      { state: next(countLifecycle, from[0]!, 'close'), closedAt },
    );
    return affected === 1;
  },
  setDifferences: (id: string, differences: number) => tx.update(stockCountTable, { id }, { differences }),
  fill: ({ countId, batchId, counted, expected }: Omit<CountLineRow, 'drugId'>) =>
    tx.update(stockCountLineTable, { countId, batchId }, { counted, expected }),
  list: (storeId: string, skip: number, take: number) =>
    tx.findAndCount(stockCountTable, { where: { storeId }, order: { id: 'DESC' }, skip, take }),
});
