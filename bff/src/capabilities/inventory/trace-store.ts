import { In, type FindOptionsWhere } from 'typeorm';
import {
  traceCodeLifecycle,
  type TraceCodeEvent,
  type TraceCodeState,
} from '@xinglin/shared/inventory/trace-code';
import { next, sources } from '@xinglin/shared/kernel/lifecycle';
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
  state: TraceCodeState;
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
  recall: (batchId: string, updatedAt: Instant) => move(tx, 'recall', { batchId }, { updatedAt }),
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

type Change = Pick<TraceCodeRow, 'updatedAt'> &
  Partial<Pick<TraceCodeRow, 'reference' | 'batchId' | 'storeId'>>;

/** The one way the state of a box changes; says for how many of those that are meant it did. */
async function move(
  tx: Tx,
  event: TraceCodeEvent,
  which: FindOptionsWhere<TraceCodeRow>,
  change: Change,
): Promise<number> {
  const from = sources(traceCodeLifecycle, event);
  const state = next(traceCodeLifecycle, from[0]!, event);
  const { affected } = await tx.update(traceCodeTable, { ...which, state: In(from) }, { ...change, state });
  return affected ?? 0;
}

const journeys = (tx: Tx) => ({
  /** False when this box does not stand on that shelf (any more). */
  sell: async ({ code, batchId, storeId }: Place, reference: string, updatedAt: Instant) =>
    (await move(tx, 'sell', { code, batchId, storeId }, { reference, updatedAt })) === 1,
  /** What was sold under the reference and came back: on the shelf again, or never to be sold again. */
  bringBack: (codes: string[], reference: string, to: 'put_back' | 'lock_back', updatedAt: Instant) =>
    codes.length === 0
      ? Promise.resolve(0)
      : move(
          tx,
          to,
          { code: In(codes), reference },
          { reference: to === 'put_back' ? null : reference, updatedAt },
        ),
  /** The box leaves for another store. False when it does not stand on that shelf. */
  send: async ({ code, batchId, storeId }: Place, reference: string, updatedAt: Instant) =>
    (await move(tx, 'send', { code, batchId, storeId }, { reference, updatedAt })) === 1,
  /** Boxes that travelled under the reference stand on their new shelf. */
  settle: (
    codes: string[],
    reference: string,
    place: { batchId: string; storeId: string },
    updatedAt: Instant,
  ) =>
    codes.length === 0
      ? Promise.resolve(0)
      : move(tx, 'arrive', { code: In(codes), reference }, { reference: null, ...place, updatedAt }),
  /** Boxes that are still away under the reference have not come; they keep it, so that one can tell where they were lost. */
  lose: (reference: string, updatedAt: Instant) => move(tx, 'lose', { reference }, { updatedAt }),
});
