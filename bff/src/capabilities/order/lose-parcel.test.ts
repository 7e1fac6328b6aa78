import { beforeEach, expect, test } from 'vitest';
import { DAY_MS, toInstant } from '@xinglin/shared/kernel/time';
import * as changes from '@xinglin/shared/order/operations';
import * as desk from '@xinglin/shared/order/store-parcel';
import { auditTable } from '../../kernel/audit.ts';
import { outboxTable } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
// What is lost leaves the books of inventory; only this test and its neighbours join the two.
import { clearInventory, inventoryWorld, ledgerDifferences } from '../inventory/testing.ts';
import { movementTable } from '../inventory/store.ts';
import { traceStore } from '../inventory/trace-store.ts';
import { parcelTable } from './store.ts';
import { DRUGS, orderWorld, STORES, testCashier } from './testing.ts';

const db = testDatabase();
const { closePayment, moneyComes } = testCashier(db);
const shop = inventoryWorld(db, { stores: { S1: STORES.north.id }, drugs: { D1: DRUGS.otc.id } });
const { they: stock, inDays, fill, batchOf } = shop;
const world = orderWorld(db, closePayment, () => stock, stock);
const { as, buyer, engine, oneParcel, north, south, seal, orders } = world;
const second = someone('store_staff', STORES.north.id);
const rider = someone('rider');

beforeEach(() => clearInventory(db));

const shelf = async () =>
  (await traceStore(db.read).inStock((await batchOf(db, 'A')).id, 9)).map(({ code }) => code);

/** Refused at the door, so many days ago; the person pays for the way. */
async function comingBack(daysAgo: number) {
  await fill([`S1,D1,A,${inDays(60)},2`]);
  await stock.giveDemoCodes();
  const at = await buyer(oneParcel());
  await moneyComes(at.placed, at.patient);
  await engine.drain();
  const id = at.parcelId;
  const codes = await shelf();
  const [line] = (await as(north)(desk.getStoreParcel, { id })).lines;
  const { batchId, quantity } = line!.picks[0]!;
  await as(north)(desk.pickParcel, { id, picks: [{ lineId: line!.id, batchId, quantity, codes }] });
  await seal(north, id);
  await db.write((tx) => orders.handOver(tx, rider, id));
  await db.write((tx) => orders.refuse(tx, rider, id, 'changed_mind'));
  const returningAt = toInstant(Date.now() - daysAgo * DAY_MS);
  await db.write((tx) => tx.update(parcelTable, { id }, { returningAt }));
  return { ...at, codes };
}
const lose = (id: string, who = north) => as(who)(changes.reportParcelLost, { id, note: '骑手失联' });
const decide = (id: string, decision: 'confirm' | 'refuse', who = second) =>
  as(who)(changes.decideParcelLoss, { id, decision });
const sums = async (subject: string) =>
  (await db.read.findBy(outboxTable, { name: 'refund.requested', subject })).map(
    ({ data }) => (data as { refundFen: number }).refundFen,
  );

test('a parcel that is coming back is overdue after three days, and only then may be called lost', async () => {
  const young = await comingBack(2);
  expect((await as(north)(desk.listStoreParcels, { status: 'returning' })).items).toMatchObject([
    { overdue: false, lossAsked: null },
  ]);
  await expect(lose(young.parcelId)).rejects.toMatchObject({ code: 'RETURN_NOT_OVERDUE' });
  const old = await comingBack(3);
  await expect(lose(old.parcelId, south)).rejects.toMatchObject({ code: 'PARCEL_NOT_FOUND' });
  expect(await lose(old.parcelId)).toMatchObject({ overdue: true, lossAsked: 'me', status: 'returning' });
  await expect(lose(old.parcelId, second)).rejects.toMatchObject({ code: 'LOSS_ASKED' });
});

test('two people close it: the buyer gets what was promised, the goods leave the books as lost', async () => {
  const { id: orderId, parcelId, placed, look, codes } = await comingBack(4);
  await expect(decide(parcelId, 'confirm')).rejects.toMatchObject({ code: 'LOSS_NOT_ASKED' });
  await lose(parcelId);
  await expect(decide(parcelId, 'confirm', north)).rejects.toMatchObject({ code: 'LOSS_SAME_PERSON' });
  expect(await sums(orderId)).toEqual([]);
  expect((await decide(parcelId, 'confirm')).status).toBe('lost');
  expect(await sums(orderId)).toEqual([placed.totalFen - 500]);
  const booked = await db.read.find(movementTable, { where: { reference: parcelId }, order: { id: 'ASC' } });
  expect(booked.map(({ kind, onHandDelta }) => [kind, onHandDelta]).slice(-2)).toEqual([
    ['return', 2],
    ['lost', -2],
  ]);
  expect((await batchOf(db, 'A')).onHand).toBe(0);
  expect((await traceStore(db.read).find(codes)).map(({ state }) => state)).toEqual(['missing', 'missing']);
  expect((await look()).timeline.map(({ text }) => text)).toContain('包裹在退回途中丢失，药店已结案');
  const done = await db.read.findBy(auditTable, { subject: parcelId, role: 'store_staff' });
  const who = (action: string) => done.find((row) => row.action === action)?.actorId;
  expect([who('parcel.loss_asked'), who('parcel.lose')]).toEqual([north.id, second.id]);
  expect(await ledgerDifferences(db)).toEqual([]);
});

test('one that turns up while it waits for the second person is checked in, and not lost any more', async () => {
  const { parcelId, id: orderId, placed } = await comingBack(4);
  await lose(parcelId);
  await as(second)(changes.checkInParcel, { id: parcelId, destination: 'quarantine' });
  await expect(decide(parcelId, 'confirm')).rejects.toMatchObject({ code: 'LOSS_NOT_ASKED' });
  expect(await sums(orderId)).toEqual([placed.totalFen - 500]);
});

test('the request is taken back by either, and closing happens once however many agree', async () => {
  const { parcelId, id: orderId } = await comingBack(4);
  await lose(parcelId);
  expect((await decide(parcelId, 'refuse', north)).lossAsked).toBeNull();
  await lose(parcelId);
  const others = Array.from({ length: 4 }, () => someone('store_staff', STORES.north.id));
  const tries = await Promise.allSettled(others.map((who) => decide(parcelId, 'confirm', who)));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await sums(orderId)).toHaveLength(1);
});
