import { describe, expect, test } from 'vitest';
import * as contract from '@xinglin/shared/order/contract';
import * as changes from '@xinglin/shared/order/operations';
import { outboxTable, publish } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { shortageTable } from './changes-table.ts';
import { linesOf, parcelTable } from './store.ts';
import { orderWorld, planParcel, STORES, testCashier, whenDue } from './testing.ts';

const db = testDatabase();
const { closePayment, moneyComes } = testCashier(db);
const { as, buyer, engine, oneParcel, north, pick, ...world } = orderWorld(db, closePayment);

/** Paid; the store finds fewer than were ordered. */
async function short(quantity: number, parcels = oneParcel(), options: Parameters<typeof buyer>[1] = {}) {
  const at = await buyer(parcels, options);
  await moneyComes(at.placed, at.patient);
  await engine.drain();
  const lineId = at.placed.parcels[0]!.lines[0]!.id;
  const report = (units: number) =>
    as(north)(changes.reportShort, { id: at.parcelId, lineId, quantity: units });
  await report(quantity);
  const shortage = (await at.look()).shortages[0]!;
  const choose = (choice: 'wait' | 'other_store' | 'refund', storeId?: string) =>
    as(at.patient)(changes.decideShortage, {
      id: at.id,
      shortageId: shortage.id,
      choice,
      ...(storeId ? { storeId } : {}),
    });
  return { ...at, lineId, report, shortage, choose };
}
const sums = async (subject: string) =>
  (await db.read.findBy(outboxTable, { name: 'refund.requested', subject })).map(
    ({ data }) => (data as { refundFen: number }).refundFen,
  );
const told = async (name: string, subject: string) =>
  (await db.read.findBy(outboxTable, { name, subject })).map(({ data }) => data);
const overdue = async (id: string, orderId: string) => {
  await db.write((tx) => tx.update(shortageTable, id, { answerBefore: '2020-01-01T00:00:00.000Z' }));
  await db.write((tx) => publish(tx, { name: 'order.shortage_over', subject: id, data: { orderId } }));
  await engine.drain();
};

