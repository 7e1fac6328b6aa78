import { v7 as uuidv7 } from 'uuid';
import { afterEach, describe, expect, it } from 'vitest';
import { listMovements } from '@xinglin/shared/inventory/contract';
import { closeCount, getCount, listCounts, startCount } from '@xinglin/shared/inventory/counting';
import { listReceipts, receiveGoods } from '@xinglin/shared/inventory/receiving';
import * as requests from '@xinglin/shared/inventory/requests';
import type { Input } from '@xinglin/shared/kernel/endpoint';
import { auditTable } from '../../kernel/audit.ts';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import { clearInventory, inventoryWorld, ledgerDifferences } from './testing.ts';

const db = testDatabase();
const { they, inDays, fill, batchOf, s1, s2, d1, d3 } = inventoryWorld(db);
const as = testServer(db, () => they.routes);
const clerk = someone('store_staff', s1);
const second = someone('store_staff', s1);
const stranger = someone('store_staff', s2);
const actions = async () => (await db.read.find(auditTable)).map(({ action }) => action.slice(10)).sort();

afterEach(async () => {
  expect(await ledgerDifferences(db)).toEqual([]);
  await clearInventory(db);
});

const codes = (n: number, lot = 'L1') =>
  Array.from({ length: n }, (_, i) => `8100000${lot}${String(i).padStart(8, '0')}`);
const goods = (more: Partial<Input<typeof receiveGoods>> = {}): Input<typeof receiveGoods> => ({
  documentNo: 'SH-1',
  supplier: '华东医药供应（演示）',
  drugId: d1,
  lotNo: 'L1',
  madeOn: inDays(-30),
  expires: inDays(300),
  quantity: 3,
  codes: codes(3),
  noCodeReason: null,
  arrivalCelsius: null,
  outcome: 'accepted',
  reason: null,
  ...more,
});
const receive = (more?: Partial<Input<typeof receiveGoods>>) => as(clerk)(receiveGoods, goods(more));

describe('receiving', () => {
  it('puts accepted goods on sale with a code a box, on record with document, lot and person', async () => {
    expect(await receive()).toMatchObject({ outcome: 'accepted', lotNo: 'L1', quantity: 3 });
    expect((await they.stockAt([s1], [d1]))[0]).toMatchObject({ available: 3 });
    const { id } = await batchOf(db, 'L1');
    expect((await they.codesInStock([id])).get(id)).toBe(3);
    expect((await as(clerk)(listReceipts, {})).items).toMatchObject([{ documentNo: 'SH-1' }]);
    expect((await as(stranger)(listReceipts, {})).total).toBe(0);
    expect(await actions()).toEqual(['receive']);
  });

  it('adds to a lot that is there; a lot has one expiry, a document’s lot comes once, a code is registered once', async () => {
    await receive();
    await receive({ documentNo: 'SH-2', codes: codes(3, 'L2') });
    expect(await batchOf(db, 'L1')).toMatchObject({ onHand: 6 });
    const again = receive({ codes: codes(3, 'L3') });
    await expect(again).rejects.toMatchObject({ code: 'RECEIPT_REPEATED', status: 409 });
    const other = receive({ documentNo: 'SH-3', expires: inDays(301), codes: codes(3, 'L4') });
    await expect(other).rejects.toMatchObject({ code: 'EXPIRY_DIFFERS' });
    await expect(receive({ documentNo: 'SH-4' })).rejects.toMatchObject({ code: 'TRACE_CODE_TAKEN' });
    expect(await batchOf(db, 'L1')).toMatchObject({ onHand: 6 });
    expect(await actions()).toEqual(['receive', 'receive', 'scan_refused']);
  });

  it.each([
    ['fewer codes than boxes', { codes: codes(2) }, 'TRACE_CODES_MISSING'],
    ['one code twice', { codes: [...codes(2), codes(1)[0]!] }, 'TRACE_CODES_MISSING'],
    ['goods that keep no 30 days', { expires: inDays(30) }, 'TOO_SHORT_DATED'],
    ['a cold delivery without a temperature', { drugId: d3 }, 'ARRIVAL_TEMPERATURE_NEEDED'],
    ['a cold delivery that came warm', { drugId: d3, arrivalCelsius: 8.1 }, 'COLD_CHAIN_BROKEN'],
    ['a cold delivery that came frozen', { drugId: d3, arrivalCelsius: 1.9 }, 'COLD_CHAIN_BROKEN'],
    ['a drug nobody knows', { drugId: uuidv7() }, 'DRUG_NOT_FOUND'],
    ['a refusal without a reason', { outcome: 'refused' as const }, 'INVALID_INPUT'],
    ['boxes without codes and without a reason why', { codes: [] }, 'INVALID_INPUT'],
    ['codes and a reason why there are none', { noCodeReason: 'not_printed' as const }, 'INVALID_INPUT'],
    ['an expiry before the making', { madeOn: inDays(301) }, 'INVALID_INPUT'],
  ])('does not take %s', async (_, more, code) => {
    await expect(receive(more)).rejects.toMatchObject({ code });
    expect((await as(clerk)(listReceipts, {})).total).toBe(0);
  });

  it('keeps on record why a lot came without codes', async () => {
    await receive({ codes: [], noCodeReason: 'made_before' });
    expect((await as(clerk)(listReceipts, {})).items).toMatchObject([{ noCodeReason: 'made_before' }]);
    const [row] = await db.read.findBy(auditTable, { action: 'inventory.receive' });
    expect(row?.data).toMatchObject({ noCodeReason: 'made_before', boxes: 0 });
  });

  it('locks a warm cold delivery away or sends it back; a good one is sold', async () => {
    const warm = { drugId: d3, arrivalCelsius: 11, reason: 'temperature' } as const;
    await receive({ ...warm, outcome: 'quarantined' });
    expect(await batchOf(db, 'L1')).toMatchObject({ onHand: 3, quarantined: 3 });
    await receive({ ...warm, documentNo: 'SH-2', lotNo: 'L9', outcome: 'refused', codes: [] });
    await expect(batchOf(db, 'L9')).rejects.toThrow();
    await receive({ drugId: d3, arrivalCelsius: 5, documentNo: 'SH-3', lotNo: 'L8', codes: codes(3, 'L8') });
    expect((await they.stockAt([s1], [d3]))[0]).toMatchObject({ available: 3 });
  });
});

