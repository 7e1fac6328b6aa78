import { In, Like, type FindOptionsWhere } from 'typeorm';
import type { Batch, MovementKind } from '@xinglin/shared/inventory/contract';
import type { Instant, LocalDate } from '@xinglin/shared/kernel/time';
import { column, entity } from '../../kernel/entity.ts';
import type { Tx } from '../../kernel/database.ts';
import { insertMany } from './insert-many.ts';

export type BatchRow = Pick<
  Batch,
  'id' | 'drugId' | 'lotNo' | 'expires' | 'onHand' | 'reserved' | 'quarantined' | 'updatedAt'
> & { storeId: string };

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
  },
  { unique: [['storeId', 'drugId', 'lotNo']], index: [['drugId', 'storeId', 'expires']] },
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

export type ReservationRow = {
  /** Whose goods these are: the parcel's id. */
  reference: string;
  batchId: string;
  storeId: string;
  drugId: string;
  quantity: number;
  /** Of those sold: how many came back. */
  takenBack: number;
  state: 'held' | 'released' | 'sold';
};

export const reservationTable = entity<ReservationRow>(
  'reservation',
  {
    reference: column.string(64),
    batchId: column.id(),
    storeId: column.id(),
    drugId: column.id(),
    quantity: column.int(),
    takenBack: column.int(),
    state: column.string(8),
  },
  { key: ['reference', 'batchId'] },
);

export type StockFigure = { storeId: string; drugId: string; available: number; asOf: Instant };
export type Delta = { onHand?: number; reserved?: number; quarantined?: number };

/** Reads and writes stock inside `tx`. Every write of a quantity is conditional and says whether it happened. */
export const inventoryStore = (tx: Tx) => ({
  ...batches(tx),
  ...quantities(tx),
  ...reservations(tx),
  ...figuresAndLists(tx),
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
        .where('b.storeId = :storeId AND b.drugId = :drugId AND b.expires > :keepsBeyond', {
          storeId,
          drugId,
          keepsBeyond,
        })
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

function reservations(tx: Tx) {
  return {
    reservationsOf: (reference: string) =>
      tx.find(reservationTable, { where: { reference }, order: { batchId: 'ASC' } }),
    insertReservations: (rows: ReservationRow[]) => tx.insert(reservationTable, rows),
    /** False when somebody else has already ended it, or taken part of it. */
    async endReservation(
      { reference, batchId, quantity }: ReservationRow,
      state: 'released' | 'sold',
    ): Promise<boolean> {
      const { affected } = await tx.update(
        reservationTable,
        { reference, batchId, quantity, state: 'held' },
        { state },
      );
      return affected === 1;
    },

    /** Takes part of what is held; the row ends when nothing is left. False when it holds less. */
    async shrinkReservation(reference: string, batchId: string, by: number): Promise<boolean> {
      const { affected } = await tx
        .createQueryBuilder()
        .update(reservationTable)
        .set({ quantity: () => 'quantity - :by' })
        .where("reference = :reference AND batchId = :batchId AND state = 'held' AND quantity >= :by", {
          reference,
          batchId,
          by,
        })
        .execute();
      await tx.update(
        reservationTable,
        { reference, batchId, state: 'held', quantity: 0 },
        { state: 'released' },
      );
      return affected === 1;
    },

    /** Counts what came back of a sale. False when that is more than was sold. */
    async countTakenBack(reference: string, batchId: string, quantity: number): Promise<boolean> {
      const { affected } = await tx
        .createQueryBuilder()
        .update(reservationTable)
        .set({ takenBack: () => 'takenBack + :quantity' })
        .where("reference = :reference AND batchId = :batchId AND state = 'sold'", { reference, batchId })
        .andWhere('takenBack + :quantity <= quantity', { quantity })
        .execute();
      return affected === 1;
    },

    insertMovements: (rows: MovementRow[]) => insertMany(tx, 'movement', rows),
  };
}

function figuresAndLists(tx: Tx) {
  return {
    /** Sums per store and drug over batches that keep beyond the day; short-dated ones count as 0 but confirm the figure. */
    async figures(storeIds: string[], drugIds: string[], keepsBeyond: LocalDate): Promise<StockFigure[]> {
      if (storeIds.length === 0 || drugIds.length === 0) return [];
      const rows = await tx
        .createQueryBuilder(batchTable, 'b')
        .select('b.storeId', 'storeId')
        .addSelect('b.drugId', 'drugId')
        .addSelect(
          'SUM(CASE WHEN b.expires > :keepsBeyond THEN b.onHand - b.reserved - b.quarantined ELSE 0 END)',
          'available',
        )
        .addSelect('MAX(b.updatedAt)', 'asOf')
        .where('b.storeId IN (:...storeIds) AND b.drugId IN (:...drugIds)', { storeIds, drugIds })
        .setParameter('keepsBeyond', keepsBeyond)
        .groupBy('b.storeId')
        .addGroupBy('b.drugId')
        .getRawMany<Omit<StockFigure, 'available'> & { available: number | string }>();
      // MySQL answers a sum as a decimal, which arrives as text.
      return rows.map((row) => ({ ...row, available: Number(row.available) }));
    },

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
    listMovements: (where: { storeId: string; batchId?: string }, skip: number, take: number) =>
      tx.findAndCount(movementTable, { where, order: { id: 'DESC' }, skip, take }),
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
