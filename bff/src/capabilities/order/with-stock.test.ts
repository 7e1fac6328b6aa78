import { beforeEach, describe, expect, test } from 'vitest';
import { quarantineStock } from '@xinglin/shared/inventory/requests';
import * as storeParcel from '@xinglin/shared/order/store-parcel';
import * as changes from '@xinglin/shared/order/operations';
import { auditTable } from '../../kernel/audit.ts';
import { outboxTable, publish } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
// Order and inventory are two halves of one promise: what is sold leaves a shelf, box by box. Only this test joins them.
import { clearInventory, inventoryWorld, ledgerDifferences } from '../inventory/testing.ts';
import { traceStore } from '../inventory/trace-store.ts';
import { DRUGS, orderWorld, STORES, testCashier } from './testing.ts';

const db = testDatabase();
const { closePayment, moneyComes } = testCashier(db);
const shop = inventoryWorld(db, { stores: { S1: STORES.north.id }, drugs: { D1: DRUGS.otc.id } });
const { they: stock, inDays, fill, batchOf } = shop;
const world = orderWorld(db, closePayment, () => stock, stock);
const { as, orders, buyer, engine, oneParcel, north, seal } = world;
const second = someone('store_staff', STORES.north.id);
const rider = someone('rider');

beforeEach(async () => {
  await clearInventory(db);
  await fill([`S1,D1,A,${inDays(60)},2`]);
  await stock.giveDemoCodes();
});

/** Two units of lot A, paid. */
async function payer() {
  const at = await buyer(oneParcel());
  await moneyComes(at.placed, at.patient);
  await engine.drain();
  return at;
}

/** Two units of lot A, to be paid when they are collected. */
async function toPayLater() {
  const at = await buyer(oneParcel(), { mode: 'pickup' });
  const data = { patientId: at.patient.id, orderNo: at.placed.orderNo };
  await db.write((tx) => publish(tx, { name: 'payment.cash_promised', subject: at.id, data }));
  await engine.drain();
  return at;
}

const batchA = () => batchOf(db, 'A');
const free = async () => (await stock.stockAt([STORES.north.id], [DRUGS.otc.id]))[0]!.available;
const codesOfA = async () =>
  (await traceStore(db.read).inStock((await batchA()).id, 99)).map(({ code }) => code);
async function pickWith(id: string, codes: string[]) {
  const { lines } = await as(north)(storeParcel.getStoreParcel, { id });
  const { batchId, quantity } = lines[0]!.picks[0]!;
  return as(north)(storeParcel.pickParcel, {
    id,
    picks: [{ lineId: lines[0]!.id, batchId, quantity, codes }],
  });
}
const scan = (id: string, code: string) => as(north)(changes.scanBox, { id, code });
const bag = async (id: string) => {
  await pickWith(id, await codesOfA());
  return seal(north, id);
};
const recall = async () => {
  const { id } = await batchA();
  await as(second)(quarantineStock, { id, quantity: 1, reason: 'recalled', note: '厂家召回' });
  await engine.drain();
};
const handOver = async (id: string) => {
  await seal(north, id);
  await db.write((tx) => orders.handOver(tx, rider, id));
};
const recalls = async (page: { page?: number; pageSize?: number } = {}) =>
  as(north)(changes.listRecalledParcels, { batchId: (await batchA()).id, ...page }).then(
    ({ items, ...sums }) => ({
      ...sums,
      did: items.map(({ action }) => action),
    }),
  );

