import { afterEach, expect, it } from 'vitest';
import { listMovements, listTraceCodes } from '@xinglin/shared/inventory/contract';
import { decideRequest, listRequests } from '@xinglin/shared/inventory/requests';
import * as transfer from '@xinglin/shared/inventory/transfer';
import { DAY_MS } from '@xinglin/shared/kernel/time';
import { auditTable } from '../../kernel/audit.ts';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import { clearInventory, inventoryWorld, ledgerDifferences } from './testing.ts';
import { traceStore } from './trace-store.ts';

const db = testDatabase();
const { they, clock, inDays, fill, batchOf, s1, s2 } = inventoryWorld(db);
const as = testServer(db, () => they.routes);
const clerk = someone('store_staff', s1);
const second = someone('store_staff', s1);
const there = someone('store_staff', s2);
const start = clock.now;

afterEach(async () => {
  expect(await ledgerDifferences(db)).toEqual([]);
  clock.now = start;
  await clearInventory(db);
});

/** Three of five boxes of lot A, sent days ago. */
async function sent(daysAgo: number) {
  await fill([`S1,D1,A,${inDays(60)},5`]);
  await they.giveDemoCodes();
  const { id: batchId } = await batchOf(db, 'A');
  const codes = (await as(clerk)(listTraceCodes, { id: batchId })).codes.slice(0, 3);
  const wanted = { batchId, toStoreId: s2, quantity: 3, codes, celsius: null };
  const { id } = await as(clerk)(transfer.shipTransfer, wanted);
  clock.now = new Date(start.getTime() + daysAgo * DAY_MS);
  return { id, batchId, codes };
}
const lose = (id: string, who = clerk) =>
  as(who)(transfer.reportTransferLost, { id, note: '问过物流，找不到' });
const arrive = (id: string) =>
  as(there)(transfer.receiveTransfer, { id, received: 3, codes: [], celsius: null, note: '' });
const waiting = async () => (await as(second)(listRequests, { state: 'waiting' })).items;
const confirm = (id: string, who = second) => as(who)(decideRequest, { id, decision: 'confirm' });
const overdue = async (who = clerk) => (await as(who)(transfer.listTransfers, { state: 'overdue' })).total;

it('a transfer that has not come in three days is overdue at both stores, and only then may be called lost', async () => {
  const { id } = await sent(2);
  expect([await overdue(), await overdue(there)]).toEqual([0, 0]);
  await expect(lose(id)).rejects.toMatchObject({ code: 'TRANSFER_NOT_OVERDUE' });
  clock.now = new Date(start.getTime() + 3 * DAY_MS);
  expect([await overdue(), await overdue(there)]).toEqual([1, 1]);
  await expect(lose(id, there)).rejects.toMatchObject({ code: 'TRANSFER_NOT_FOUND' });
  expect(await lose(id)).toMatchObject({ state: 'in_transit', overdue: true, lossAsked: true });
  await expect(lose(id, second)).rejects.toMatchObject({ code: 'LOSS_ASKED' });
});

it('is written off when a second person of the sending store confirms: the ledger says lost, its boxes are stopped', async () => {
  const { id, batchId, codes } = await sent(4);
  await lose(id);
  const [asked] = await waiting();
  expect(asked).toMatchObject({ kind: 'write_off', quantity: 3, reason: 'lost', lotNo: 'A' });
  await expect(confirm(asked!.id, clerk)).rejects.toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
  await confirm(asked!.id);
  const { items } = await as(clerk)(transfer.listTransfers, {});
  expect(items).toMatchObject([{ state: 'lost', overdue: false, lossAsked: false }]);
  expect(await batchOf(db, 'A')).toMatchObject({ onHand: 2 });
  const told = (await as(clerk)(listMovements, { batchId })).items;
  expect(told.slice(0, 2).map(({ kind, onHandDelta }) => [kind, onHandDelta])).toEqual([
    ['lost', -3],
    ['transfer_back', 3],
  ]);
  const scan = { reference: 'p1', storeId: s1, codes: [{ code: codes[0]!, batchId }] };
  const scanned = db.write((tx) => they.useTraceCodes(tx, scan, clerk));
  await expect(scanned).rejects.toMatchObject({ code: 'TRACE_CODE_MISSING' });
  await expect(arrive(id)).rejects.toMatchObject({ code: 'TRANSFER_DONE' });
  const [row] = await db.read.findBy(auditTable, { action: 'inventory.transfer_lost', subject: id });
  expect(row).toMatchObject({ actorId: second.id, data: { quantity: 3, boxes: 3 } });
});

it('that comes while its loss waits for the second person has come, and is not lost any more', async () => {
  const { id, codes } = await sent(4);
  await lose(id);
  await arrive(id);
  const [asked] = await waiting();
  await expect(confirm(asked!.id)).rejects.toMatchObject({ code: 'TRANSFER_DONE' });
  const boxes = await traceStore(db.read).find(codes);
  expect(boxes.map(({ state, storeId }) => [state, storeId])).toEqual(Array(3).fill(['in_stock', s2]));
});

it('is written off once, however many confirm it while it arrives', async () => {
  const { id } = await sent(4);
  await lose(id);
  const [asked] = await waiting();
  const others = Array.from({ length: 4 }, () => someone('store_staff', s1));
  const done = await Promise.allSettled([arrive(id), ...others.map((who) => confirm(asked!.id, who))]);
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});
