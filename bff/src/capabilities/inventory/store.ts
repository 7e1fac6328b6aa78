import {
  And,
  In,
  IsNull,
  LessThan,
  LessThanOrEqual,
  Like,
  MoreThan,
  MoreThanOrEqual,
  type FindOptionsWhere,
} from 'typeorm';
import type { Batch, MovementKind } from '@xinglin/shared/inventory/contract';
import type { CountScope } from '@xinglin/shared/inventory/counting';
import type { Instant, LocalDate } from '@xinglin/shared/kernel/time';
import { column, entity, nullable } from '../../kernel/entity.ts';
import type { Tx } from '../../kernel/database.ts';
import { insertMany } from './insert-many.ts';
import { reservations } from './reservation-store.ts';

export { reservationTable, type ReservationRow } from './reservation-store.ts';

export type BatchRow = Pick<
  Batch,
  'id' | 'drugId' | 'lotNo' | 'expires' | 'onHand' | 'reserved' | 'quarantined' | 'updatedAt'
> & {
  storeId: string;
  /** 召回. */
  recalledAt: Instant | null;
};

export const batchTable = entity<BatchRow>(
  'batch',
  {
    id: column.id(),
    storeId: column.id(),
    drugId: column.id(),
    lotNo: column.string(40),
    expires: column.date(),
    onHand: column.int(),
    reserved: column.int(),
    quarantined: column.int(),
    updatedAt: column.instant(),
    recalledAt: nullable(column.instant()),
  },
  { unique: [['storeId', 'drugId', 'lotNo']], index: [['drugId', 'storeId', 'expires'], ['updatedAt']] },
);

export type MovementRow = {
  id: string;
  batchId: string;
  storeId: string;
  drugId: string;
  kind: MovementKind;
  onHandDelta: number;
  reservedDelta: number;
  quarantinedDelta: number;
  /** What it belongs to: a parcel's id, `counter`, `import`. */
  reference: string;
  actorId: string;
  at: Instant;
};

/** Append-only: nothing in the code updates or deletes here. A batch's balances are the sums of its rows. */
export const movementTable = entity<MovementRow>(
  'movement',
  {
    id: column.id(),
    batchId: column.id(),
    storeId: column.id(),
    drugId: column.id(),
    kind: column.string(16),
    onHandDelta: column.int(),
    reservedDelta: column.int(),
    quarantinedDelta: column.int(),
    reference: column.string(64),
    actorId: column.id(),
    at: column.instant(),
  },
  {
    index: [
      ['storeId', 'id'],
      ['batchId', 'id'],
    ],
  },
);

export type MovementFilter = {
  storeId: string;
  batchId: string | undefined;
  kind: MovementKind | undefined;
  drugIds: string[] | undefined;
  from: Instant;
  before: Instant;
};
export type Delta = { onHand?: number; reserved?: number; quarantined?: number };

/** Reads and writes stock inside `tx`. Every write of a quantity is conditional and says whether it happened. */
export const inventoryStore = (tx: Tx) => ({
  ...batches(tx),
  ...quantities(tx),
  ...reservations(tx),
  ...lists(tx),
});

function batches(tx: Tx) {
  return {
    batch: (id: string) => tx.findOneBy(batchTable, { id }),
    batchesByIds: (ids: string[]) =>
      ids.length ? tx.findBy(batchTable, { id: In(ids) }) : Promise.resolve([]),

    batchesAt: (storeIds: string[], drugIds: string[]): Promise<BatchRow[]> =>
      storeIds.length && drugIds.length
        ? tx.findBy(batchTable, { storeId: In(storeIds), drugId: In(drugIds) })
        : Promise.resolve([]),
    /** Of these stores; of all of them without a list. */
    batchesOf: (storeIds?: string[]): Promise<BatchRow[]> =>
      tx.findBy(batchTable, storeIds ? { storeId: In(storeIds) } : {}),
    /** Whoever else changes these lots, or holds them, waits until the transaction ends. */
    async holdBatches(ids: string[]) {
      if (ids.length > 0)
        await tx.update(batchTable, { id: In(ids.toSorted()) }, { updatedAt: () => 'updatedAt' });
    },
    async insertBatches(rows: BatchRow[]) {
      await insertMany(tx, 'batch', rows);
    },
    /** A count found what we believed: the figures are fresh again. */
    async confirm(ids: string[], at: Instant) {
      if (ids.length > 0) await tx.update(batchTable, { id: In(ids) }, { updatedAt: at });
    },
    setExpiry: (id: string, expires: LocalDate, at: Instant) =>
      tx.update(batchTable, { id }, { expires, updatedAt: at }),

    /** Batches of one drug at one store that keep beyond `keepsBeyond`, first to expire first. */
    sellable: (storeId: string, drugId: string, keepsBeyond: LocalDate) =>
      tx
        .createQueryBuilder(batchTable, 'b')
        .where(
          'b.storeId = :storeId AND b.drugId = :drugId AND b.recalledAt IS NULL AND b.expires > :keepsBeyond',
          {
            storeId,
            drugId,
            keepsBeyond,
          },
        )
        .orderBy('b.expires')
        .addOrderBy('b.id')
        .getMany(),
  };
}