describe('boxes', () => {
  test('are scanned one by one, leave with the parcel, and are named by line while they are scanned', async () => {
    const { parcelId } = await payer();
    const [line] = (await as(north)(storeParcel.getStoreParcel, { id: parcelId })).lines;
    expect(line!.picks).toMatchObject([{ lotNo: 'A', quantity: 2, toScan: 2 }]);
    const codes = await codesOfA();
    expect(await scan(parcelId, codes[0]!)).toMatchObject({ lineId: line!.id, lotNo: 'A' });
    await pickWith(parcelId, codes);
    expect((await stock.traceCodesOf(parcelId)).map(({ code }) => code)).toEqual(codes);
    expect(await codesOfA()).toEqual([]);
  });

  test('that are missing, used, unknown or of another lot stop the picking, and nothing is written but the refusal', async () => {
    const first = await payer();
    const codes = await codesOfA();
    await expect(pickWith(first.parcelId, codes.slice(1))).rejects.toMatchObject({
      code: 'TRACE_CODES_MISSING',
    });
    await pickWith(first.parcelId, codes);
    await fill([`S1,D1,A,${inDays(60)},0`, `S1,D1,B,${inDays(70)},2`, `S1,D1,C,${inDays(80)},1`]);
    await stock.giveDemoCodes();
    const { parcelId } = await payer();
    const [own] = (await traceStore(db.read).inStock((await batchOf(db, 'B')).id, 9)).map((b) => b.code);
    const [other] = (await traceStore(db.read).inStock((await batchOf(db, 'C')).id, 9)).map((b) => b.code);
    for (const [code, reason] of [
      [codes[0]!, 'TRACE_CODE_USED'],
      ['8'.repeat(20), 'TRACE_CODE_UNKNOWN'],
      [other!, 'TRACE_CODE_OTHER_BATCH'],
    ] as const) {
      await expect(scan(parcelId, code)).rejects.toMatchObject({ code: reason });
      await expect(pickWith(parcelId, [own!, code])).rejects.toMatchObject({ code: reason });
    }
    expect((await as(north)(storeParcel.getStoreParcel, { id: parcelId })).status).toBe('to_pick');
    expect(await stock.traceCodesOf(parcelId)).toEqual([]);
    expect(await batchOf(db, 'B')).toMatchObject({ onHand: 2, reserved: 2 });
    const refused = await db.read.countBy(auditTable, {
      action: 'inventory.scan_refused',
      subject: parcelId,
    });
    expect(refused).toBe(4);
    expect(await ledgerDifferences(db)).toEqual([]);
  });

  test('of a recalled lot stop the picking, at the scan and at its end, and each try is on record', async () => {
    await fill([`S1,D1,A,${inDays(60)},2`, `S1,D1,B,${inDays(70)},2`]);
    await stock.giveDemoCodes();
    const recalled = (await codesOfA())[0]!;
    await recall();
    const { parcelId } = await payer();
    const [own] = (await traceStore(db.read).inStock((await batchOf(db, 'B')).id, 9)).map((b) => b.code);
    const stopped = { code: 'TRACE_CODE_RECALLED', status: 409 };
    await expect(scan(parcelId, recalled)).rejects.toMatchObject(stopped);
    await expect(pickWith(parcelId, [own!, recalled])).rejects.toMatchObject(stopped);
    expect((await as(north)(storeParcel.getStoreParcel, { id: parcelId })).status).toBe('to_pick');
    const tries = await db.read.findBy(auditTable, {
      action: 'inventory.scan_refused',
      subject: parcelId,
    });
    expect(tries.map(({ data }) => data)).toEqual(
      Array(2).fill({ traceCode: recalled, reason: 'TRACE_CODE_RECALLED' }),
    );
  });

  test('that never had a code need no scan', async () => {
    await clearInventory(db);
    await fill([`S1,D1,A,${inDays(60)},2`]);
    const { parcelId } = await payer();
    expect((await pickWith(parcelId, [])).status).toBe('picked');
  });

  test('come back with the parcel, and can be sold again from the shelf', async () => {
    const { parcelId, cancel } = await payer();
    const codes = await codesOfA();
    await bag(parcelId);
    await cancel();
    await as(north)(changes.checkInParcel, { id: parcelId, destination: 'available' });
    expect(await codesOfA()).toEqual(codes);
    expect(await free()).toBe(2);
  });
});

/** The picker finds so many units of lot A damaged. */
async function short(quantity: number) {
  const at = await payer();
  const { lines } = at.placed.parcels[0]!;
  const input = { id: at.parcelId, lineId: lines[0]!.id, quantity, reason: 'damaged' as const };
  await as(north)(changes.reportShort, { ...input, batchId: (await batchA()).id });
  const [shortage] = (await at.look()).shortages;
  const decide = (choice: 'refund' | 'wait') =>
    as(at.patient)(changes.decideShortage, { id: at.id, shortageId: shortage!.id, choice });
  const again = () => as(north)(changes.reportShort, input);
  return { ...at, decide, again };
}

describe('units the shelf does not have', () => {
  test('are locked away when the buyer takes the money, and nobody can buy them', async () => {
    const { decide } = await short(1);
    await decide('refund');
    expect(await batchA()).toMatchObject({ onHand: 2, reserved: 1, quarantined: 1 });
    expect(await free()).toBe(0);
    expect(await ledgerDifferences(db)).toEqual([]);
  });

  test('are locked away when the whole order is cancelled meanwhile; the others are for sale again', async () => {
    const { cancel } = await short(1);
    await cancel();
    expect(await batchA()).toMatchObject({ onHand: 2, reserved: 0, quarantined: 1 });
    expect(await free()).toBe(1);
  });
});