describe('an adjustment', () => {
  const askFor = async (delta: number) => {
    const { id } = await batchOf(db, 'A');
    const input = { id, delta, reason: 'damaged', note: '掉地上' } as const;
    return as(clerk)(requests.requestAdjustment, input);
  };
  const decide = (who: typeof clerk, id: string, decision: 'confirm' | 'refuse' = 'confirm') =>
    as(who)(requests.decideRequest, { id, decision });

  it('waits for a second person, who is not the first; both are on record', async () => {
    await fill([`S1,D1,A,${inDays(60)},5`]);
    const { id } = await askFor(-2);
    expect(await batchOf(db, 'A')).toMatchObject({ onHand: 5 });
    await expect(decide(clerk, id)).rejects.toMatchObject({ code: 'SECOND_PERSON_NEEDED', status: 403 });
    await expect(decide(stranger, id)).rejects.toMatchObject({ code: 'REQUEST_NOT_FOUND', status: 404 });
    expect(await decide(second, id)).toMatchObject({ state: 'confirmed', mine: false });
    expect(await batchOf(db, 'A')).toMatchObject({ onHand: 3 });
    const rows = await db.read.find(auditTable, { where: { subject: id }, order: { id: 'ASC' } });
    expect(rows.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['inventory.ask', clerk.id],
      ['inventory.confirm', second.id],
    ]);
  });

  it('happens once, however many confirm it at once', async () => {
    await fill([`S1,D1,A,${inDays(60)},9`]);
    const { id } = await askFor(-2);
    const others = Array.from({ length: 8 }, () => someone('store_staff', s1));
    const tries = await Promise.allSettled(others.map((each) => decide(each, id)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(decide(second, id)).rejects.toMatchObject({ code: 'REQUEST_DECIDED' });
    expect(await batchOf(db, 'A')).toMatchObject({ onHand: 7 });
  });

  it('may be taken back by who asked, and never takes what is promised', async () => {
    await fill([`S1,D1,A,${inDays(60)},5`]);
    const { id } = await askFor(-2);
    expect(await decide(clerk, id, 'refuse')).toMatchObject({ state: 'refused' });
    const much = await askFor(-2);
    await db.write((tx) =>
      they.reserve(tx, { reference: 'p1', storeId: s1, lines: [{ drugId: d1, quantity: 4 }] }),
    );
    await expect(decide(second, much.id)).rejects.toMatchObject({ code: 'STOCK_CHANGED' });
    const { items } = await as(second)(requests.listRequests, { state: 'waiting' });
    expect(items.map((each) => each.id)).toEqual([much.id]);
    expect(await batchOf(db, 'A')).toMatchObject({ onHand: 5 });
  });
});

describe('quarantine', () => {
  const lock = async (quantity: number, reason: 'quality_doubt' | 'recalled' = 'quality_doubt') =>
    as(clerk)(requests.quarantineStock, { id: (await batchOf(db, 'A')).id, quantity, reason, note: '' });
  const end = async (quantity: number, decision: 'unquarantine' | 'destroy') => {
    const { id: batchId } = await batchOf(db, 'A');
    const input = { id: batchId, quantity, decision, reason: 'checked_good', note: '' } as const;
    const { id } = await as(clerk)(requests.requestQuarantineEnd, input);
    return as(second)(requests.decideRequest, { id, decision: 'confirm' });
  };

  it('takes units off sale at once; two persons put them back or destroy them', async () => {
    await fill([`S1,D1,A,${inDays(60)},6`]);
    expect(await lock(4)).toMatchObject({ onHand: 6, quarantined: 4, available: 2 });
    await end(1, 'unquarantine');
    await end(2, 'destroy');
    expect(await batchOf(db, 'A')).toMatchObject({ onHand: 4, quarantined: 1 });
    await expect(end(2, 'destroy')).rejects.toMatchObject({ code: 'STOCK_CHANGED' });
    await expect(lock(9)).rejects.toMatchObject({ code: 'STOCK_CHANGED' });
    expect((await as(clerk)(requests.listQuarantined, {})).items).toMatchObject([
      { lotNo: 'A', quarantined: 1 },
    ]);
    const kinds = (await as(clerk)(listMovements, { kind: 'destroy' })).items;
    expect(kinds).toMatchObject([{ onHandDelta: -2, quarantinedDelta: -2 }]);
  });

  it('of a recalled lot stops every box at the scanner', async () => {
    await receive();
    const { id: batchId } = await batchOf(db, 'L1');
    const input = { id: batchId, quantity: 3, reason: 'recalled', note: '一级召回' } as const;
    await as(clerk)(requests.quarantineStock, input);
    const scan = { reference: 'p1', storeId: s1, codes: [{ code: codes(1)[0]!, batchId }] };
    await expect(db.write((tx) => they.useTraceCodes(tx, scan, clerk))).rejects.toMatchObject({
      code: 'TRACE_CODE_RECALLED',
    });
  });
});

describe('a count', () => {
  it('is blind until it is closed; what differs waits for a second person', async () => {
    await fill([`S1,D1,A,${inDays(60)},5`, `S1,D1,B,${inDays(90)},7`, `S2,D1,C,${inDays(90)},7`]);
    const sheet = await as(clerk)(startCount, { scope: 'all' });
    expect(sheet.lines.map(({ lotNo, expected }) => [lotNo, expected])).toEqual([
      ['A', null],
      ['B', null],
    ]);
    const [a, b] = sheet.lines.map(({ batchId }) => batchId) as [string, string];
    const half = as(clerk)(closeCount, { id: sheet.id, lines: [{ batchId: a, counted: 5 }] });
    await expect(half).rejects.toMatchObject({ code: 'COUNT_INCOMPLETE' });
    expect(await as(clerk)(getCount, { id: sheet.id })).toMatchObject({ state: 'open' });
    const lines = [
      { batchId: a, counted: 5 },
      { batchId: b, counted: 4 },
    ];
    const closed = await as(clerk)(closeCount, { id: sheet.id, lines });
    expect(closed).toMatchObject({ state: 'closed', differences: 1 });
    expect(closed.lines.map(({ counted, expected }) => [counted, expected])).toEqual([
      [5, 5],
      [4, 7],
    ]);
    expect(await batchOf(db, 'B')).toMatchObject({ onHand: 7 });
    const { items } = await as(second)(requests.listRequests, { state: 'waiting' });
    expect(items).toMatchObject([{ kind: 'adjust', quantity: -3, reason: 'count_difference', lotNo: 'B' }]);
    await as(second)(requests.decideRequest, { id: items[0]!.id, decision: 'confirm' });
    expect(await batchOf(db, 'B')).toMatchObject({ onHand: 4 });
    await expect(as(clerk)(closeCount, { id: sheet.id, lines })).rejects.toMatchObject({
      code: 'COUNT_CLOSED',
    });
    expect((await as(clerk)(listCounts, {})).items).toMatchObject([{ differences: 1, lines: 2 }]);
    await expect(as(stranger)(getCount, { id: sheet.id })).rejects.toMatchObject({ code: 'COUNT_NOT_FOUND' });
  });

  it('of short-dated lots lists only those, and nothing to count is said', async () => {
    await fill([`S1,D1,A,${inDays(20)},5`, `S1,D1,B,${inDays(90)},7`]);
    const sheet = await as(clerk)(startCount, { scope: 'near_expiry' });
    expect(sheet.lines.map(({ lotNo }) => lotNo)).toEqual(['A']);
    await expect(as(stranger)(startCount, { scope: 'all' })).rejects.toMatchObject({ code: 'COUNT_EMPTY' });
  });
});
