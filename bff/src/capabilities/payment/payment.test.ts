import { describe, expect, test } from 'vitest';
import { unreachable } from '@xinglin/shared/kernel/lifecycle';
import { toInstant } from '@xinglin/shared/kernel/time';
import * as contract from '@xinglin/shared/payment/contract';
import { paymentLifecycle, refundLifecycle } from '@xinglin/shared/payment/lifecycle';
import { auditTable } from '../../kernel/audit.ts';
import { outboxTable } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { noticeTable, paymentTable } from './store.ts';
import { balances, paymentWorld, whenDue } from './testing.ts';

const db = testDatabase();
const { bank, orders, clock, closePayment, as, engine, callback, unpaid, cashier, paid, alarmsOf } =
  paymentWorld(db);
const settledEvents = (subject: string) => db.read.countBy(outboxTable, { name: 'payment.settled', subject });

test('every state of a payment and of a refund can be reached', () => {
  expect(unreachable(paymentLifecycle, 'pending')).toEqual([]);
  expect(unreachable(refundLifecycle, 'requested')).toEqual([]);
});

describe('starting a payment', () => {
  test('opens the same cashier on a second tap, with one payment and one number', async () => {
    const { patient, orderId, params, paymentNo } = await cashier();
    const again = await as(patient)(contract.startPayment, { orderId });
    expect(again.params?.prepayId).toBe(params?.prepayId);
    expect(await db.read.countBy(paymentTable, { orderId })).toBe(1);
    expect(paymentNo).toMatch(/^[0-9a-f]{32}$/);
  });

  test('of ten taps at once makes one payment', async () => {
    const { start } = unpaid();
    const taps = await Promise.all(Array.from({ length: 10 }, start));
    expect(new Set(taps.map(({ params }) => params?.prepayId)).size).toBe(1);
  });

  test('repeats the very same request after its answer was lost', async () => {
    const { start } = unpaid();
    bank.faults.dropAfterCommit = 1;
    await expect(start()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    clock.ahead += 5_000;
    expect((await start()).params?.prepayId).toMatch(/^wx/);
    clock.ahead = 0;
  });

  test("does not know another patient's order", async () => {
    const { orderId } = await cashier();
    const stranger = as(someone('patient'));
    await expect(stranger(contract.startPayment, { orderId })).rejects.toMatchObject({
      code: 'ORDER_NOT_FOUND',
    });
    await expect(stranger(contract.getPayment, { orderId })).rejects.toMatchObject({
      code: 'PAYMENT_NOT_FOUND',
    });
  });

  test('is refused for an order that is no longer unpaid or whose time is up', async () => {
    const { patient, orderId } = await cashier();
    const order = orders.get(orderId)!;
    orders.set(orderId, { ...order, payBefore: toInstant(0) });
    const start = () => as(patient)(contract.startPayment, { orderId });
    await expect(start()).rejects.toMatchObject({ code: 'ORDER_NOT_PAYABLE' });
    orders.set(orderId, { ...order, status: 'cancelled' });
    await expect(start()).rejects.toMatchObject({ code: 'ORDER_NOT_PAYABLE' });
  });

  test('keeps who pays encrypted', async () => {
    const { row } = await cashier();
    expect((await row()).request).toMatch(/^v1\./);
  });
});

describe('the callback of WeChat Pay', () => {
  test('settles once and books once, of twenty copies and twenty more notices at the same time', async () => {
    const { paymentNo, paymentId, row } = await cashier();
    const first = bank.pay(paymentNo);
    const other = () => bank.pay(paymentNo);
    const answers = await Promise.all([
      ...Array.from({ length: 20 }, () => callback(first)),
      ...Array.from({ length: 20 }, () => callback(other())),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
    expect((await row()).status).toBe('paid');
    expect(await settledEvents(paymentId)).toBe(1);
    expect(await balances(db, paymentId)).toEqual({ cash_wechat: 4_580, revenue_pending: -4_580 });
  });

  test('is kept as it came, readable to nobody in the database', async () => {
    const { paymentNo } = await cashier();
    await callback(bank.pay(paymentNo));
    const { raw } = await db.read.findOneByOrFail(noticeTable, { subject: paymentNo });
    expect(raw).toMatch(/^v1\./);
    expect(raw).not.toContain(paymentNo);
  });

  test('changes nothing when it is forged', async () => {
    const { paymentNo, row } = await cashier();
    const { raw } = bank.pay(paymentNo);
    const answer = await callback({ headers: { 'wechatpay-signature': 'forged' }, raw });
    expect(answer).toMatchObject({ status: 401, body: { code: 'FAIL' } });
    expect((await row()).status).toBe('pending');
    expect(await db.read.countBy(noticeTable, { subject: paymentNo })).toBe(0);
  });

  test('with another sum than ours is held with one case for a person, however often it comes', async () => {
    const { paymentNo, row, paymentId } = await cashier();
    const notice = bank.pay(paymentNo, { totalFen: 1 });
    for (let times = 0; times < 3; times += 1) {
      expect(await callback(notice)).toMatchObject({ status: 422, body: { code: 'FAIL' } });
    }
    expect((await row()).status).toBe('held');
    expect(await alarmsOf(paymentNo)).toMatchObject([
      { kind: 'amount_mismatch', askedFen: 4_580, foundFen: 1 },
    ]);
    expect(await balances(db, paymentId)).toEqual({ cash_wechat: 1, suspense: -1 });
    expect(await db.read.countBy(auditTable, { subject: paymentNo })).toBe(1);
  });

  test('of a payment that is settled, with another sum, changes nothing but is one case for a person', async () => {
    const { paymentNo, row, paymentId } = await paid();
    const { transactionId } = await row();
    const paidAt = toInstant(Date.now());
    const other = { paymentNo, transactionId: transactionId ?? '', totalFen: 1, paidAt, openid: 'o' };
    const tell = (noticeId: string) => callback(bank.post({ kind: 'paid', noticeId, ...other }));
    await Promise.all([1, 2, 3].map((each) => tell(`other-${paymentNo}-${each}`)));
    expect((await tell(`other-${paymentNo}-1`)).status).toBe(422);
    expect(await row()).toMatchObject({ status: 'paid', receivedFen: null });
    expect(await alarmsOf(paymentNo)).toMatchObject([
      { kind: 'other_sum_told', askedFen: 4_580, foundFen: 1 },
    ]);
    expect(await balances(db, paymentId)).toEqual({ cash_wechat: 4_580, revenue_pending: -4_580 });
  });

  test('with another sum than ours told by several notices at once is one case', async () => {
    const { paymentNo, row } = await cashier();
    bank.pay(paymentNo, { totalFen: 1 });
    const told = { paymentNo, transactionId: `42${paymentNo}`.slice(0, 28), totalFen: 1, openid: 'o' };
    const tell = (noticeId: string) =>
      callback(bank.post({ kind: 'paid', noticeId, ...told, paidAt: toInstant(Date.now()) }));
    await Promise.all([1, 2, 3, 4].map((each) => tell(`held-${paymentNo}-${each}`)));
    expect((await row()).status).toBe('held');
    expect(await alarmsOf(paymentNo)).toMatchObject([{ kind: 'amount_mismatch' }]);
  });

  test('that a trade closed is heard once and moves nothing, neither of what is open nor of what is paid', async () => {
    const [open, done] = [await cashier(), await paid()];
    for (const { paymentNo, row } of [open, done]) {
      const { status } = await row();
      const closed = bank.post({ kind: 'closed', noticeId: `closed-${paymentNo}`, paymentNo });
      for (let times = 0; times < 2; times += 1) expect((await callback(closed)).status).toBe(204);
      expect(await row()).toMatchObject({ status });
      expect(await alarmsOf(paymentNo)).toEqual([]);
    }
  });

  test('about a payment we do not know is refused with an alarm', async () => {
    const unknown = {
      paymentNo: 'nobody',
      transactionId: 't',
      totalFen: 1,
      paidAt: toInstant(0),
      openid: 'o',
    };
    const answer = await callback(bank.post({ kind: 'paid', noticeId: 'unknown-1', ...unknown }));
    expect(answer.status).toBe(422);
    expect(await alarmsOf('nobody')).toHaveLength(1);
  });
});

describe('a callback that never comes', () => {
  test('is repaired by the timer', async () => {
    const { paymentNo, row, paymentId } = await cashier();
    await whenDue(db, engine, 'payment.query_due');
    expect((await row()).status).toBe('pending');
    bank.pay(paymentNo);
    await whenDue(db, engine, 'payment.query_due');
    expect((await row()).status).toBe('paid');
    expect(await settledEvents(paymentId)).toBe(1);
  });

  test('is repaired even when WeChat Pay does not answer at first', async () => {
    const { paymentNo, row } = await cashier();
    bank.pay(paymentNo);
    bank.faults.down = 1_000;
    await whenDue(db, engine, 'payment.query_due');
    bank.faults.down = 0;
    await whenDue(db, engine, 'payment.query_due');
    expect((await row()).status).toBe('paid');
  });

  test('does not matter to the person who looks: WeChat Pay is asked, at most every two seconds', async () => {
    const { patient, orderId, paymentNo } = await cashier();
    const look = () => as(patient)(contract.getPayment, { orderId });
    expect((await look()).status).toBe('pending');
    bank.pay(paymentNo);
    expect((await look()).status).toBe('pending');
    clock.ahead += 2_500;
    expect((await look()).status).toBe('paid');
    clock.ahead = 0;
  });
});

describe('closing a payment', () => {
  test('ends it, so that nobody can pay it any more', async () => {
    const { orderId, patient, row, paymentNo } = await cashier();
    expect(await closePayment(orderId)).toBe('closed');
    expect((await row()).status).toBe('closed');
    expect(() => bank.pay(paymentNo)).toThrow('closed');
    const start = as(patient)(contract.startPayment, { orderId });
    await expect(start).rejects.toMatchObject({ code: 'ORDER_NOT_PAYABLE' });
  });

  test('finds that the person was faster, and takes the money in', async () => {
    const { orderId, paymentNo, row } = await cashier();
    bank.pay(paymentNo);
    expect(await closePayment(orderId)).toBe('paid');
    expect((await row()).status).toBe('paid');
  });

  test('finds that it was given back at the platform: nothing is owed for it, and stock may go back', async () => {
    const { orderId, paymentNo, row } = await cashier();
    bank.pay(paymentNo);
    bank.giveBackThere(paymentNo);
    expect(await closePayment(orderId)).toBe('closed');
    expect(await row()).toMatchObject({ status: 'returned' });
  });

  test('is not possible when another sum than ours was paid: a person has to look', async () => {
    const { orderId, paymentNo, row } = await cashier();
    bank.pay(paymentNo, { totalFen: 1 });
    for (let times = 0; times < 3; times += 1) expect(await closePayment(orderId)).toBe('paid');
    expect((await row()).status).toBe('held');
    expect(await alarmsOf(paymentNo)).toHaveLength(1);
  });

  test('says nothing when WeChat Pay does not answer', async () => {
    const { orderId, row } = await cashier();
    bank.faults.down = 1;
    await expect(closePayment(orderId)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect((await row()).status).toBe('pending');
  });

  test('still takes in what a slow bank settles afterwards, callback or not', async () => {
    const [told, untold] = [await cashier(), await cashier()];
    for (const { orderId } of [told, untold]) await closePayment(orderId);
    expect((await callback(bank.pay(told.paymentNo, { late: true }))).status).toBe(204);
    bank.pay(untold.paymentNo, { late: true });
    await whenDue(db, engine, 'payment.query_due');
    expect([(await told.row()).status, (await untold.row()).status]).toEqual(['paid', 'paid']);
  });
});
