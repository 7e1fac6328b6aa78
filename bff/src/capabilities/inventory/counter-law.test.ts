import { afterEach, expect, it } from 'vitest';
import { sellAtCounter } from '@xinglin/shared/inventory/contract';
import { quarantineStock } from '@xinglin/shared/inventory/requests';
import { listRegisteredSales } from '@xinglin/shared/inventory/register';
import { DAY_MS } from '@xinglin/shared/kernel/time';
import { auditTable } from '../../kernel/audit.ts';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import { registeredSaleTable } from './register-store.ts';
import { clearInventory, inventoryWorld } from './testing.ts';

const db = testDatabase();
const { they, clock, inDays, fill, batchOf, s1, s2, d1 } = inventoryWorld(db);
const as = testServer(db, () => they.routes);
const clerk = someone('store_staff', s1);
const start = clock.now;
const buyer = { name: '测试人', idNumber: '11010519491231002X', maker: '演示制药' };
const sell = async (lotNo: string, more: object = {}, who = clerk) =>
  as(who)(sellAtCounter, { id: (await batchOf(db, lotNo)).id, quantity: 1, ...more });

afterEach(async () => {
  clock.now = start;
  await clearInventory(db);
});

it('nobody buys a single pack with ephedrine without showing an identity card', async () => {
  await fill([`S1,D5,EP,${inDays(60)},9`]);
  await expect(sell('EP')).rejects.toMatchObject({ code: 'BUYER_NEEDED' });
  expect(await db.read.count(registeredSaleTable)).toBe(0);
  expect(await batchOf(db, 'EP')).toMatchObject({ onHand: 9 });
});

it('of packs with ephedrine two are sold at once and not three, nor from two lots one after the other', async () => {
  await fill([`S1,D5,EP,${inDays(60)},9`, `S1,D5,EQ,${inDays(90)},9`]);
  await expect(sell('EP', { buyer, quantity: 3 })).rejects.toMatchObject({ code: 'TOO_MANY_PACKS' });
  await sell('EP', { buyer, quantity: 2 });
  await expect(sell('EQ', { buyer })).rejects.toMatchObject({ code: 'TOO_MANY_PACKS_IN_PERIOD' });
  expect([(await batchOf(db, 'EP')).onHand, (await batchOf(db, 'EQ')).onHand]).toEqual([7, 9]);
});

it('the same person is known in the next store and by a small x, and a new week starts anew', async () => {
  await fill([`S1,D5,EP,${inDays(60)},9`, `S2,D5,ES,${inDays(60)},9`]);
  const there = someone('store_staff', s2);
  await sell('EP', { buyer, quantity: 2 });
  const again = { buyer: { ...buyer, idNumber: '11010519491231002x' } };
  await expect(sell('ES', again, there)).rejects.toMatchObject({ code: 'TOO_MANY_PACKS_IN_PERIOD' });
  clock.now = new Date(start.getTime() + 7 * DAY_MS - 60_000);
  await expect(sell('ES', again, there)).rejects.toMatchObject({ code: 'TOO_MANY_PACKS_IN_PERIOD' });
  clock.now = new Date(start.getTime() + 7 * DAY_MS);
  expect((await sell('ES', again, there)).onHand).toBe(8);
});

it('what is past its day is not sold over the counter, and on its last day it is', async () => {
  await fill([`S1,D1,A,${inDays(2)},5`]);
  clock.now = new Date(start.getTime() + 2 * DAY_MS);
  await sell('A');
  clock.now = new Date(start.getTime() + 3 * DAY_MS);
  await expect(sell('A')).rejects.toMatchObject({ code: 'BATCH_EXPIRED' });
  expect(await batchOf(db, 'A')).toMatchObject({ onHand: 4 });
});

it('a recalled lot leaves neither over the counter nor with a parcel that was promised it', async () => {
  await fill([`S1,D1,A,${inDays(60)},5`]);
  const { id } = await batchOf(db, 'A');
  const promised = { reference: 'p1', storeId: s1, lines: [{ drugId: d1, quantity: 2 }] };
  await db.write((tx) => they.reserve(tx, promised));
  await as(clerk)(quarantineStock, { id, quantity: 3, reason: 'recalled', note: '厂家召回' });
  await expect(sell('A')).rejects.toMatchObject({ status: 409 });
  const pick = db.write((tx) => they.sellReserved(tx, 'p1', [{ batchId: id, quantity: 2 }], clerk));
  await expect(pick).rejects.toMatchObject({ code: 'BATCH_RECALLED' });
  expect(await batchOf(db, 'A')).toMatchObject({ onHand: 5 });
});

it('whoever reads the register of buyers is on record, and sees the own store only', async () => {
  await fill([`S1,D5,EP,${inDays(60)},9`]);
  await sell('EP', { buyer });
  await as(clerk)(listRegisteredSales, {});
  const reads = await db.read.findBy(auditTable, { action: 'inventory.register_read' });
  expect(reads).toMatchObject([{ actorId: clerk.id, role: 'store_staff', subject: s1 }]);
  await expect(as(someone('store_staff'))(listRegisteredSales, {})).rejects.toMatchObject({ status: 404 });
  await expect(as(someone('rider'))(listRegisteredSales, {})).rejects.toMatchObject({ status: 403 });
});