describe('goods that are not there after paying', () => {
  test('stop the picking, and the buyer is asked for ten minutes', async () => {
    const { shortage, parcelId, report, id } = await short(1);
    expect(shortage).toMatchObject({ status: 'asked', quantity: 1, refundFen: 1_250 });
    expect(shortage.otherStores.map(({ storeName }) => storeName)).toEqual(['南街店']);
    const left = Date.parse(shortage.answerBefore) - Date.now();
    expect(left).toBeGreaterThan(9 * 60_000);
    expect(left).toBeLessThanOrEqual(10 * 60_000);
    expect(await told('parcel.short', parcelId)).toMatchObject([{ orderId: id, quantity: 1 }]);
    await expect(pick(north, parcelId)).rejects.toMatchObject({ code: 'SHORTAGE_OPEN' });
    await expect(report(1)).rejects.toMatchObject({ code: 'SHORTAGE_OPEN' });
  });

  test('are waited for: the parcel is picked when they have come', async () => {
    const { choose, parcelId, id } = await short(1);
    expect((await choose('wait')).shortages[0]!.status).toBe('waiting');
    await expect(choose('refund')).rejects.toMatchObject({ code: 'SHORTAGE_DECIDED' });
    expect((await pick(north, parcelId)).status).toBe('picked');
    expect(await sums(id)).toEqual([]);
  });

  test('are waited for without a rider, who is looked for when they have been picked', async () => {
    const { choose, parcelId } = await short(1);
    const told = (name: string) => db.read.countBy(outboxTable, { name, subject: parcelId });
    const wanted = async () => (await world.orders.parcelForDelivery(parcelId))?.wanted;
    expect(await wanted()).toBe(true);
    await choose('wait');
    expect([await wanted(), await told('parcel.waits_for_goods')]).toEqual([false, 1]);
    expect(await told('parcel.delivery_wanted')).toBe(0);
    await pick(north, parcelId);
    expect([await wanted(), await told('parcel.delivery_wanted')]).toEqual([true, 1]);
  });

  test('are refunded at their part of the price, coupons counted, and the rest is picked', async () => {
    const before = await world.held('otc', 'north');
    const { choose, parcelId, id, cancel } = await short(1, oneParcel('C-SHORT-1'));
    const order = await choose('refund');
    expect(order.parcels[0]!.lines[0]).toMatchObject({ quantity: 2, shortQuantity: 1 });
    expect(await world.held('otc', 'north')).toBe(before + 1);
    // 25.00 less 2.00, of two: half of it.
    expect(await sums(id)).toEqual([1_150]);
    expect((await pick(north, parcelId)).status).toBe('picked');
    await cancel();
    expect(await sums(id)).toEqual([1_150, 1_150 + 600]);
  });

  test('of a parcel that waits for its slot are sent by the other store in that slot, and not at once', async () => {
    const { choose, parcelId } = await short(1);
    // A recall asks about what waits for its slot, too.
    await db.write((tx) => tx.update(parcelTable, parcelId, { status: 'scheduled' }));
    const { parcels } = await choose('other_store', STORES.south.id);
    expect(parcels.map(({ status }) => status)).toEqual(['scheduled', 'scheduled']);
  });

  test('are refunded by themselves after ten minutes of silence, and not before', async () => {
    const { shortage, look, id } = await short(1);
    await whenDue(db, engine, 'order.shortage_over');
    expect((await look()).shortages[0]!.status).toBe('asked');
    await overdue(shortage.id, id);
    expect((await look()).shortages[0]!.status).toBe('refunded');
    expect(await sums(id)).toEqual([1_250]);
    expect((await look()).timeline.at(-1)!.text).toContain('没有选择');
    // Who chose knows it; who did not is told what was done instead.
    expect(await told('order.shortage_refunded', shortage.id)).toMatchObject([
      { orderId: id, refundFen: 1_250 },
    ]);
  });

  test('come from another store at the same price; what it asks more is not the buyer’s', async () => {
    const { choose, id, placed } = await short(1);
    const order = await choose('other_store', STORES.south.id);
    expect(order.totalFen).toBe(placed.totalFen);
    expect(order.parcels.map(({ storeName, status }) => [storeName, status])).toEqual([
      ['北街店', 'to_pick'],
      ['南街店', 'to_pick'],
    ]);
    const bill = (key: 'goodsFen' | 'couponOffFen' | 'deliveryFeeFen' | 'payableFen') =>
      order.parcels.reduce((sum, parcel) => sum + parcel[key], 0);
    expect([bill('goodsFen'), bill('deliveryFeeFen'), bill('payableFen')]).toEqual([2_500, 500, 3_100]);
    const lines = await linesOf(
      db.read,
      order.parcels.map((parcel) => parcel.id),
    );
    expect(lines.reduce((sum, { paidFen }) => sum + paidFen, 0)).toBe(2_500);
    expect(await db.read.findOneBy(shortageTable, { orderId: id })).toMatchObject({ platformFen: 150 });
    expect(await sums(id)).toEqual([]);
    const moved = order.parcels[1]!.id;
    expect(await db.read.countBy(outboxTable, { name: 'parcel.delivery_wanted', subject: moved })).toBe(1);
  });

  test('all of them from another store: the first parcel is over, its fees move along', async () => {
    const { choose } = await short(2);
    const order = await choose('other_store', STORES.south.id);
    expect(order.parcels.map(({ status, payableFen }) => [status, payableFen])).toEqual([
      ['cancelled', 0],
      ['to_pick', 3_100],
    ]);
  });

  test('that the other store has sold meanwhile leave everything as it was', async () => {
    const { choose, look, shortage, id } = await short(1);
    const drugId = (await look()).parcels[0]!.lines[0]!.drugId;
    world.shelf.set(`${STORES.south.id}/${drugId}`, 0);
    await expect(choose('other_store', STORES.south.id)).rejects.toMatchObject({ code: 'OTHER_STORE_GONE' });
    world.shelf.clear();
    await expect(choose('other_store', STORES.north.id)).rejects.toMatchObject({ code: 'OTHER_STORE_GONE' });
    expect(await look()).toMatchObject({ shortages: [{ id: shortage.id, status: 'asked' }], parcels: [{}] });
    expect(await sums(id)).toEqual([]);
  });

  test('when nothing is left, the order falls through as a whole: all money and coupon back, and points for the trouble', async () => {
    const { choose, look, id, placed } = await short(2, oneParcel('C-SHORT-2'));
    expect(await choose('refund')).toMatchObject({ status: 'refunding', parcels: [{ status: 'cancelled' }] });
    expect(await sums(id)).toEqual([placed.totalFen]);
    expect(await world.lastOf('C-SHORT-2')).toBe('coupon.free');
    expect(await db.read.countBy(outboxTable, { name: 'order.compensated', subject: id })).toBe(1);
    expect(await db.read.countBy(outboxTable, { name: 'order.cancelled', subject: id })).toBe(1);
    expect((await look()).refunds).toMatchObject([{ amountFen: placed.totalFen }]);
  });

  test('on a prescription are offered from no other store', async () => {
    const patient = someone('patient');
    const prescriptionId = world.prescribe(patient.id);
    const parcels = [planParcel('north', [{ drug: 'rx', quantity: 2 }])];
    const placed = await as(patient)(
      contract.placeOrder,
      world.plan(patient.id, parcels, { prescriptionId }),
    );
    await moneyComes(placed, patient);
    await engine.drain();
    const { id, lines } = placed.parcels[0]!;
    await as(north)(changes.reportShort, { id, lineId: lines[0]!.id, quantity: 1 });
    const [shortage] = (await as(patient)(contract.getOrder, { id: placed.id })).shortages;
    expect(shortage!.otherStores).toEqual([]);
  });

  test('chosen twice at once are decided once', async () => {
    const { choose, id } = await short(1);
    const both = await Promise.allSettled([choose('refund'), choose('wait'), choose('refund')]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await sums(id)).length).toBeLessThanOrEqual(1);
  });

  test('are reported by their own store, for no more than was ordered', async () => {
    const { parcelId, lineId, choose } = await short(1);
    await choose('wait');
    const say = (staff: typeof north, quantity: number) =>
      as(staff)(changes.reportShort, { id: parcelId, lineId, quantity });
    await expect(say(north, 3)).rejects.toMatchObject({ code: 'SHORTAGE_TOO_MUCH' });
    await expect(say(world.south, 1)).rejects.toMatchObject({ code: 'PARCEL_NOT_FOUND' });
  });
});
