import { describe, expect, test } from 'vitest';
import * as pay from '@xinglin/shared/payment/contract';
import * as desk from '@xinglin/shared/payment/desk';
import { publish } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { caseTable } from '../payment/cases.ts';
import { paymentTable } from '../payment/store.ts';
import { balances } from '../payment/testing.ts';
import { DRUGS, STORES, whenDue } from './testing.ts';
import { orderAndPayment } from './with-payment-testing.ts';

const db = testDatabase();
const { as, engine, north, pick, seal, shelf, bank, callback, openCashier, atCashier, refundsOf, books } =
  orderAndPayment(db);

/** Paid, the callback lost, and given back in the platform's console. */
async function givenBackThere() {
  const at = await atCashier();
  const notice = bank.pay(at.paymentNo);
  bank.giveBackThere(at.paymentNo);
  return { ...at, notice, refundsOfIt: () => refundsOf(at.id) };
}

test('an order is placed, paid at the cashier, picked and sealed', async () => {
  const { patient, id, parcelId, paymentNo, look } = await atCashier();
  const notice = bank.pay(paymentNo);
  const answers = await Promise.all(Array.from({ length: 20 }, () => callback(notice)));
  expect(answers.every(({ status }) => status === 204)).toBe(true);
  await engine.drain();
  expect(await look()).toMatchObject({ status: 'paid', parcels: [{ status: 'to_pick' }] });
  expect((await as(patient)(pay.getPayment, { orderId: id })).status).toBe('paid');
  await pick(north, parcelId);
  expect((await seal(north, parcelId)).status).toBe('sealed');
  const { id: paymentId } = await db.read.findOneByOrFail(paymentTable, { orderId: id });
  expect(await balances(db, paymentId)).toEqual({ cash_wechat: 3_100, revenue_pending: -3_100 });
});

describe('when the time to pay is over', () => {
  test('nobody can pay any more', async () => {
    const { patient, id, paymentNo, look } = await atCashier();
    await whenDue(db, engine, 'order.payment_due');
    expect((await look()).status).toBe('cancelled');
    expect(() => bank.pay(paymentNo)).toThrow('closed');
    await expect(openCashier(patient, id)).rejects.toMatchObject({ code: 'ORDER_NOT_PAYABLE' });
  });

  test('but the person paid in the last second and the callback got lost, the order is paid', async () => {
    const { paymentNo, look } = await atCashier();
    bank.pay(paymentNo);
    await whenDue(db, engine, 'order.payment_due');
    expect((await look()).status).toBe('paid');
  });

  test('and the money came and went back at the platform, unheard by us, the order ends and the books and a case say it', async () => {
    const { id, paymentNo, look, refundsOfIt } = await givenBackThere();
    await whenDue(db, engine, 'order.payment_due');
    await whenDue(db, engine, 'payment.query_due');
    expect(await look()).toMatchObject({ status: 'cancelled', parcels: [{ status: 'cancelled' }] });
    expect(await refundsOfIt()).toEqual([]);
    expect(await books(id)).toEqual({ cash_wechat: 3_100, suspense: -3_100 });
    expect(await db.read.findBy(caseTable, { orderId: id })).toMatchObject([
      { kind: 'refunded_there', subject: paymentNo, askedFen: 3_100, foundFen: 3_100 },
    ]);
  });

  test('is not waited for when our question finds that the money went back at the platform', async () => {
    const { paymentNo, look, notice } = await givenBackThere();
    await whenDue(db, engine, 'payment.query_due');
    expect((await look()).status).toBe('cancelled');
    // The callback that was late changes nothing any more, and need not come again.
    expect((await callback(notice)).status).toBe(204);
    await engine.drain();
    expect(await look()).toMatchObject({ status: 'cancelled' });
    expect(await db.read.findOneByOrFail(paymentTable, { paymentNo })).toMatchObject({ status: 'returned' });
  });

  test('and the money comes after all, it goes back in full, once', async () => {
    const { id, paymentNo, look } = await atCashier();
    await whenDue(db, engine, 'order.payment_due');
    for (let times = 0; times < 3; times += 1)
      expect((await callback(bank.pay(paymentNo, { late: true }))).status).toBe(204);
    await engine.drain();
    const [refund, ...more] = await refundsOf(id);
    expect(refund).toMatchObject({ refundFen: 3_100, status: 'processing' });
    expect(more).toEqual([]);
    await callback(bank.settleRefund(refund!.refundNo));
    await engine.drain();
    expect(await look()).toMatchObject({ status: 'cancelled', parcels: [{ status: 'cancelled' }] });
    expect(await balances(db, refund!.paymentId)).toEqual({
      cash_wechat: 0,
      revenue_pending: 0,
      refund_payable: 0,
    });
  });
});

