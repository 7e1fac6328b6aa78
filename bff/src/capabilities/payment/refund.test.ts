import { describe, expect, test } from 'vitest';
import * as contract from '@xinglin/shared/payment/contract';
import { outboxTable, publish } from '../../kernel/outbox.ts';
import { testDatabase } from '../../kernel/testing.ts';
import type { RefundRequested } from './events.ts';
import { paymentTable, refundTable } from './store.ts';
import { balances, paymentWorld, whenDue } from './testing.ts';

const db = testDatabase();
const { bank, orders, as, engine, callback, cashier, paid, alarmsOf } = paymentWorld(db);

async function askRefund(
  orderId: string,
  patientId: string,
  refundFen: number,
  refundKey: string,
  due?: string,
) {
  const data = { patientId, refundFen, reason: '用户取消', refundKey, ...(due ? { due } : {}) };
  const event: RefundRequested = { name: 'refund.requested', subject: orderId, data };
  await db.write((tx) => publish(tx, event));
  await engine.drain();
}

describe('a refund', () => {
  const refundOf = (orderId: string) => db.read.findOneByOrFail(refundTable, { orderId });

  test('goes back once, is followed to its end and booked once', async () => {
    const { orderId, patient, paymentId } = await paid();
    await askRefund(orderId, patient.id, 4_580, `cancel:${orderId}`);
    await askRefund(orderId, patient.id, 4_580, `cancel:${orderId}`);
    const { refundNo, status } = await refundOf(orderId);
    expect(status).toBe('processing');
    expect(await balances(db, paymentId)).toMatchObject({ cash_wechat: 4_580, refund_payable: -4_580 });
    const told = bank.settleRefund(refundNo);
    expect((await callback(told)).status).toBe(204);
    await whenDue(db, engine, 'refund.due');
    expect((await refundOf(orderId)).status).toBe('succeeded');
    expect(await balances(db, paymentId)).toEqual({ cash_wechat: 0, revenue_pending: 0, refund_payable: 0 });
    expect(await db.read.countBy(outboxTable, { name: 'refund.succeeded', subject: orderId })).toBe(1);
    const shown = await as(patient)(contract.getPayment, { orderId });
    expect(shown.refunds).toMatchObject([{ refundFen: 4_580, status: 'succeeded' }]);
  });

  test('whose answer was lost is asked for again with the same number: one refund at the bank', async () => {
    const { orderId, patient, paymentNo } = await paid();
    bank.faults.dropAfterCommit = 3;
    await askRefund(orderId, patient.id, 1_000, `a:${orderId}`);
    for (let times = 0; times < 3; times += 1) await whenDue(db, engine, 'refund.due');
    const made = [...bank.refunds].filter(([, refund]) => refund.paymentNo === paymentNo);
    expect(made).toHaveLength(1);
    bank.settleRefund(made[0]![0]);
    await whenDue(db, engine, 'refund.due');
    expect((await refundOf(orderId)).status).toBe('succeeded');
  });

  test('decided twice under one key is one refund', async () => {
    const { orderId, patient, row } = await paid();
    await askRefund(orderId, patient.id, 1_000, `a:${orderId}`);
    await askRefund(orderId, patient.id, 1_000, `a:${orderId}`);
    expect(await db.read.countBy(refundTable, { orderId })).toBe(1);
    expect((await row()).refundedFen).toBe(1_000);
    expect(await alarmsOf(orderId)).toEqual([]);
  });

  test('never exceeds what was paid, all refunds together', async () => {
    const { orderId, patient, row } = await paid();
    await askRefund(orderId, patient.id, 4_000, `a:${orderId}`);
    await askRefund(orderId, patient.id, 581, `b:${orderId}`);
    expect(await db.read.countBy(refundTable, { orderId })).toBe(1);
    expect((await row()).refundedFen).toBe(4_000);
    expect(await alarmsOf(orderId)).toMatchObject([{ kind: 'refund_exceeds_payment' }]);
  });

  test('larger than the first payment of an order is taken from the next one too, and both are news of the one decision', async () => {
    const { orderId, patient } = await paid(1_000);
    const supplement = { due: 'later', totalFen: 600, payBefore: orders.get(orderId)!.payBefore };
    orders.set(orderId, { ...orders.get(orderId)!, status: 'paid', supplement });
    const { payment } = await as(patient)(contract.startPayment, { orderId });
    await callback(bank.pay((await db.read.findOneByOrFail(paymentTable, { id: payment.id })).paymentNo));
    await askRefund(orderId, patient.id, 1_300, `a:${orderId}`);
    const parts = await db.read.findBy(refundTable, { orderId });
    expect(parts.map(({ refundFen }) => refundFen).sort()).toEqual([1_000, 300]);
    for (const { refundNo } of parts) await callback(bank.settleRefund(refundNo));
    const news = await db.read.findBy(outboxTable, { name: 'refund.succeeded', subject: orderId });
    expect(news.map(({ data }) => (data as { refundKey: string }).refundKey)).toEqual([
      `a:${orderId}`,
      `a:${orderId}`,
    ]);
  });

  test('of one due is taken from what paid that due', async () => {
    const { orderId, patient } = await paid(1_000);
    await askRefund(orderId, patient.id, 100, `b:${orderId}`, 'later');
    expect(await db.read.countBy(refundTable, { orderId })).toBe(0);
    expect(await alarmsOf(orderId)).toMatchObject([{ kind: 'refund_without_payment' }]);
    await askRefund(orderId, patient.id, 100, `c:${orderId}`, 'order');
    expect(await db.read.countBy(refundTable, { orderId })).toBe(1);
  });

  test('of money that never came is an alarm, not a refund', async () => {
    const { orderId, patient } = await cashier();
    await askRefund(orderId, patient.id, 100, `a:${orderId}`);
    expect(await db.read.countBy(refundTable, { orderId })).toBe(0);
    expect(await alarmsOf(orderId)).toHaveLength(1);
  });

  test('waits while the merchant account is empty, and goes on when it is filled', async () => {
    const { orderId, patient } = await paid();
    bank.faults.refuse = 'NOT_ENOUGH';
    await askRefund(orderId, patient.id, 100, `a:${orderId}`);
    expect((await refundOf(orderId)).status).toBe('requested');
    bank.faults.refuse = '';
    await whenDue(db, engine, 'refund.due');
    expect((await refundOf(orderId)).status).toBe('processing');
  });

  test('the bank cannot pay out stops for a person, with an alarm', async () => {
    const { orderId, patient } = await paid();
    await askRefund(orderId, patient.id, 100, `a:${orderId}`);
    const { refundNo } = await refundOf(orderId);
    await callback(bank.settleRefund(refundNo, 'abnormal'));
    expect((await refundOf(orderId)).status).toBe('abnormal');
    expect(await alarmsOf(refundNo)).toHaveLength(1);
  });
});

test('all bookings of all payments add up to zero, and the cash is what came in less what went back', async () => {
  const { cash_wechat: cash } = await balances(db);
  const payments = await db.read.findBy(paymentTable, { status: 'paid' });
  const back = await db.read.findBy(refundTable, { status: 'succeeded' });
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  expect(cash).toBe(
    sum(payments.map(({ totalFen }) => totalFen)) - sum(back.map(({ refundFen }) => refundFen)),
  );
});
