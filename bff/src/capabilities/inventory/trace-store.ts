import { In } from 'typeorm';
import type { Instant } from '@xinglin/shared/kernel/time';
import { column, entity, nullable } from '../../kernel/entity.ts';
import type { Tx } from '../../kernel/database.ts';
import { insertMany } from './insert-many.ts';

/** One box of a medicine: the code printed on it may be sold once. */
export type TraceCodeRow = {
  code: string;
  drugId: string;
  batchId: string;
  storeId: string;
  state: 'in_stock' | 'sold' | 'returned' | 'recalled' | 'moving';
  /** What it was sold under (a parcel's id) or travels with (a transfer's); null on the shelf. */
  reference: string | null;
  updatedAt: Instant;
};

export const traceCodeTable = entity<TraceCodeRow>(
  'trace_code',
  {
    code: column.string(40),
    drugId: column.id(),
    batchId: column.id(),
    storeId: column.id(),
    state: column.string(10),
    reference: nullable(column.string(64)),
    updatedAt: column.instant(),
  },
  { key: ['code'], index: [['batchId', 'state'], ['reference']] },
);

type Place = Pick<TraceCodeRow, 'code' | 'batchId' | 'storeId'>;

/** Boxes inside `tx`; every change of state is conditional and says whether it happened. */
export const traceStore = (tx: Tx) => ({ ...boxes(tx), ...journeys(tx) });

const boxes = (tx: Tx) => ({
  find: (codes: string[]) =>
    codes.length ? tx.findBy(traceCodeTable, { code: In(codes) }) : Promise.resolve([]),
  insert: (rows: TraceCodeRow[]) => insertMany(tx, 'trace_code', rows),
  under: (reference: string) => tx.find(traceCodeTable, { where: { reference }, order: { code: 'ASC' } }),
  inStock: (batchId: string, take: number) =>
    tx.find(traceCodeTable, { where: { batchId, state: 'in_stock' }, order: { code: 'ASC' }, take }),
  /** Every box of the batch that stands on the shelf may not be sold any more. */
  async recall(batchId: string, updatedAt: Instant): Promise<number> {
    const { affected } = await tx.update(
      traceCodeTable,
      { batchId, state: 'in_stock' },
      { state: 'recalled', updatedAt },
    );
    return affected ?? 0;
  },
  /** Batches that ever had a code. */
  async batchesWithCodes(): Promise<Set<string>> {
    const rows = await tx
      .createQueryBuilder(traceCodeTable, 't')
      .select('DISTINCT t.batchId', 'batchId')
      .getRawMany<{ batchId: string }>();
    return new Set(rows.map(({ batchId }) => batchId));
  },
  async countInStock(batchIds: string[]): Promise<Map<string, number>> {
    if (batchIds.length === 0) return new Map();
    const rows = await tx
      .createQueryBuilder(traceCodeTable, 't')
      .select('t.batchId', 'batchId')
      .addSelect('COUNT(*)', 'count')
      .where("t.batchId IN (:...batchIds) AND t.state = 'in_stock'", { batchIds })
      .groupBy('t.batchId')
      .getRawMany<{ batchId: string; count: number | string }>();
    return new Map(rows.map(({ batchId, count }) => [batchId, Number(count)]));
  },
});

const journeys = (tx: Tx) => ({
  /** False when this box does not stand on that shelf (any more). */
  async sell({ code, batchId, storeId }: Place, reference: string, updatedAt: Instant): Promise<boolean> {
    const { affected } = await tx.update(
      traceCodeTable,
      { code, batchId, storeId, state: 'in_stock' },
      { state: 'sold', reference, updatedAt },
    );
    return affected === 1;
  },
  /** What was sold under the reference and came back: on the shelf again, or never to be sold again. */
  async bringBack(
    codes: string[],
    reference: string,
    state: 'in_stock' | 'returned',
    updatedAt: Instant,
  ): Promise<number> {
    if (codes.length === 0) return 0;
    const { affected } = await tx.update(
      traceCodeTable,
      { code: In(codes), reference, state: 'sold' },
      { state, reference: state === 'in_stock' ? null : reference, updatedAt },
    );
    return affected ?? 0;
  },
  /** The box leaves for another store. False when it does not stand on that shelf. */
  async send({ code, batchId, storeId }: Place, reference: string, updatedAt: Instant): Promise<boolean> {
    const { affected } = await tx.update(
      traceCodeTable,
      { code, batchId, storeId, state: 'in_stock' },
      { state: 'moving', reference, updatedAt },
    );
    return affected === 1;
  },
  /** Boxes that travelled under the reference stand on their new shelf. */
  async settle(
    codes: string[],
    reference: string,
    place: { batchId: string; storeId: string },
    updatedAt: Instant,
  ): Promise<void> {
    if (codes.length === 0) return;
    await tx.update(
      traceCodeTable,
      { code: In(codes), reference, state: 'moving' },
      { state: 'in_stock', reference: null, ...place, updatedAt },
    );
  },
});