test('R09: fifty payments that come after their orders ended go back in full, once each, and no order comes to life', async () => {
  shelf.set(`${STORES.north.id}/${DRUGS.otc.id}`, 1_000);
  const people = await Promise.all(Array.from({ length: 50 }, () => atCashier()));
  await whenDue(db, engine, 'order.payment_due');
  for (const { paymentNo } of people) {
    const late = bank.pay(paymentNo, { late: true });
    await Promise.all([callback(late), callback(late)]);
  }
  await engine.drain();
  for (const { id, look } of people) {
    const [refund, ...more] = await refundsOf(id);
    expect([refund!.refundFen, more]).toEqual([3_100, []]);
    await callback(bank.settleRefund(refund!.refundNo));
    expect(await look()).toMatchObject({ status: 'cancelled', parcels: [{ status: 'cancelled' }] });
  }
  await engine.drain();
  expect(await balances(db)).toMatchObject({ refund_payable: 0 });
  process.stdout.write('RELIABILITY R09 pass orders=50 refunds=50\n');
}, 120_000);

test('a paid order that is cancelled ends as refunded, with the books at zero', async () => {
  const { id, paymentNo, cancel, look } = await atCashier();
  await callback(bank.pay(paymentNo));
  await engine.drain();
  expect((await cancel()).status).toBe('refunding');
  bank.faults.dropAfterCommit = 1;
  await engine.drain();
  await whenDue(db, engine, 'refund.due');
  const [refund, ...more] = await refundsOf(id);
  expect(more).toEqual([]);
  expect([...bank.refunds.keys()].filter((no) => no === refund!.refundNo)).toHaveLength(1);
  bank.settleRefund(refund!.refundNo);
  await whenDue(db, engine, 'refund.due');
  expect((await look()).status).toBe('refunded');
  expect(await balances(db)).toMatchObject({ refund_payable: 0 });
});

describe('a refund larger than what is left of the payment', () => {
  const officer = as(someone('compliance_officer'));
  /** Cancelled while a part of its money has gone back already, of which the order knows nothing. */
  async function tooMuch(goneFen: number) {
    const at = await atCashier();
    await callback(bank.pay(at.paymentNo));
    await engine.drain();
    const data = { patientId: at.patient.id, refundFen: goneFen, reason: '另退', refundKey: `x:${at.id}` };
    await db.write((tx) => publish(tx, { name: 'refund.requested', subject: at.id, data }));
    await engine.drain();
    await at.cancel();
    await engine.drain();
    const { items } = await officer(desk.listMoneyCases, { state: 'open', kind: 'refund_exceeds_payment' });
    const found = items.find(({ orderId }) => orderId === at.id)!;
    const resolve = (resolution: desk.Resolution) =>
      officer(desk.resolveMoneyCase, { id: found.id, resolution, reason: '已与顾客核对' });
    const settle = async () => {
      for (const { refundNo } of await refundsOf(at.id)) await callback(bank.settleRefund(refundNo));
      await engine.drain();
    };
    return { ...at, found, resolve, settle };
  }

  test('waits for a person, who has the rest go back: then the order has come to its end', async () => {
    const { id, look, found, resolve, settle } = await tooMuch(1_000);
    expect((await look()).status).toBe('refunding');
    expect(found).toMatchObject({ foundFen: 2_100, resolutions: ['refund_left', 'refund_nothing'] });
    await resolve('refund_left');
    await engine.drain();
    await settle();
    expect(await look()).toMatchObject({ status: 'refunded', refunds: [{ amountFen: 2_100 }] });
    expect((await refundsOf(id)).map(({ refundFen }) => refundFen).sort()).toEqual([1_000, 2_100]);
  });

  test('of which nothing is left ends by a person’s word, without a refund that nobody will see', async () => {
    const { look, found, resolve } = await tooMuch(3_100);
    expect(found).toMatchObject({ foundFen: 0, resolutions: ['refund_nothing'] });
    await expect(resolve('refund_left')).rejects.toMatchObject({ code: 'RESOLUTION_NOT_ALLOWED' });
    await resolve('refund_nothing');
    await engine.drain();
    expect(await look()).toMatchObject({ status: 'refunded', refunds: [] });
  });
});

test('an order is not cancelled under the money that just came in', async () => {
  const { id, paymentNo, cancel, look } = await atCashier();
  bank.pay(paymentNo);
  await expect(cancel()).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
  await engine.drain();
  expect((await look()).status).toBe('paid');
  expect(await refundsOf(id)).toEqual([]);
});
