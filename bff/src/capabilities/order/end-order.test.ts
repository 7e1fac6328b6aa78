import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import * as storeParcel from '@xinglin/shared/order/store-parcel';
import * as changes from '@xinglin/shared/order/operations';
import { outboxTable, publish } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import type { RefundSucceeded } from '../payment/events.ts';
import type { PrescriptionClaimRefused } from '../prescription/events.ts';
import { orderWorld, planParcel, testCashier, whenDue } from './testing.ts';

const db = testDatabase();
const { cashier, closePayment, moneyComes } = testCashier(db);
const { buyer, engine, oneParcel, twoParcels, north, pick, ...world } = orderWorld(db, closePayment);

const askedBack = (orderId: string) =>
  db.read.findBy(outboxTable, { name: 'refund.requested', subject: orderId });

async function payer(parcels = oneParcel(), options: Parameters<typeof world.plan>[2] = {}) {
  const at = await buyer(parcels, options);
  await moneyComes(at.placed, at.patient);
  await engine.drain();
  return at;
}

/** A prescription drug, with coupon and prescription. */
function prescribed() {
  const patient = someone('patient');
  const coupon = uuidv7();
  const parcels = [planParcel('north', [{ drug: 'rx', quantity: 2 }], coupon)];
  return { patient, coupon, parcels };
}

describe('an order nobody pays', () => {
  test('ends after fifteen minutes and gives back stock, coupon and prescription', async () => {
    const { coupon, parcels, patient } = prescribed();
    const prescriptionId = world.prescribe(patient.id);
    const before = await world.held('rx', 'north');
    const input = world.plan(patient.id, parcels, { prescriptionId });
    const { id } = await world.orders.use.place(patient, input, { idempotencyKey: 'a', ip: '' });
    expect(await world.held('rx', 'north')).toBe(before + 2);
    await engine.drain();
    expect((await world.orders.orderOf(patient.id, id)).status).toBe('unpaid');
    await whenDue(db, engine, 'order.payment_due');
    const ended = await world.orders.orderOf(patient.id, id);
    expect(ended).toMatchObject({ status: 'cancelled', parcels: [{ status: 'cancelled' }] });
    expect(ended.timeline.at(-1)!.text).toBe('超过付款时间，订单已取消');
    expect(await world.held('rx', 'north')).toBe(before);
    expect(await Promise.all([coupon, prescriptionId].map(world.lastOf))).toEqual([
      'coupon.free',
      'prescription.free',
    ]);
    expect(await world.orders.hasOrdered(patient.id)).toBe(false);
  });

  test('is left alone when the person was faster than the clock', async () => {
    const { look } = await buyer(oneParcel());
    cashier.tooLate = true;
    await whenDue(db, engine, 'order.payment_due');
    cashier.tooLate = false;
    expect((await look()).status).toBe('unpaid');
  });

  test('keeps its stock while WeChat Pay does not answer, and ends when it does', async () => {
    const { look } = await buyer(oneParcel());
    const before = await world.held('otc', 'north');
    cashier.down = true;
    await whenDue(db, engine, 'order.payment_due');
    expect((await look()).status).toBe('unpaid');
    expect(await world.held('otc', 'north')).toBe(before);
    cashier.down = false;
    await whenDue(db, engine, 'order.payment_due');
    expect((await look()).status).toBe('cancelled');
  });

  test('whose money comes after all asks for it to go back, in full and once, and stays cancelled', async () => {
    const { id, placed, patient, look } = await buyer(oneParcel());
    await whenDue(db, engine, 'order.payment_due');
    await moneyComes(placed, patient);
    await engine.drain();
    const [asked, ...more] = await askedBack(id);
    expect(asked!.data).toMatchObject({ refundFen: 3_100, patientId: patient.id });
    expect(more).toEqual([]);
    expect(await look()).toMatchObject({ status: 'cancelled', parcels: [{ status: 'cancelled' }] });
  });
});

