import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import * as contract from '@xinglin/shared/order/contract';
import { outboxTable } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { orderTable, parcelTable } from './store.ts';
import { ADDRESS, DRUGS, orderWorld, planParcel, STORES, testCashier } from './testing.ts';

const db = testDatabase();
const { as, orders, buyer, oneParcel, twoParcels, ...world } = orderWorld(db, testCashier(db).closePayment);

describe('placing an order', () => {
  test('by the same tap twice, or ten times at once, makes one order and holds its stock once', async () => {
    const patient = someone('patient');
    const input = world.plan(patient.id, oneParcel());
    const before = await world.held('otc', 'north');
    const taps = await Promise.all(
      Array.from({ length: 10 }, () => orders.use.place(patient, input, { idempotencyKey: 'tap', ip: '' })),
    );
    expect(new Set(taps.map(({ orderNo }) => orderNo)).size).toBe(1);
    expect(await db.read.countBy(orderTable, { patientId: patient.id })).toBe(1);
    expect(await world.held('otc', 'north')).toBe(before + 2);
    const again = await orders.use.place(patient, input, { idempotencyKey: 'tap', ip: '' });
    expect(again.id).toBe(taps[0]!.id);
  });

  test('keeps the prices of the plan, parcel by parcel, and counts the coupon of the platform once', async () => {
    const { placed } = await buyer(twoParcels(), { off: 300 });
    expect(placed).toMatchObject({
      ...{ status: 'unpaid', goodsFen: 3_750, couponOffFen: 300, deliveryFeeFen: 1_000, totalFen: 4_650 },
      address: ADDRESS,
    });
    expect(placed.orderNo).toMatch(/^\d{14}$/);
    expect(placed.parcels.map(({ storeName, payableFen }) => [storeName, payableFen])).toEqual([
      ['北街店', 3_100],
      ['南街店', 1_850],
    ]);
    expect(new Set(placed.parcels.map(({ parcelNo }) => parcelNo)).size).toBe(2);
    expect(Date.parse(placed.payBefore) - Date.parse(placed.placedAt)).toBe(900_000);
  });

  test('leaves nothing behind when one parcel is out of stock: no order, no stock held, no coupon, no event', async () => {
    const patient = someone('patient');
    world.shelf.set(`${STORES.south.id}/${DRUGS.rx.id}`, 0);
    const coupon = uuidv7();
    const parcels = [...oneParcel(coupon), planParcel('south', [{ drug: 'rx', quantity: 1 }])];
    const input = world.plan(patient.id, parcels, { prescriptionId: world.prescribe(patient.id) });
    const before = [await world.held('otc', 'north'), await db.read.count(outboxTable)];
    await expect(as(patient)(contract.placeOrder, input)).rejects.toMatchObject({ code: 'OUT_OF_STOCK' });
    world.shelf.clear();
    expect(await db.read.countBy(orderTable, { patientId: patient.id })).toBe(0);
    expect([await world.held('otc', 'north'), await db.read.count(outboxTable)]).toEqual(before);
    expect(await world.lastOf(coupon)).toBeUndefined();
  });

  test('on one prescription fifty times at once lets one through, and the others hold nothing', async () => {
    const patient = someone('patient');
    const prescriptionId = world.prescribe(patient.id);
    const parcels = [planParcel('south', [{ drug: 'rx', quantity: 1 }])];
    const input = () => world.plan(patient.id, parcels, { prescriptionId });
    const before = await world.held('rx', 'south');
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        orders.use.place(patient, input(), { idempotencyKey: `${n}`, ip: '' }),
      ),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await world.held('rx', 'south')).toBe(before + 1);
    expect(await db.read.countBy(orderTable, { patientId: patient.id })).toBe(1);
  });

  test('never sells a prescription drug without a prescription, nor a prohibited drug at all', async () => {
    const rx = [planParcel('north', [{ drug: 'rx', quantity: 1 }])];
    await expect(buyer(rx)).rejects.toMatchObject({ code: 'PRESCRIPTION_NEEDED' });
    const banned = [planParcel('north', [{ drug: 'banned', quantity: 1 }])];
    await expect(buyer(banned)).rejects.toMatchObject({ code: 'DRUG_PROHIBITED_ONLINE' });
  });

  test('leaves a prescription alone that covers nothing in the basket', async () => {
    const prescriptionId = world.prescribe(uuidv7());
    const { placed } = await buyer(oneParcel(), { prescriptionId });
    expect(placed.prescriptionId).toBeNull();
    expect(await world.lastOf(prescriptionId)).toBeUndefined();
  });

  test('is refused for an address elsewhere than the plan was made for', async () => {
    const patient = someone('patient');
    const far = { ...ADDRESS, point: { lng: ADDRESS.point.lng + 0.01, lat: ADDRESS.point.lat } };
    const placing = as(patient)(contract.placeOrder, {
      ...world.plan(patient.id, oneParcel()),
      address: far,
    });
    await expect(placing).rejects.toMatchObject({ code: 'ADDRESS_MOVED' });
  });

  test('keeps address and receipt code encrypted', async () => {
    const { id } = await buyer(oneParcel());
    const rows = await Promise.all([
      db.read.findOneBy(orderTable, { id }),
      db.read.findOneBy(parcelTable, { orderId: id }),
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/王女士|13800000001|杏林路|"\d{4}"/);
  });
});

describe('what is not yours', () => {
  test("another patient's order does not exist", async () => {
    const { id } = await buyer(oneParcel());
    const other = someone('patient');
    const stranger = as(other);
    const missing = { code: 'ORDER_NOT_FOUND', status: 404 };
    await expect(stranger(contract.getOrder, { id })).rejects.toMatchObject(missing);
    await expect(stranger(contract.cancelOrder, { id })).rejects.toMatchObject(missing);
    await expect(orders.orderOf(other.id, id)).rejects.toMatchObject(missing);
    expect(await orders.orderForPayment(other.id, id)).toBeUndefined();
    expect((await stranger(contract.listOrders, {})).total).toBe(0);
    expect(await orders.activeOrders(other.id)).toEqual([]);
  });

  test('a patient lists the own orders, newest first, page by page', async () => {
    const { patient, id } = await buyer(oneParcel());
    const second = await as(patient)(contract.placeOrder, world.plan(patient.id, twoParcels()));
    const list = await as(patient)(contract.listOrders, { pageSize: 1 });
    expect([list.total, list.items.map((order) => order.id)]).toEqual([2, [second.id]]);
    const older = await as(patient)(contract.listOrders, { page: 2, pageSize: 1 });
    expect(older.items.map((order) => order.id)).toEqual([id]);
    expect(await orders.activeOrders(patient.id)).toHaveLength(2);
    expect(await orders.hasOrdered(patient.id)).toBe(true);
    expect(await orders.hasOrdered(uuidv7())).toBe(false);
  });
});
