import { In, Not } from 'typeorm';
import {
  requestLifecycle,
  type RequestEvent,
  type RequestState,
  type StockRequest,
} from '@xinglin/shared/inventory/requests';
import { next, sources } from '@xinglin/shared/kernel/lifecycle';
import type { Instant } from '@xinglin/shared/kernel/time';
import { column, entity, nullable } from '../../kernel/entity.ts';
import type { Tx } from '../../kernel/database.ts';

export type RequestRow = Omit<StockRequest, 'drugName' | 'strength' | 'pack' | 'lotNo' | 'mine'> & {
  storeId: string;
  drugId: string;
  /** Of a write-off: the transfer that never arrived. */
  transferId: string | null;
};

export const stockRequestTable = entity<RequestRow>(
  'stock_request',
  {
    id: column.id(),
    storeId: column.id(),
    drugId: column.id(),
    batchId: column.id(),
    kind: column.string(16),
    quantity: column.int(),
    reason: column.string(20),
    note: column.string(200),
    state: column.string(10),
    askedBy: column.id(),
    askedAt: column.instant(),
    decidedBy: nullable(column.id()),
    decidedAt: nullable(column.instant()),
    transferId: nullable(column.id()),
  },
  { index: [['storeId', 'state', 'id'], ['transferId']] },
);

type Filter = { storeId: string; state?: RequestState | undefined; kinds?: RequestRow['kind'][] };

export const requestStore = (tx: Tx) => ({
  find: (id: string) => tx.findOneBy(stockRequestTable, { id }),
  insert: (row: RequestRow) => tx.insert(stockRequestTable, row),
  /** Decides what may still be decided; to confirm takes somebody other than who asked. False when that is not the case. */
  async decide(
    { id, storeId }: { id: string; storeId: string },
    event: RequestEvent,
    decidedBy: string,
    decidedAt: Instant,
  ): Promise<boolean> {
    const from = sources(requestLifecycle, event);
    const another = event === 'confirm' ? { askedBy: Not(decidedBy) } : {};
    const { affected } = await tx.update(
      stockRequestTable,
      { id, storeId, state: In(from), ...another },
      { state: next(requestLifecycle, from[0]!, event), decidedBy, decidedAt },
    );
    return affected === 1;
  },
  /** Of these batches, those with an adjustment nobody has decided. */
  async adjustmentsWaitingFor(batchIds: string[]): Promise<Set<string>> {
    if (batchIds.length === 0) return new Set();
    const waiting = { batchId: In(batchIds), kind: 'adjust', state: 'waiting' } as const;
    const rows = await tx.find(stockRequestTable, { where: waiting, select: { batchId: true } });
    return new Set(rows.map(({ batchId }) => batchId));
  },
  /** Of these transfers, those somebody wants written off. */
  async lossesWaitingFor(transferIds: string[]): Promise<Set<string>> {
    if (transferIds.length === 0) return new Set();
    const rows = await tx.findBy(stockRequestTable, { transferId: In(transferIds), state: 'waiting' });
    return new Set(rows.flatMap(({ transferId }) => transferId ?? []));
  },
  list: ({ storeId, state, kinds }: Filter, skip: number, take: number) =>
    tx.findAndCount(stockRequestTable, {
      where: { storeId, ...(state ? { state } : {}), ...(kinds ? { kind: In(kinds) } : {}) },
      order: { id: 'DESC' },
      skip,
      take,
    }),
});