describe('damaged units the buyer waits for', () => {
  test('are exchanged for sound ones while the store has them, and what was damaged cannot be sold', async () => {
    await fill([`S1,D1,A,${inDays(60)},2`, `S1,D1,B,${inDays(90)},2`]);
    const { decide, parcelId } = await short(1);
    expect((await decide('wait')).shortages).toMatchObject([{ status: 'ended' }]);
    const lots = (await stock.picksOf(parcelId)).map(({ lotNo, quantity }) => [lotNo, quantity]);
    expect(lots).toEqual([
      ['A', 1],
      ['B', 1],
    ]);
    expect(await batchA()).toMatchObject({ onHand: 2, reserved: 1, quarantined: 1 });
    expect(await ledgerDifferences(db)).toEqual([]);
  });

  test('and reported once more do not keep the order from being cancelled', async () => {
    const { decide, again, cancel } = await short(2);
    expect((await decide('wait')).shortages).toMatchObject([{ status: 'waiting' }]);
    await again();
    await cancel();
    expect(await batchA()).toMatchObject({ onHand: 2, reserved: 0, quarantined: 2 });
    expect(await free()).toBe(0);
  });
});

describe('a recalled lot', () => {
  test('is recalled though every unit of it is promised: the buyer is asked, may not wait, and it never goes on sale', async () => {
    const { id, patient, parcelId, look } = await payer();
    await recall();
    const [shortage] = (await look()).shortages;
    expect(shortage).toMatchObject({ quantity: 2, reason: 'recalled', status: 'asked' });
    await expect(pickWith(parcelId, [])).rejects.toMatchObject({ code: 'SHORTAGE_OPEN' });
    const choose = (choice: 'wait' | 'refund') =>
      as(patient)(changes.decideShortage, { id, shortageId: shortage!.id, choice });
    await expect(choose('wait')).rejects.toMatchObject({ code: 'RECALLED_NOT_WAITED' });
    await choose('refund');
    expect(await batchA()).toMatchObject({ onHand: 2, reserved: 0, quarantined: 2 });
    expect(await free()).toBe(0);
    expect(await recalls()).toEqual({ total: 1, units: 2, unitsDelivered: 0, did: ['asked'] });
    expect(await ledgerDifferences(db)).toEqual([]);
  });

  test('ends an unpaid order', async () => {
    const { look } = await buyer(oneParcel());
    await recall();
    expect((await look()).status).toBe('cancelled');
    expect(await free()).toBe(0);
    expect((await recalls()).did).toEqual(['ended']);
  });

  test('ends an order prepared for who would pay at the counter, on the desk or packed', async () => {
    await fill([`S1,D1,A,${inDays(60)},4`]);
    await stock.giveDemoCodes();
    const [desk, packed] = [await toPayLater(), await toPayLater()];
    await pickWith(packed.parcelId, (await codesOfA()).slice(0, 2));
    await recall();
    expect(await desk.look()).toMatchObject({ status: 'cancelled', parcels: [{ status: 'cancelled' }] });
    expect(await packed.look()).toMatchObject({
      ...{ status: 'cancelled', refunds: [] },
      parcels: [{ status: 'returning' }],
    });
    expect((await recalls()).did).toEqual(['ended', 'ended']);
  });

  test('of which one parcel cannot be stopped yet is stopped in the others', async () => {
    await fill([`S1,D1,A,${inDays(60)},4`]);
    await short(1);
    const other = await payer();
    await expect(recall()).rejects.toMatchObject({ code: 'SHORTAGE_OPEN' });
    expect((await other.look()).shortages).toMatchObject([{ reason: 'recalled', status: 'asked' }]);
  });

  test('in a sealed parcel stops it: all money back, and its goods are destroyed', async () => {
    const { placed, parcelId, look } = await payer();
    await bag(parcelId);
    await recall();
    expect(await look()).toMatchObject({
      status: 'refunding',
      parcels: [{ status: 'returning' }],
      refunds: [{ amountFen: placed.totalFen }],
    });
    const parcel = await as(north)(storeParcel.getStoreParcel, { id: parcelId });
    expect(parcel.destinations).toEqual(['destroy']);
    expect((await recalls()).did).toEqual(['cancelled']);
  });

  test('on the road is called back, in somebody’s hands is told to them, once', async () => {
    await fill([`S1,D1,A,${inDays(60)},4`]);
    await stock.giveDemoCodes();
    const [road, door] = [await payer(), await payer()];
    for (const [at, codes] of [
      [road, (await codesOfA()).slice(0, 2)],
      [door, (await codesOfA()).slice(2, 4)],
    ] as const) {
      await pickWith(at.parcelId, codes);
      await handOver(at.parcelId);
    }
    await db.write((tx) => orders.deliver(tx, rider, door.parcelId));
    await recall();
    await recall();
    expect((await road.look()).parcels).toMatchObject([{ status: 'returning' }]);
    const told = await db.read.findBy(outboxTable, { name: 'parcel.recalled' });
    expect(told.map(({ subject }) => subject)).toEqual([door.parcelId]);
    expect(await recalls()).toMatchObject({ total: 2, units: 4, unitsDelivered: 2 });
    const pages = await Promise.all([1, 2, 3].map((page) => recalls({ page, pageSize: 1 })));
    // The sums are of the whole lot, whichever page one looks at.
    for (const page of pages) expect(page).toMatchObject({ total: 2, units: 4, unitsDelivered: 2 });
    expect(pages.flatMap(({ did }) => did).sort()).toEqual(['called_back', 'notified']);
  });
});

