import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { plus, toInstant } from '@xinglin/shared/kernel/time';
import * as contract from '@xinglin/shared/payment/contract';
import * as desk from '@xinglin/shared/payment/desk';
import { outboxTable, publish } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { caseTable } from './cases.ts';
import { paymentTable, refundTable } from './store.ts';
import { balances, paymentWorld, testBank, whenDue } from './testing.ts';

const db = testDatabase();
const alipay = testBank();
const { bank, orders, clock, as, engine, callback, unpaid, cashier, closePayment, paid } = paymentWorld(
  db,
  (deps) => ({
    gateways: {
      ...deps.gateways,
      alipay: { ...alipay.gateway, clientParams: async (id) => ({ payUrl: `https://pay.example/${id}` }) },
    },
  }),
);
const rows = (orderId: string) => db.read.find(paymentTable, { where: { orderId }, order: { id: 'ASC' } });
const settled = (orderId: string) =>
  db.read
    .findBy(outboxTable, { name: 'payment.settled' })
    .then((events) => events.filter(({ data }) => (data as { orderId: string }).orderId === orderId));

describe('choosing the method', () => {
  test('another one closes the first, has a number of its own, and pays the same due once', async () => {
    const { patient, orderId, paymentNo } = await cashier();
    const other = await as(patient)(contract.startPayment, { orderId, method: 'alipay' });
    expect(other).toMatchObject({ params: null, payUrl: expect.stringContaining('https://pay.example/') });
    expect(() => bank.pay(paymentNo)).toThrow('closed');
    const [first, second] = await rows(orderId);
    expect([first?.status, second?.status, second?.method]).toEqual(['closed', 'pending', 'alipay']);
    alipay.pay(second!.paymentNo);
    await whenDue(db, engine, 'payment.query_due');
    expect(await settled(orderId)).toMatchObject([{ data: { method: 'alipay', purpose: 'order' } }]);
    expect(await balances(db, second!.id)).toEqual({ cash_alipay: 4_580, revenue_pending: -4_580 });
  });

  test('is too late when the first was paid in that very moment', async () => {
    const { patient, orderId, paymentNo, row } = await cashier();
    bank.pay(paymentNo);
    await expect(as(patient)(contract.startPayment, { orderId, method: 'alipay' })).rejects.toMatchObject({
      code: 'ORDER_NOT_PAYABLE',
    });
    expect((await row()).status).toBe('paid');
  });

  test('of which both were paid after all, gives the second sum back by itself, once', async () => {
    const { patient, orderId, paymentNo } = await cashier();
    await as(patient)(contract.startPayment, { orderId, method: 'alipay' });
    const [first, second] = await rows(orderId);
    alipay.pay(second!.paymentNo);
    await whenDue(db, engine, 'payment.query_due');
    const late = bank.pay(paymentNo, { late: true });
    for (let times = 0; times < 3; times += 1) expect((await callback(late)).status).toBe(204);
    await engine.drain();
    expect(await settled(orderId)).toHaveLength(1);
    expect(await db.read.findBy(refundTable, { orderId })).toMatchObject([
      { paymentId: first!.id, refundFen: 4_580, reason: '重复付款' },
    ]);
  });

  test('of which both were paid, a refund of the order is no part of the second sum', async () => {
    const { patient, orderId, paymentNo } = await cashier();
    await as(patient)(contract.startPayment, { orderId, method: 'alipay' });
    const [first, second] = await rows(orderId);
    alipay.pay(second!.paymentNo);
    await whenDue(db, engine, 'payment.query_due');
    await callback(bank.pay(paymentNo, { late: true }));
    // The order is cancelled before anybody has seen to the second sum.
    const twice = { name: 'refund.requested', subject: orderId };
    await db.write((tx) => tx.update(outboxTable, twice, { dueAt: plus(toInstant(Date.now()), 3_600_000) }));
    const back = { patientId: patient.id, refundFen: 4_580, reason: '用户取消', refundKey: `c:${orderId}` };
    await db.write((tx) => publish(tx, { ...twice, data: { ...back, due: 'order' } }));
    await engine.drain();
    await db.write((tx) => tx.update(outboxTable, twice, { dueAt: toInstant(Date.now()) }));
    await engine.drain();
    expect(
      (await db.read.findBy(refundTable, { orderId })).map(({ paymentId, refundFen }) => [
        paymentId,
        refundFen,
      ]),
    ).toEqual([
      [second!.id, 4_580],
      [first!.id, 4_580],
    ]);
    expect(await db.read.countBy(caseTable, { orderId })).toBe(0);
  });

  test('again after nearly two hours opens a new cashier, and the old one cannot be paid any more', async () => {
    const { patient, orderId, paymentNo } = await cashier();
    const payBefore = plus(toInstant(Date.now()), 86_400_000);
    orders.set(orderId, { ...orders.get(orderId)!, payBefore });
    const start = () => as(patient)(contract.startPayment, { orderId });
    await start();
    expect(await rows(orderId)).toHaveLength(1);
    clock.ahead = 111 * 60_000;
    await start();
    clock.ahead = 0;
    const [old, fresh] = await rows(orderId);
    expect([old?.status, fresh?.status]).toEqual(['closed', 'pending']);
    expect(() => bank.pay(paymentNo)).toThrow('closed');
    await callback(bank.pay(fresh!.paymentNo));
    expect(await settled(orderId)).toHaveLength(1);
  });

  test('that the deployment does not have is refused', async () => {
    const { patient, orderId } = unpaid();
    const start = as(patient)(contract.startPayment, { orderId, method: 'cash' });
    await expect(start).rejects.toMatchObject({ code: 'METHOD_NOT_OFFERED' });
    expect((await as(patient)(contract.listPayMethods, { orderId })).methods).toEqual(['wechat', 'alipay']);
  });

  test('is not open any more once the order closed its payment', async () => {
    const { patient, orderId } = await cashier();
    await closePayment(orderId);
    await expect(as(patient)(contract.startPayment, { orderId, method: 'alipay' })).rejects.toMatchObject({
      code: 'ORDER_NOT_PAYABLE',
    });
  });
});

