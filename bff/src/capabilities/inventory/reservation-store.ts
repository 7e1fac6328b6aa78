import { In } from 'typeorm';
import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import { column, entity } from '../../kernel/entity.ts';
import { onDuplicate, type Tx } from '../../kernel/database.ts';

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

/** What is promised to whom; part of `inventoryStore`. */
export function reservations(tx: Tx) {
  return {
    reservationsOf: (reference: string) =>
      tx.find(reservationTable, { where: { reference }, order: { batchId: 'ASC' } }),
    /** Holds under the reference, also again what it once gave back. */
    async insertReservations(rows: ReservationRow[]): Promise<void> {
      const fresh: ReservationRow[] = [];
      const before = await tx.findBy(reservationTable, { reference: In(rows.map((row) => row.reference)) });
      for (const row of rows) {
        const { reference, batchId } = row;
        if (!before.some((each) => each.batchId === batchId)) fresh.push(row);
        else if (!(await revive(tx, row))) throw inventoryProblem('RESERVED_ALREADY', { reference, batchId });
      }
      await tx
        .insert(reservationTable, fresh)
        .catch(onDuplicate(() => inventoryProblem('RESERVED_ALREADY', { reference: rows[0]?.reference })));
    },
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
  };
}

async function revive(tx: Tx, { reference, batchId, quantity }: ReservationRow): Promise<boolean> {
  const { affected } = await tx.update(
    reservationTable,
    { reference, batchId, state: 'released' },
    { state: 'held', quantity },
  );
  return affected === 1;
}

/** Whom units of the batch are promised to, or were sold to. */
export const reservationsIn = (tx: Tx, batchId: string) =>
  tx.find(reservationTable, {
    where: { batchId, state: In(['held', 'sold']) },
    order: { reference: 'ASC' },
  });
