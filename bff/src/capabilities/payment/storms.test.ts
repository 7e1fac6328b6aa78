import { afterAll, expect, test, vi } from 'vitest';
import { outboxTable, publish } from '../../kernel/outbox.ts';
import { testDatabase } from '../../kernel/testing.ts';
import type { RefundRequested } from './events.ts';
import { paymentTable, refundTable } from './store.ts';
import { balances, paymentWorld, whenDue } from './testing.ts';

vi.setConfig({ testTimeout: 120_000 });
const db = testDatabase();
const { bank, engine, callback, cashier, paid, closePayment } = paymentWorld(db);

const shuffled = <T>(items: T[]): T[] =>
  items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
async function askRefund(orderId: string, patientId: string, refundFen: number, refundKey: string) {
  const data = { patientId, refundFen, reason: '用户取消', refundKey };
  const event: RefundRequested = { name: 'refund.requested', subject: orderId, data };
  await db.write((tx) => publish(tx, event));
}
const say = (id: string, words: string) => void process.stdout.write(`RELIABILITY ${id} pass ${words}\n`);

test('R06: 500 callbacks, each five times, payments shuffled with refunds, ten at a time: one change of state each', async () => {
  const people = await Promise.all(Array.from({ length: 50 }, () => paid(1_000)));
  for (const { orderId, patient } of people) await askRefund(orderId, patient.id, 400, `part:${orderId}`);
  await engine.drain();
  const refunds = await db.read.find(refundTable);
  const waiting = await Promise.all(Array.from({ length: 50 }, () => cashier(2_000)));
  const notices = [
    ...waiting.map(({ paymentNo }) => bank.pay(paymentNo)),
    ...refunds.map(({ refundNo }) => bank.settleRefund(refundNo)),
  ].flatMap((notice) => Array.from({ length: 5 }, () => notice));
  const queue = shuffled(notices);
  const answers: number[] = [];
  const worker = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) answers.push((await callback(next)).status);
  };
  await Promise.all(Array.from({ length: 10 }, worker));
  expect(answers).toHaveLength(500);
  expect(new Set(answers)).toEqual(new Set([204]));
  await engine.drain();
  for (const { paymentId } of waiting) {
    expect(await db.read.countBy(outboxTable, { name: 'payment.settled', subject: paymentId })).toBe(1);
    expect(await balances(db, paymentId)).toEqual({ cash_wechat: 2_000, revenue_pending: -2_000 });
  }
  for (const { paymentId } of people)
    expect(await balances(db, paymentId)).toEqual({
      cash_wechat: 600,
      revenue_pending: -600,
      refund_payable: 0,
    });
  say('R06', `callbacks=${answers.length}`);
});

test('R08: 50 lost callbacks are all repaired by the query job', async () => {
  const people = await Promise.all(Array.from({ length: 50 }, () => cashier()));
  for (const { paymentNo } of people) bank.pay(paymentNo);
  await whenDue(db, engine, 'payment.query_due');
  for (const { row } of people) expect((await row()).status).toBe('paid');
  say('R08', 'orders=50');
});

test('R09: 50 payments that settle after the close are taken in once each', async () => {
  const people = await Promise.all(Array.from({ length: 50 }, () => cashier()));
  for (const { orderId } of people) expect(await closePayment(orderId)).toBe('closed');
  for (const { paymentNo } of people) {
    const late = bank.pay(paymentNo, { late: true });
    await Promise.all([callback(late), callback(late)]);
  }
  for (const { paymentId } of people)
    expect(await db.read.countBy(outboxTable, { name: 'payment.settled', subject: paymentId })).toBe(1);
  say('R09', 'orders=50');
});

test('R10: a refund whose answer is lost three times over is one refund, 50 times', async () => {
  const people = await Promise.all(Array.from({ length: 50 }, () => paid(1_500)));
  bank.faults.dropAfterCommit = 3 * people.length;
  for (const { orderId, patient } of people) await askRefund(orderId, patient.id, 1_500, `all:${orderId}`);
  await engine.drain();
  for (let times = 0; times < 3; times += 1) await whenDue(db, engine, 'refund.due');
  expect(bank.faults.dropAfterCommit).toBe(0);
  for (const { paymentNo } of people)
    expect([...bank.refunds.values()].filter((refund) => refund.paymentNo === paymentNo)).toHaveLength(1);
  say('R10', 'orders=50');
});

afterAll(async () => {
  // Whatever happened above: every booking adds up to zero, and no order got back more than it paid.
  await balances(db);
  for (const payment of await db.read.find(paymentTable)) {
    const back = (await db.read.findBy(refundTable, { paymentId: payment.id })).reduce(
      (sum, { refundFen }) => sum + refundFen,
      0,
    );
    if (back > (payment.receivedFen ?? payment.totalFen) || back !== payment.refundedFen)
      throw new Error(`payment ${payment.id} gave back ${back} of ${payment.totalFen}`);
  }
});
