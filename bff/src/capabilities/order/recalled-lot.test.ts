import { describe, expect, test } from 'vitest';
import * as storeParcel from '@xinglin/shared/order/store-parcel';
import * as changes from '@xinglin/shared/order/operations';
import { outboxTable } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { clearInventory, ledgerDifferences } from '../inventory/testing.ts';
import { shelfWorld } from './shelf-testing.ts';
import { STORES } from './testing.ts';

const db = testDatabase();
const {
  as,
  buyer,
  oneParcel,
  north,
  stock,
  fill,
  inDays,
  orders,
  rider,
  payer,
  toPayLater,
  batchA,
  free,
  codesOfA,
  pickWith,
  bag,
  recall,
  handOver,
  recalls,
  short,
} = shelfWorld(db);

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
  test('stand on the home page of a completed order until they are claimed', async () => {
    const { id, patient, ask } = await received();
    const active = async () => (await orders.activeOrders(patient.id)).map((order) => order.id);
    expect(await active()).toEqual([]);
    await recall();
    expect(await active()).toEqual([id]);
    await ask(2);
    expect(await active()).toEqual([]);
  });

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

  test('are taken back at once although a complaint about the same units is still unanswered: it ends for the recall', async () => {
    const { ask, look } = await received();
    await ask(2, 'damaged');
    await recall();
    expect((await ask(2)).refunds).toMatchObject([{ amountFen: 2_500 }]);
    const { afterSales } = await look();
    expect(afterSales.map(({ reason, status }) => [reason, status])).toEqual([
      ['damaged', 'withdrawn'],
      ['recalled', 'refunding'],
    ]);
    expect(afterSales[0]!.answer).toContain('召回');
  });

  test('are taken back beside a complaint about other units of the line, which the store still answers', async () => {
    const { ask } = await received();
    const [other] = (await ask(1, 'damaged')).afterSales;
    await recall();
    await ask(1);
    const taken = { id: other!.id, accept: true, answer: '已核对' };
    expect((await as(north)(changes.decideAfterSale, taken)).status).toBe('refunding');
  });

  /** One unit of each of two lots, received. */
  async function receivedOfTwoLots() {
    await clearInventory(db);
    await fill([`S1,D1,A,${inDays(60)},1`, `S1,D1,B,${inDays(70)},1`]);
    const at = await payer();
    const { id: lineId, picks } = (await as(north)(storeParcel.getStoreParcel, { id: at.parcelId }))
      .lines[0]!;
    const taken = picks.map(({ batchId, quantity }) => ({ lineId, batchId, quantity, codes: [] }));
    await as(north)(storeParcel.pickParcel, { id: at.parcelId, picks: taken });
    await handOver(at.parcelId);
    await db.write((tx) => orders.deliver(tx, rider, at.parcelId));
    const ask = async (reason: 'recalled' | 'damaged') =>
      (
        await as(at.patient)(changes.submitAfterSale, { id: at.id, lineId, quantity: 1, reason })
      ).afterSales.at(-1)!;
    /** Taken by the store, with the goods on the counter. */
    const bring = async () => {
      const taken = { id: (await ask('damaged')).id, accept: true, answer: '已核对', goodsBack: true };
      await as(north)(changes.decideAfterSale, taken);
    };
    const isBack = async () => (await stock.picksOf(at.parcelId)).map(({ takenBack }) => takenBack);
    return { ask, bring, isBack };
  }

  test('of two complaints, brought back one after the other, are taken out of the lots that are still out', async () => {
    const { bring, isBack } = await receivedOfTwoLots();
    await bring();
    expect(await isBack()).toEqual([1, 0]);
    await bring();
    expect(await isBack()).toEqual([1, 1]);
    expect(await ledgerDifferences(db)).toEqual([]);
  });

  test('are given the money for once: the other lot of the line was not recalled', async () => {
    const { ask } = await receivedOfTwoLots();
    await recall();
    await ask('recalled');
    await expect(ask('recalled')).rejects.toMatchObject({ code: 'AFTER_SALE_NOT_RECALLED' });
  });

  test('are those a recall takes back, and another fault is booked on the lots that are not recalled', async () => {
    const { ask, bring, isBack } = await receivedOfTwoLots();
    await recall();
    await bring();
    expect(await isBack()).toEqual([0, 1]);
    await goodsBack((await ask('recalled')).id);
    expect(await isBack()).toEqual([1, 1]);
  });

  test('that were complained about for another reason are not waited for before somebody takes the complaint', async () => {
    const { ask } = await received();
    const [sale] = (await ask(1, 'damaged')).afterSales;
    await expect(goodsBack(sale!.id)).rejects.toMatchObject({ code: 'GOODS_NOT_AWAITED' });
  });
});
