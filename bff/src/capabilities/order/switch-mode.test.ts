import { describe, expect, test } from 'vitest';
import { HOUR_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import * as changes from '@xinglin/shared/order/operations';
import { outboxTable, publish } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { dueTable } from './changes-table.ts';
import { orderTable } from './store.ts';
import { ADDRESS, HOME, orderWorld, testCashier, whenDue } from './testing.ts';

const db = testDatabase();
const { cashier, closePayment, moneyComes } = testCashier(db);
const { as, buyer, engine, oneParcel, twoParcels, north, south, pick, seal, orders } = orderWorld(
  db,
  closePayment,
);
const rider = someone('rider');

async function payer(mode: 'instant' | 'pickup') {
  const at = await buyer(oneParcel(), { mode });
  await moneyComes(at.placed, at.patient);
  await engine.drain();
  const to = (wish: 'instant' | 'scheduled' | 'pickup', more = {}) =>
    as(at.patient)(changes.switchMode, { id: at.id, to: wish, ...more });
  return { ...at, to };
}
const askedBack = (subject: string) => db.read.findBy(outboxTable, { name: 'refund.requested', subject });
const inAnHour = (hours: number) => {
  const from = toInstant(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + hours * HOUR_MS);
  return { from, to: plus(from, HOUR_MS) };
};

describe('from delivery to the counter', () => {
  test('gives the delivery fee back, and a sealed parcel gets its code', async () => {
    const { to, id, parcelId } = await payer('instant');
    await pick(north, parcelId);
    await seal(north, parcelId);
    const order = await to('pickup');
    expect(order).toMatchObject({
      mode: 'pickup',
      parcels: [{ pickupCode: expect.stringMatching(/^\d{6}$/) }],
    });
    expect(await askedBack(id)).toMatchObject([{ data: { refundFen: 500 } }]);
    expect(order.refunds).toMatchObject([{ amountFen: 500, status: 'requested' }]);
    await expect(to('pickup')).rejects.toMatchObject({ code: 'SWITCH_SAME' });
    expect(await askedBack(id)).toHaveLength(1);
  });

  test('and then cancelled, gives back the rest and not the fee twice', async () => {
    const { to, id, cancel } = await payer('instant');
    await to('pickup');
    await cancel();
    const sums = (await askedBack(id)).map(({ data }) => (data as { refundFen: number }).refundFen);
    expect(sums).toEqual([500, 2_600]);
  });

  test('is too late once the rider has it; of the two at once, one wins', async () => {
    for (let round = 0; round < 2; round += 1) {
      const { to, parcelId, look } = await payer('instant');
      await pick(north, parcelId);
      await seal(north, parcelId);
      const both = await Promise.allSettled([
        to('pickup'),
        db.write((tx) => orders.handOver(tx, rider, parcelId)),
      ]);
      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const { mode, parcels } = await look();
      expect([mode, parcels[0]!.status]).toEqual(
        both[0].status === 'fulfilled' ? ['pickup', 'sealed'] : ['instant', 'on_the_way'],
      );
    }
  });
});

describe('from the counter to the door', () => {
  test('asks for the fee first, stays at the counter until it is paid, and is then delivered', async () => {
    const { to, look, patient, parcelId, placed } = await payer('pickup');
    const asked = await to('instant', { address: ADDRESS });
    expect(asked).toMatchObject({ mode: 'pickup', due: { amountFen: 500 } });
    const due = asked.due!;
    expect(await orders.orderForPayment(patient.id, placed.id)).toMatchObject({
      status: 'paid',
      supplement: { due: due.id, totalFen: 500 },
    });
    expect(await orders.orderForPayment(someone('patient').id, placed.id)).toBeUndefined();
    await moneyComes({ id: placed.id, due: due.id, totalFen: 500 }, patient, 2);
    await engine.drain();
    expect(await look()).toMatchObject({ mode: 'instant', due: null, totalFen: placed.totalFen + 500 });
    expect(await orders.parcelForDelivery(parcelId)).toMatchObject({ wanted: true });
    expect(await db.read.countBy(outboxTable, { name: 'parcel.delivery_wanted', subject: parcelId })).toBe(1);
    expect(await askedBack(placed.id)).toEqual([]);
  });

  test('cancelled later, the fee goes back where it came from', async () => {
    const { to, patient, id, cancel } = await payer('pickup');
    const { due } = await to('instant', { address: ADDRESS });
    await moneyComes({ id, due: due!.id, totalFen: 500 }, patient);
    await engine.drain();
    await cancel();
    expect(await askedBack(id)).toMatchObject([
      { data: { refundFen: 2_600, due: 'order' } },
      { data: { refundFen: 500, due: due!.id } },
    ]);
  });

  test('a fee that is paid when the order has ended goes back by itself', async () => {
    const { to, patient, cancel, id } = await payer('pickup');
    const { due } = await to('instant', { address: ADDRESS });
    await cancel();
    await moneyComes({ id, due: due!.id, totalFen: 500 }, patient);
    await engine.drain();
    expect((await askedBack(id)).at(-1)).toMatchObject({ data: { refundFen: 500, due: due!.id } });
  });

  test('a fee that is paid when one of the parcels has ended goes back, and the other is collected', async () => {
    const at = await buyer(twoParcels(), { mode: 'pickup' });
    await moneyComes(at.placed, at.patient);
    await engine.drain();
    const wish = { id: at.id, to: 'instant' as const, address: ADDRESS };
    const { due } = await as(at.patient)(changes.switchMode, wish);
    await as(north)(changes.cancelParcel, { id: at.parcelId, reason: '冰箱故障' });
    await moneyComes({ id: at.id, due: due!.id, totalFen: due!.amountFen }, at.patient);
    await engine.drain();
    expect((await askedBack(at.id)).at(-1)).toMatchObject({ data: { refundFen: 1_000, due: due!.id } });
    expect((await at.look()).mode).toBe('pickup');
  });

  test('a fee for an order that falls through parcel by parcel is asked for no more', async () => {
    const at = await buyer(twoParcels(), { mode: 'pickup' });
    await moneyComes(at.placed, at.patient);
    await engine.drain();
    const wish = { id: at.id, to: 'instant' as const, address: ADDRESS };
    await as(at.patient)(changes.switchMode, wish);
    await as(north)(changes.cancelParcel, { id: at.parcelId, reason: '冰箱故障' });
    expect((await at.look()).due).toBeNull();
    const { due } = await as(at.patient)(changes.switchMode, wish);
    expect(due).toMatchObject({ amountFen: 500 });
    await as(south)(changes.cancelParcel, { id: at.placed.parcels[1]!.id, reason: '停电' });
    expect(await at.look()).toMatchObject({ status: 'refunding', due: null });
    expect(await orders.orderForPayment(at.patient.id, at.id)).toMatchObject({ supplement: null });
  });

  test('a fee for an order that is cancelled as a whole is asked for no more', async () => {
    const { to, cancel, look, id } = await payer('pickup');
    await to('instant', { address: ADDRESS });
    await cancel();
    expect((await look()).due).toBeNull();
    expect(await db.read.findBy(dueTable, { orderId: id })).toMatchObject([{ status: 'void' }]);
  });

  test('a fee for what was collected meanwhile is asked for no more', async () => {
    const { to, parcelId, look } = await payer('pickup');
    await pick(north, parcelId);
    await seal(north, parcelId);
    await to('instant', { address: ADDRESS });
    const code = (await look()).parcels[0]!.pickupCode!;
    await as(north)(changes.collectParcel, { id: parcelId, code });
    expect(await look()).toMatchObject({ status: 'completed', due: null });
  });

  test('a fee nobody pays lapses after fifteen minutes, and paid in the last second it counts', async () => {
    const { to, look } = await payer('pickup');
    const { due } = await to('instant', { address: ADDRESS });
    await whenDue(db, engine, 'order.due_over');
    expect((await look()).due).not.toBeNull();
    const again = {
      name: 'order.due_over',
      subject: due!.id,
      data: { patientId: '', orderNo: '', orderId: due!.id },
    };
    await db.write(async (tx) => {
      await tx.query(`UPDATE order_due SET payBefore = '2020-01-01T00:00:00.000Z' WHERE id = ?`, [due!.id]);
      await publish(tx, again);
    });
    cashier.tooLate = true;
    await engine.drain();
    expect((await look()).due).not.toBeNull();
    cashier.tooLate = false;
    await db.write((tx) => publish(tx, again));
    await engine.drain();
    expect(await look()).toMatchObject({ due: null, mode: 'pickup' });
  });

  test('needs an address the store delivers to', async () => {
    const { to } = await payer('pickup');
    await expect(to('instant')).rejects.toMatchObject({ code: 'ADDRESS_NEEDED' });
    const far = { ...ADDRESS, point: { lng: HOME.lng + 2, lat: HOME.lat } };
    await expect(to('instant', { address: far })).rejects.toMatchObject({ code: 'ADDRESS_TOO_FAR' });
  });
});

describe('a scheduled order', () => {
  async function scheduled() {
    const slot = inAnHour(3);
    const at = await buyer(oneParcel(), { mode: 'scheduled', slot });
    await moneyComes(at.placed, at.patient);
    await engine.drain();
    return { ...at, slot };
  }

  test('comes to the desk an hour before its slot, and then looks for a rider', async () => {
    const { look, parcelId, id, slot } = await scheduled();
    expect(await look()).toMatchObject({ slot, parcels: [{ status: 'scheduled' }] });
    expect(await orders.parcelForDelivery(parcelId)).toMatchObject({ wanted: false });
    const timer = await db.read.findOneByOrFail(outboxTable, { name: 'order.slot_near', subject: id });
    expect(timer.dueAt).toBe(plus(slot.from, -HOUR_MS));
    // A timer of a slot that was moved does nothing before the new one.
    await whenDue(db, engine, 'order.slot_near');
    expect((await look()).parcels[0]!.status).toBe('scheduled');
    await db.write((tx) => tx.update(orderTable, id, { slotFrom: toInstant(Date.now()) }));
    await db.write((tx) => publish(tx, { name: 'order.slot_near', subject: id, data: {} }));
    await engine.drain();
    expect((await look()).parcels[0]!.status).toBe('to_pick');
    expect(await orders.parcelForDelivery(parcelId)).toMatchObject({ wanted: true });
  });

  test('can be had now, collected, or in another slot, but in none that is too near', async () => {
    const { patient, id } = await scheduled();
    const to = (wish: 'scheduled' | 'instant', more = {}) =>
      as(patient)(changes.switchMode, { id, to: wish, address: ADDRESS, ...more });
    const soon = { from: toInstant(Date.now()), to: plus(toInstant(Date.now()), HOUR_MS) };
    await expect(to('scheduled', { slot: soon })).rejects.toMatchObject({ code: 'SLOT_PAST' });
    await expect(to('scheduled')).rejects.toMatchObject({ code: 'SLOT_NEEDED' });
    const later = inAnHour(6);
    expect(await to('scheduled', { slot: later })).toMatchObject({ slot: later, due: null });
    expect(await to('instant')).toMatchObject({
      mode: 'instant',
      slot: null,
      parcels: [{ status: 'to_pick' }],
    });
  });
});