describe('cash at the counter', () => {
  const storeId = uuidv7();
  async function promised() {
    const at = unpaid(3_200);
    orders.set(at.orderId, { ...orders.get(at.orderId)!, mode: 'pickup', storeId });
    const { payment } = await as(at.patient)(contract.startPayment, { orderId: at.orderId, method: 'cash' });
    return { ...at, paymentId: payment.id };
  }
  const staff = () => someone('store_staff', storeId);

  test('is confirmed by the store with the very sum, once, and lies in its drawer', async () => {
    const { orderId, paymentId } = await promised();
    const confirm = (receivedFen: number, who = staff()) =>
      as(who)(desk.confirmCash, { paymentId, receivedFen });
    expect((await as(staff())(desk.listCashDues, {})).items.map((due) => due.paymentId)).toContain(paymentId);
    await expect(confirm(3_000)).rejects.toMatchObject({ code: 'CASH_AMOUNT_DIFFERS' });
    await expect(confirm(3_200, someone('store_staff', uuidv7()))).rejects.toMatchObject({
      code: 'PAYMENT_NOT_FOUND',
    });
    await confirm(3_200);
    await expect(confirm(3_200)).rejects.toMatchObject({ code: 'ORDER_NOT_PAYABLE' });
    expect(await settled(orderId)).toHaveLength(1);
    expect(await balances(db, paymentId)).toEqual({ cash_store: 3_200, revenue_pending: -3_200 });
  });

  test('promised in the moment the order ended is not waited for', async () => {
    const { orderId, paymentId } = await promised();
    orders.set(orderId, { ...orders.get(orderId)!, status: 'cancelled' });
    await engine.drain();
    const waiting = (await as(staff())(desk.listCashDues, {})).items.map((due) => due.paymentId);
    expect(waiting).not.toContain(paymentId);
    await expect(as(staff())(desk.confirmCash, { paymentId, receivedFen: 3_200 })).rejects.toMatchObject({
      code: 'ORDER_NOT_PAYABLE',
    });
  });

  test('cannot be taken for an order that ended', async () => {
    const { orderId, paymentId } = await promised();
    expect(await closePayment(orderId)).toBe('closed');
    await expect(as(staff())(desk.confirmCash, { paymentId, receivedFen: 3_200 })).rejects.toMatchObject({
      code: 'ORDER_NOT_PAYABLE',
    });
  });
});

describe('a supplement', () => {
  test('is paid with a number of its own after the order was, and says so', async () => {
    const { patient, orderId, paymentNo } = await paid();
    const supplement = {
      due: 'supplement:1',
      totalFen: 600,
      payBefore: plus(toInstant(Date.now()), 600_000),
    };
    orders.set(orderId, { ...orders.get(orderId)!, status: 'paid', supplement });
    const { payment } = await as(patient)(contract.startPayment, { orderId });
    expect(payment).toMatchObject({ purpose: 'supplement', totalFen: 600, status: 'pending' });
    const second = (await rows(orderId)).at(-1)!;
    expect(second.paymentNo).not.toBe(paymentNo);
    await callback(bank.pay(second.paymentNo));
    expect((await settled(orderId)).map(({ data }) => (data as { purpose: string }).purpose)).toEqual([
      'order',
      'supplement',
    ]);
  });
});