describe('cancelling', () => {
  test('is free while unpaid', async () => {
    const before = await world.held('otc', 'north');
    const { id, cancel } = await buyer(oneParcel());
    expect((await cancel()).status).toBe('cancelled');
    expect(await world.held('otc', 'north')).toBe(before);
    expect(await askedBack(id)).toEqual([]);
  });

  test('gives all money back while nothing is picked, and ends as refunded', async () => {
    const before = await world.held('otc', 'north');
    const { id, patient, cancel, look } = await payer(twoParcels());
    expect((await cancel()).status).toBe('refunding');
    expect(await world.held('otc', 'north')).toBe(before);
    const asked = await askedBack(id);
    expect(asked.map(({ data }) => data)).toMatchObject([{ refundFen: 4_950, refundKey: `cancel:${id}` }]);
    const data = { patientId: patient.id, refundFen: 4_950, refundKey: `cancel:${id}` };
    const done: RefundSucceeded = { name: 'refund.succeeded', subject: id, data };
    await db.write((tx) => publish(tx, done));
    await db.write((tx) => publish(tx, done));
    await engine.drain();
    const ended = await look();
    expect(ended.status).toBe('refunded');
    expect(ended.timeline.filter(({ text }) => text === '退款已原路退回')).toHaveLength(1);
  });

  test('after one parcel was picked gives all money back at once; what was in a hand waits for a check', async () => {
    const { id, parcelId, cancel, look } = await payer(twoParcels());
    await pick(north, parcelId);
    expect(await cancel()).toMatchObject({
      status: 'refunding',
      parcels: [{ status: 'returning' }, { status: 'cancelled' }],
    });
    expect(await askedBack(id)).toMatchObject([{ data: { refundFen: 4_950 } }]);
    const desk = await world.as(north)(storeParcel.getStoreParcel, { id: parcelId });
    expect(desk.destinations).toEqual(['available', 'quarantine', 'destroy']);
    await world.as(north)(changes.checkInParcel, { id: parcelId, destination: 'available' });
    expect(await world.tookBack(parcelId)).toEqual([{ to: 'available', units: 2 }]);
    expect((await look()).parcels[0]!.status).toBe('returned');
    expect(await askedBack(id)).toHaveLength(1);
  });

  test('is too late once one parcel was received, and changes nothing', async () => {
    const { id, parcelId, cancel, look } = await payer(twoParcels());
    await pick(north, parcelId);
    await world.seal(north, parcelId);
    await db.write((tx) => world.orders.handOver(tx, someone('rider'), parcelId));
    await db.write((tx) => world.orders.deliver(tx, someone('rider'), parcelId));
    await expect(cancel()).rejects.toMatchObject({ code: 'CANCEL_TOO_LATE' });
    expect(await look()).toMatchObject({
      status: 'paid',
      parcels: [{ status: 'delivered' }, { status: 'to_pick' }],
    });
    expect(await askedBack(id)).toEqual([]);
  });

  test('twice is refused, and asks for the money once', async () => {
    const { id, cancel } = await payer();
    await cancel();
    await expect(cancel()).rejects.toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await askedBack(id)).toHaveLength(1);
  });

  test('when the money came in meanwhile asks the person to look again', async () => {
    const { cancel, look } = await buyer(oneParcel());
    cashier.tooLate = true;
    await expect(cancel()).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    cashier.tooLate = false;
    expect((await look()).status).toBe('unpaid');
  });

  test('is not possible while nobody can say whether it was paid', async () => {
    const { cancel, look } = await buyer(oneParcel());
    cashier.down = true;
    await expect(cancel()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    cashier.down = false;
    expect((await look()).status).toBe('unpaid');
  });

  test('happens by itself, with the money back, when the prescription was refused elsewhere', async () => {
    const { parcels, patient } = prescribed();
    const prescriptionId = world.prescribe(patient.id);
    const input = world.plan(patient.id, parcels, { prescriptionId });
    const placed = await world.orders.use.place(patient, input, { idempotencyKey: 'a', ip: '' });
    await moneyComes(placed, patient);
    await engine.drain();
    const data = { patientId: patient.id, orderId: placed.id, why: 'taken' as const };
    const refused: PrescriptionClaimRefused = {
      name: 'prescription.claim_refused',
      subject: prescriptionId,
      data,
    };
    await db.write((tx) => publish(tx, refused));
    await engine.drain();
    expect((await world.orders.orderOf(patient.id, placed.id)).status).toBe('refunding');
    expect(await askedBack(placed.id)).toHaveLength(1);
  });
});

test('the news of money told twice pays an order once', async () => {
  const { id, placed, patient, look } = await buyer(oneParcel());
  await moneyComes(placed, patient, 2);
  await engine.drain();
  expect((await look()).timeline.map(({ text }) => text)).toEqual(['订单已提交', '付款成功']);
  expect(await db.read.countBy(outboxTable, { name: 'order.paid', subject: id })).toBe(1);
  expect(await askedBack(id)).toEqual([]);
});
