import { afterEach, describe, expect, it } from 'vitest';
import { listBatches, listTraceCodes, sellAtCounter } from '@xinglin/shared/inventory/contract';
import { listRegisteredSales } from '@xinglin/shared/inventory/register';
import { listTransfers, receiveTransfer, shipTransfer } from '@xinglin/shared/inventory/transfer';
import { DAY_MS } from '@xinglin/shared/kernel/time';
import { outboxTable } from '../../kernel/outbox.ts';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import { batchTable } from './store.ts';
import { traceCodeTable } from './trace-store.ts';
import { registeredSaleTable } from './register-store.ts';
import { clearInventory, inventoryWorld, ledgerDifferences, PRESCRIPTION } from './testing.ts';

const db = testDatabase();
const { they, clock, inDays, fill, batchOf, s1, s2, d1, d3 } = inventoryWorld(db);
const as = testServer(db, () => they.routes);
const clerk = someone('store_staff', s1);
const there = someone('store_staff', s2);

afterEach(async () => {
  expect(await ledgerDifferences(db)).toEqual([]);
  clock.now = new Date('2026-11-22T04:00:00Z');
  await clearInventory(db);
});

describe('a transfer', () => {
  const send = async (
    lotNo: string,
    more: { quantity?: number; celsius?: number | null; codes?: string[] } = {},
  ) => {
    const { id: batchId } = await batchOf(db, lotNo);
    return as(clerk)(shipTransfer, {
      batchId,
      toStoreId: s2,
      quantity: 3,
      codes: [],
      celsius: null,
      ...more,
    });
  };
  const arrive = (
    id: string,
    received: number,
    more: { celsius?: number; note?: string; codes?: string[] } = {},
  ) => as(there)(receiveTransfer, { id, received, codes: [], celsius: null, note: '', ...more });
  const at = async (store: string, drug: string) => (await they.stockAt([store], [drug]))[0]?.available ?? 0;

  it('is on nobody’s shelf while it travels, and arrives once', async () => {
    await fill([`S1,D1,A,${inDays(60)},5`]);
    const sent = await send('A');
    expect(sent).toMatchObject({
      direction: 'out',
      state: 'in_transit',
      shortDated: true,
      otherStore: '门店S2',
    });
    expect([await at(s1, d1), await at(s2, d1)]).toEqual([2, 0]);
    const tries = await Promise.allSettled([1, 2, 3].map(() => arrive(sent.id, 3)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect([await at(s1, d1), await at(s2, d1)]).toEqual([2, 3]);
    expect((await as(there)(listTransfers, { direction: 'in' })).items).toMatchObject([{ state: 'arrived' }]);
    await expect(
      as(clerk)(receiveTransfer, { id: sent.id, received: 3, codes: [], celsius: null, note: '' }),
    ).rejects.toMatchObject({ code: 'TRANSFER_NOT_FOUND' });
  });

  it('that comes short needs a word why, and only what came is on the shelf', async () => {
    await fill([`S1,D1,A,${inDays(200)},5`]);
    const { id, shortDated } = await send('A');
    expect(shortDated).toBe(false);
    await expect(arrive(id, 2)).rejects.toMatchObject({ code: 'DIFFERENCE_UNEXPLAINED' });
    await expect(arrive(id, 4)).rejects.toMatchObject({ status: 422 });
    expect(await arrive(id, 2, { note: '一盒压坏，已退' })).toMatchObject({ received: 2, quantity: 3 });
    expect(await at(s2, d1)).toBe(2);
  });

  it('of cold goods goes only cold; what arrives warm is locked away', async () => {
    await fill([`S1,D3,A,${inDays(200)},9`]);
    await expect(send('A')).rejects.toMatchObject({ code: 'COLD_TRANSFER_NEEDED' });
    await expect(send('A', { celsius: 9 })).rejects.toMatchObject({ code: 'COLD_TRANSFER_NEEDED' });
    const good = await send('A', { celsius: 4 });
    const warm = await send('A', { celsius: 4 });
    await expect(arrive(good.id, 3)).rejects.toMatchObject({ code: 'ARRIVAL_TEMPERATURE_NEEDED' });
    await arrive(good.id, 3, { celsius: 5 });
    await arrive(warm.id, 3, { celsius: 12 });
    const { items } = await as(there)(listBatches, {});
    expect(items).toMatchObject([{ onHand: 6, quarantined: 3, available: 3 }]);
    expect(await at(s2, d3)).toBe(3);
  });

  it('takes the codes of its boxes along', async () => {
    await fill([`S1,D1,A,${inDays(200)},4`]);
    await they.giveDemoCodes();
    const { id: batchId } = await batchOf(db, 'A');
    const listed = await as(clerk)(listTraceCodes, { id: batchId });
    await expect(send('A')).rejects.toMatchObject({ code: 'TRACE_CODES_MISSING' });
    const travelling = listed.codes.slice(0, 3);
    const { id } = await send('A', { codes: travelling });
    expect((await they.codesInStock([batchId])).get(batchId)).toBe(1);
    const short = { note: '少一盒' };
    await expect(arrive(id, 2, short)).rejects.toMatchObject({ code: 'TRACE_CODES_MISSING' });
    const one = travelling.slice(0, 1);
    await expect(arrive(id, 2, { ...short, codes: one })).rejects.toMatchObject({ status: 422 });
    await arrive(id, 2, { ...short, codes: travelling.slice(0, 2) });
    const there = (await db.read.findBy(batchTable, { storeId: s2 }))[0]!;
    expect((await they.codesInStock([there.id])).get(there.id)).toBe(2);
    // The third box is counted off, and nobody can sell it.
    expect(await db.read.findBy(traceCodeTable, { reference: id })).toMatchObject([
      { code: travelling[2], state: 'missing' },
    ]);
    const scan = { reference: 'p1', storeId: s1, codes: [{ code: travelling[2]!, batchId }] };
    await expect(db.write((tx) => they.useTraceCodes(tx, scan, clerk))).rejects.toMatchObject({
      code: 'TRACE_CODE_MISSING',
    });
  });

  it('of which nothing arrives leaves no box on its way', async () => {
    await fill([`S1,D1,A,${inDays(200)},3`]);
    await they.giveDemoCodes();
    const { codes } = await as(clerk)(listTraceCodes, { id: (await batchOf(db, 'A')).id });
    const { id } = await send('A', { codes });
    await arrive(id, 0, { note: '整件丢失' });
    expect((await db.read.findBy(traceCodeTable, { reference: id })).map(({ state }) => state)).toEqual([
      'missing',
      'missing',
      'missing',
    ]);
  });
});

describe('the counter', () => {
  const sell = async (lotNo: string, more: object = {}) =>
    as(clerk)(sellAtCounter, { id: (await batchOf(db, lotNo)).id, quantity: 1, ...more });
  const buyer = { name: '测试人', idNumber: '11010519491231002x', maker: '演示制药' };

  it('sells 处方药 only on an approved prescription, which serves once', async () => {
    await fill([`S1,D4,RX,${inDays(60)},5`]);
    await expect(sell('RX')).rejects.toMatchObject({ code: 'PRESCRIPTION_NEEDED' });
    await expect(sell('RX', { prescription: 'RX-NOBODY' })).rejects.toMatchObject({ status: 404 });
    await sell('RX', { prescription: PRESCRIPTION });
    await expect(sell('RX', { prescription: PRESCRIPTION })).rejects.toMatchObject({ status: 404 });
    expect(await batchOf(db, 'RX')).toMatchObject({ onHand: 4 });
  });

  it('registers who buys 含麻黄碱复方制剂; the number is encrypted at rest and masked on the screen', async () => {
    await fill([`S1,D5,EP,${inDays(60)},9`]);
    await expect(sell('EP')).rejects.toMatchObject({ code: 'BUYER_NEEDED' });
    await expect(sell('EP', { buyer: { ...buyer, idNumber: '110105194912310021' } })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(sell('EP', { buyer, quantity: 3 })).rejects.toMatchObject({ code: 'TOO_MANY_PACKS' });
    await sell('EP', { buyer, quantity: 2 });
    const [row] = await db.read.find(registeredSaleTable);
    expect(JSON.stringify(row)).not.toMatch(/11010519491231002|测试人/);
    const { items, rule } = await as(clerk)(listRegisteredSales, {});
    expect(items).toMatchObject([
      { buyerName: '测试人', idNumberMasked: '110105********002X', packs: 2, lotNo: 'EP', maker: '演示制药' },
    ]);
    expect(rule).toMatchObject({ packsPerSale: 2, periodDays: 7 });
    expect((await as(there)(listRegisteredSales, {})).total).toBe(0);
  });

  it('tells an inspector of one sale: who sold which lot, and the masked line of the register', async () => {
    await fill([`S1,D5,EP,${inDays(60)},9`]);
    await sell('EP', { buyer, quantity: 2 });
    const [row] = await db.read.find(registeredSaleTable);
    const told = await they.counterSale(row!.id);
    expect(told).toMatchObject({
      storeName: '门店S1',
      lots: [{ lotNo: 'EP', quantity: 2 }],
      register: { buyerName: '测试人', idNumberMasked: '110105********002X', packs: 2 },
    });
    expect(JSON.stringify(told)).not.toContain('11010519491231002');
    expect(await they.counterSale(d1)).toBeNull();
    expect(await they.soldAtCounter(row!.id)).toMatchObject({
      storeCode: 'S1',
      lots: [{ lotNo: 'EP', quantity: 2 }],
    });
    expect(await they.soldAtCounter(d1)).toBeNull();
    const sold = await db.read.findOneByOrFail(outboxTable, { name: 'stock.counter_sold', subject: row!.id });
    expect(sold.data).toMatchObject({ expires: inDays(60), prescriptionId: null });
    // After its term nobody can tell who bought, but what left the shelf stays told.
    await db.write((tx) => they.forgetCounterBuyer(tx, row!.id));
    expect(await they.counterSale(row!.id)).toMatchObject({ lots: [{ lotNo: 'EP' }], register: null });
  });

  it('counts the packs of one number over the period, at two counters at once, too', async () => {
    await fill([`S1,D5,EP,${inDays(60)},9`]);
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => sell('EP', { buyer })));
    const lost = tries.flatMap((each) =>
      each.status === 'rejected' ? [each.reason as { code: string }] : [],
    );
    expect(lost.map(({ code }) => code)).toEqual(['TOO_MANY_PACKS_IN_PERIOD', 'TOO_MANY_PACKS_IN_PERIOD']);
    expect(await batchOf(db, 'EP')).toMatchObject({ onHand: 7 });
    clock.now = new Date(clock.now.getTime() + 7 * DAY_MS);
    await sell('EP', { buyer });
  });

  it('takes the scanned box, and refuses one that is sold already', async () => {
    await fill([`S1,D1,A,${inDays(60)},5`]);
    await they.giveDemoCodes();
    const { id } = await batchOf(db, 'A');
    const [code] = (await as(clerk)(listTraceCodes, { id })).codes;
    await sell('A', { codes: [code] });
    await expect(sell('A', { codes: [code] })).rejects.toMatchObject({ code: 'TRACE_CODE_USED' });
    expect(await batchOf(db, 'A')).toMatchObject({ onHand: 4 });
  });
});