describe('units of a recalled lot in somebody’s hands', () => {
  async function received() {
    const at = await payer();
    await pickWith(at.parcelId, await codesOfA());
    await handOver(at.parcelId);
    await db.write((tx) => orders.deliver(tx, rider, at.parcelId));
    const lineId = at.placed.parcels[0]!.lines[0]!.id;
    const ask = (quantity: number, reason: 'recalled' | 'damaged' = 'recalled') =>
      as(at.patient)(changes.submitAfterSale, { id: at.id, lineId, quantity, reason });
    return { ...at, lineId, ask };
  }
  const goodsBack = (id: string, staff = north) => as(staff)(changes.takeGoodsBack, { id });

  test('are no reason before the recall, and afterwards need nobody’s decision: the money goes at once', async () => {
    const { id, lineId, ask, look } = await received();
    expect((await look()).recalled).toEqual([]);
    await expect(ask(1)).rejects.toMatchObject({ code: 'AFTER_SALE_NOT_RECALLED' });
    await recall();
    expect((await look()).recalled).toMatchObject([{ lineId, quantity: 2 }]);
    const first = await ask(1);
    expect(first).toMatchObject({
      recalled: [{ quantity: 1 }],
      afterSales: [{ reason: 'recalled', status: 'refunding', amountFen: 1_250, goodsBackAt: null }],
      refunds: [{ amountFen: 1_250, status: 'requested' }],
    });
    await expect(ask(2)).rejects.toMatchObject({ code: 'AFTER_SALE_OPEN' });
    const both = await ask(1);
    expect(both.recalled).toEqual([]);
    const told = await db.read.findBy(outboxTable, { name: 'order.after_sale_decided' });
    expect(told.map(({ data }) => data)).toMatchObject([
      { orderId: id, accepted: true, report: 'recall' },
      { orderId: id, accepted: true, report: 'recall' },
    ]);
  });

  test('are destroyed when they are brought back, once, by the store that sold them', async () => {
    const { ask, look } = await received();
    await recall();
    const [sale] = (await ask(2)).afterSales;
    const elsewhere = someone('store_staff', STORES.south.id);
    await expect(goodsBack(sale!.id, elsewhere)).rejects.toMatchObject({ code: 'AFTER_SALE_NOT_FOUND' });
    expect((await goodsBack(sale!.id)).goodsBackAt).not.toBeNull();
    await expect(goodsBack(sale!.id)).rejects.toMatchObject({ code: 'GOODS_NOT_AWAITED' });
    expect((await look()).afterSales).toMatchObject([{ goodsBackAt: expect.any(String) }]);
    expect(await batchA()).toMatchObject({ onHand: 0, reserved: 0 });
    expect(await ledgerDifferences(db)).toEqual([]);
  });

  test('that were complained about for another reason are not waited for before somebody takes the complaint', async () => {
    const { ask } = await received();
    const [sale] = (await ask(1, 'damaged')).afterSales;
    await expect(goodsBack(sale!.id)).rejects.toMatchObject({ code: 'GOODS_NOT_AWAITED' });
  });
});