function quantities(tx: Tx) {
  return {
    /** Adds `delta`, if `quantity` more units than reserved and quarantined are on hand. False when they are not. */
    async takeFree(batchId: string, quantity: number, delta: Delta, at: Instant): Promise<boolean> {
      return change(tx, batchId, delta, at, 'onHand - reserved - quarantined >= :quantity', { quantity });
    },

    /** Of a lot that is not recalled. */
    async takeSellable(batchId: string, quantity: number, delta: Delta, at: Instant): Promise<boolean> {
      const free = 'onHand - reserved - quarantined >= :quantity AND recalledAt IS NULL';
      return change(tx, batchId, delta, at, free, { quantity });
    },
    /** Nobody sells of it any more. False when it was recalled before. */
    async markRecalled(id: string, at: Instant): Promise<boolean> {
      const { affected } = await tx.update(
        batchTable,
        { id, recalledAt: IsNull() },
        { recalledAt: at, updatedAt: at },
      );
      return affected === 1;
    },

    /** Adds `delta`, if so many units are reserved. */
    async takeReserved(batchId: string, quantity: number, delta: Delta, at: Instant): Promise<boolean> {
      return change(tx, batchId, delta, at, 'reserved >= :quantity', { quantity });
    },

    /** Adds `delta`, if so many units are in quarantine. */
    async takeQuarantined(batchId: string, quantity: number, delta: Delta, at: Instant): Promise<boolean> {
      return change(tx, batchId, delta, at, 'quarantined >= :quantity', { quantity });
    },

    /** Goods arrive: `delta` only adds. */
    async add(batchId: string, delta: Delta, at: Instant): Promise<boolean> {
      return change(tx, batchId, delta, at, '1 = 1', {});
    },

    insertMovements: (rows: MovementRow[]) => insertMany(tx, 'movement', rows),

    /** Sets what is on hand, if it is still `from` and covers what is promised or locked away. */
    async recount(batchId: string, from: number, to: number, at: Instant): Promise<boolean> {
      return change(
        tx,
        batchId,
        { onHand: to - from },
        at,
        'onHand = :from AND reserved + quarantined <= :to',
        {
          from,
          to,
        },
      );
    },
  };
}

function lists(tx: Tx) {
  return {
    /** `drugIds`: those whose name fits `q`; the lot number may fit instead. */
    listBatches: (storeId: string, skip: number, take: number, q?: { text: string; drugIds: string[] }) => {
      const where: FindOptionsWhere<BatchRow>[] = q
        ? [
            { storeId, lotNo: Like(`%${q.text.replace(/[%_\\]/g, '')}%`) },
            ...(q.drugIds.length ? [{ storeId, drugId: In(q.drugIds) }] : []),
          ]
        : [{ storeId }];
      return tx.findAndCount(batchTable, { where, order: { expires: 'ASC', id: 'ASC' }, skip, take });
    },
    async drugIdsAt(storeId: string): Promise<string[]> {
      const rows = await tx
        .createQueryBuilder(batchTable, 'b')
        .select('DISTINCT b.drugId', 'drugId')
        .where('b.storeId = :storeId', { storeId })
        .getRawMany<{ drugId: string }>();
      return rows.map(({ drugId }) => drugId);
    },
    listMovements: (
      { storeId, batchId, kind, drugIds, from, before }: MovementFilter,
      skip: number,
      take: number,
    ) =>
      tx.findAndCount(movementTable, {
        where: {
          storeId,
          ...(batchId ? { batchId } : {}),
          ...(kind ? { kind } : {}),
          ...(drugIds ? { drugId: In(drugIds) } : {}),
          at: And(MoreThanOrEqual(from), LessThan(before)),
        },
        order: { id: 'DESC' },
        skip,
        take,
      }),
    quarantinedAt: (storeId: string, skip: number, take: number) =>
      tx.findAndCount(batchTable, {
        where: { storeId, quarantined: MoreThan(0) },
        order: { updatedAt: 'DESC', id: 'ASC' },
        skip,
        take,
      }),
    /** Lots with something on hand, for a count sheet; `keepsBeyond` says which are short-dated. */
    toCount: (storeId: string, scope: CountScope, keepsBeyond: LocalDate) =>
      tx.find(batchTable, {
        where: {
          storeId,
          onHand: MoreThan(0),
          ...(scope === 'near_expiry' ? { expires: LessThanOrEqual(keepsBeyond) } : {}),
        },
        order: { updatedAt: 'ASC', id: 'ASC' },
        take: scope === 'stale' ? 20 : 500,
      }),
  };
}

async function change(
  tx: Tx,
  id: string,
  { onHand = 0, reserved = 0, quarantined = 0 }: Delta,
  updatedAt: Instant,
  condition: string,
  values: Record<string, number>,
): Promise<boolean> {
  const { affected } = await tx
    .createQueryBuilder()
    .update(batchTable)
    .set({
      updatedAt,
      ...(onHand ? { onHand: () => 'onHand + :addOnHand' } : {}),
      ...(reserved ? { reserved: () => 'reserved + :addReserved' } : {}),
      ...(quarantined ? { quarantined: () => 'quarantined + :addQuarantined' } : {}),
    })
    .setParameters({ addOnHand: onHand, addReserved: reserved, addQuarantined: quarantined })
    .where(`id = :id AND ${condition}`, { id, ...values })
    .execute();
  return affected === 1;
}
