import { expect, test } from 'vitest';
import { toInstant } from '@xinglin/shared/kernel/time';
import * as contract from '@xinglin/shared/payment/contract';
import * as desk from '@xinglin/shared/payment/desk';
import { auditTable } from '../../kernel/audit.ts';
import { outboxTable, publish } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import type { RefundRequested } from './events.ts';
import { paymentTable, refundTable } from './store.ts';
import { balances, paymentWorld, testBank, whenDue } from './testing.ts';

const db = testDatabase();
const alipay = testBank();
const { bank, as, engine, callback, cashier, paid, alarmsOf } = paymentWorld(db, (deps) => ({
  gateways: {
    ...deps.gateways,
    alipay: { ...alipay.gateway, clientParams: async (id) => ({ payUrl: `https://pay.example/${id}` }) },
  },
}));
const refundOf = (orderId: string) => db.read.findOneByOrFail(refundTable, { orderId });

async function refunding() {
  const at = await paid();
  const data = {
    patientId: at.patient.id,
    refundFen: 1_000,
    reason: '用户取消',
    refundKey: `a:${at.orderId}`,
  };
  await db.write((tx) =>
    publish<RefundRequested>(tx, { name: 'refund.requested', subject: at.orderId, data }),
  );
  await engine.drain();
  return { ...at, ...(await refundOf(at.orderId)) };
}

test('one platform cannot say that a payment was made at another', async () => {
  const { patient, orderId } = await cashier();
  await as(patient)(contract.startPayment, { orderId, method: 'alipay' });
  const { paymentNo, totalFen, id } = await db.read.findOneByOrFail(paymentTable, {
    orderId,
    method: 'alipay',
  });
  const said = { kind: 'paid', paymentNo, transactionId: 't', totalFen, openid: 'o' } as const;
  const notice = bank.post({ ...said, noticeId: 'stranger-1', paidAt: toInstant(Date.now()) });
  expect((await callback(notice)).status).toBe(422);
  expect(await db.read.findOneBy(paymentTable, { id })).toMatchObject({ status: 'pending' });
  expect(await alarmsOf(paymentNo)).toMatchObject([{ kind: 'unknown_payment' }]);
  expect(await balances(db, id)).toEqual({});
});

test('a callback is answered from what we have, though nobody outside answers us: five seconds are all it has', async () => {
  const { paymentNo, row } = await cashier();
  const notice = bank.pay(paymentNo);
  bank.faults.down = 3;
  expect((await callback(notice)).status).toBe(204);
  expect((await row()).status).toBe('paid');
  expect(bank.faults.down).toBe(3);
  bank.faults.down = 0;
});

test('a refund told by two notices and by our own question in the same moment has ended once', async () => {
  const { orderId, refundNo, id, paymentId } = await refunding();
  const [one, two] = [bank.settleRefund(refundNo), bank.settleRefund(refundNo)];
  const [first, second] = await Promise.all([
    callback(one),
    callback(two),
    whenDue(db, engine, 'refund.due'),
  ]);
  expect([first.status, second.status]).toEqual([204, 204]);
  expect((await refundOf(orderId)).status).toBe('succeeded');
  expect(await db.read.countBy(outboxTable, { name: 'refund.succeeded', subject: orderId })).toBe(1);
  expect(await db.read.countBy(auditTable, { subject: id, action: 'refund.succeed' })).toBe(1);
  expect(await balances(db, paymentId)).toMatchObject({ cash_wechat: 3_580, refund_payable: 0 });
});

test('a refund that has ended is not undone by late news that it failed', async () => {
  const { orderId, refundNo, paymentId } = await refunding();
  await callback(bank.settleRefund(refundNo));
  const failed = bank.post({ kind: 'refund', noticeId: 'late-1', refundNo, state: 'abnormal' });
  expect((await callback(failed)).status).toBe(204);
  expect((await refundOf(orderId)).status).toBe('succeeded');
  expect(await alarmsOf(refundNo)).toEqual([]);
  expect(await balances(db, paymentId)).toMatchObject({ cash_wechat: 3_580 });
});

test('another sum than ours is sent back out of the sum the platform took, not out of ours', async () => {
  const { paymentNo, orderId } = await cashier();
  await callback(bank.pay(paymentNo, { totalFen: 300 }));
  const [found] = await alarmsOf(paymentNo);
  const officer = as(someone('compliance_officer'));
  await officer(desk.resolveMoneyCase, { id: found!.id, resolution: 'send_back', reason: '按实收退回' });
  await engine.drain();
  const { asked } = bank.refunds.get((await refundOf(orderId)).refundNo)!;
  expect(JSON.parse(asked)).toMatchObject({ refundFen: 300, totalFen: 300 });
});
