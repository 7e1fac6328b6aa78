import { afterEach, describe, expect, it } from 'vitest';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { movementTable } from './store.ts';
import type { TakeBack } from './take-back.ts';
import { clearInventory, inventoryWorld, ledgerDifferences } from './testing.ts';

const db = testDatabase();
const { they, inDays, fill, batchOf, s1, s2, d1 } = inventoryWorld(db);
const clerk = someone('store_staff', s1);

afterEach(async () => {
  expect(await ledgerDifferences(db)).toEqual([]);
  await clearInventory(db);
});

const hold = (reference: string, quantity: number) =>
  db.write((tx) => they.reserve(tx, { reference, storeId: s1, lines: [{ drugId: d1, quantity }] }));
const back = (input: Pick<TakeBack, 'lines' | 'to'> & Partial<TakeBack>) =>
  db.write((tx) => they.takeBack(tx, { reference: 'p1', storeId: s1, ...input }, clerk));
const sold = async (quantity: number) => {
  await fill([`S1,D1,A,${inDays(60)},5`]);
  await hold('p1', quantity);
  const { id: batchId } = await batchOf(db, 'A');
  await db.write((tx) => they.sellReserved(tx, 'p1', [{ batchId, quantity }], clerk));
  return batchId;
};
const kinds = async () =>
  (await db.read.find(movementTable, { order: { id: 'ASC' } })).map(({ kind }) => kind).slice(3);

describe('goods that come back after a refund', () => {
  it.each([
    ['available', { onHand: 4, quarantined: 0 }, ['return']],
    ['quarantine', { onHand: 4, quarantined: 2 }, ['return', 'quarantine']],
    ['destroy', { onHand: 2, quarantined: 0 }, ['return', 'destroy']],
  ] as const)('are %s: shelf and ledger say so', async (to, shelf, booked) => {
    const batchId = await sold(3);
    await back({ lines: [{ batchId, quantity: 2 }], to });
    expect(await batchOf(db, 'A')).toMatchObject({ ...shelf, reserved: 0 });
    expect(await kinds()).toEqual(booked);
  });

  it('come back once, however often it is said, and a named part beside another', async () => {
    const batchId = await sold(3);
    const lines = [{ batchId, quantity: 1 }];
    await Promise.all([1, 2, 3].map(() => back({ lines, to: 'available', part: 'r1' })));
    await back({ lines, to: 'available', part: 'r2' });
    await back({ lines, to: 'available', part: 'r2' });
    expect(await batchOf(db, 'A')).toMatchObject({ onHand: 4 });
  });

  it('are never more than were sold, and never another store’s or of an unsold parcel', async () => {
    const batchId = await sold(3);
    const lines = [{ batchId, quantity: 2 }];
    await back({ lines, to: 'available', part: 'r1' });
    await expect(back({ lines, to: 'available', part: 'r2' })).rejects.toMatchObject({
      code: 'TAKEN_BACK_TOO_MANY',
    });
    await expect(back({ lines, to: 'available', reference: 'p9' })).rejects.toMatchObject({
      code: 'TAKEN_BACK_TOO_MANY',
    });
    await expect(back({ lines, to: 'available', storeId: s2, part: 'r3' })).rejects.toMatchObject({
      code: 'BATCH_NOT_FOUND',
    });
    expect(await batchOf(db, 'A')).toMatchObject({ onHand: 4 });
  });
});

describe('part of a reservation', () => {
  const giveBack = (quantity: number) =>
    db.write((tx) => they.releaseSome(tx, { reference: 'p1', storeId: s1, drugId: d1, quantity }, clerk));
  const picks = async () => (await they.picksOf('p1')).map(({ lotNo, quantity }) => [lotNo, quantity]);

  it('is given back from what expires last, and the rest is still picked and sold', async () => {
    await fill([`S1,D1,SOON,${inDays(60)},3`, `S1,D1,LATE,${inDays(90)},3`]);
    await hold('p1', 5);
    await giveBack(3);
    expect(await picks()).toEqual([['SOON', 2]]);
    expect((await they.stockAt([s1], [d1]))[0]).toMatchObject({ available: 4 });
    const { id: batchId } = await batchOf(db, 'SOON');
    await db.write((tx) => they.sellReserved(tx, 'p1', [{ batchId, quantity: 2 }], clerk));
    await expect(giveBack(1)).rejects.toMatchObject({ code: 'RESERVATION_TOO_SMALL' });
  });

  it('may be held again under the same reference, but not twice at a time', async () => {
    await fill([`S1,D1,A,${inDays(60)},9`]);
    await hold('p1', 4);
    await expect(hold('p1', 1)).rejects.toMatchObject({ code: 'RESERVED_ALREADY' });
    await db.write((tx) => they.release(tx, 'p1', clerk));
    await hold('p1', 2);
    expect(await batchOf(db, 'A')).toMatchObject({ onHand: 9, reserved: 2 });
  });

  it('is never more than is held, also when released whole at the same time', async () => {
    await fill([`S1,D1,A,${inDays(60)},9`]);
    await hold('p1', 4);
    await expect(giveBack(5)).rejects.toMatchObject({ code: 'RESERVATION_TOO_SMALL' });
    await Promise.allSettled([
      giveBack(2),
      giveBack(1),
      db.write((tx) => they.release(tx, 'p1', clerk)),
      giveBack(1),
    ]);
    expect(await batchOf(db, 'A')).toMatchObject({ onHand: 9, reserved: 0 });
    expect(await picks()).toEqual([]);
  });
});
