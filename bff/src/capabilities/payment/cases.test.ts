import { describe, expect, test } from 'vitest';
import * as desk from '@xinglin/shared/payment/desk';
import { auditTable } from '../../kernel/audit.ts';
import { outboxTable, publish } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { caseTable } from './cases.ts';
import type { RefundRequested } from './events.ts';
import { movePayment } from './move.ts';
import { refundTable } from './store.ts';
import { balances, paymentWorld, whenDue } from './testing.ts';

const db = testDatabase();
const { bank, as, engine, callback, cashier, paid, alarmsOf } = paymentWorld(db);
const officer = someone('compliance_officer');
const resolve = (id: string, resolution: desk.Resolution, reason = '已与银行核对') =>
  as(officer)(desk.resolveMoneyCase, { id, resolution, reason });
const refundOf = (orderId: string) => db.read.findOneByOrFail(refundTable, { orderId });

async function held() {
  const at = await cashier();
  await callback(bank.pay(at.paymentNo, { totalFen: 300 }));
  const [found] = await alarmsOf(at.paymentNo);
  return { ...at, found: found! };
}

async function failedRefund(state: 'closed' | 'abnormal' = 'abnormal') {
  const at = await paid();
  const data = {
    patientId: at.patient.id,
    refundFen: 1_000,
    reason: '用户取消',
    refundKey: `a:${at.orderId}`,
  };
  const event: RefundRequested = { name: 'refund.requested', subject: at.orderId, data };
  await db.write((tx) => publish(tx, event));
  await engine.drain();
  const { refundNo } = await refundOf(at.orderId);
  await callback(bank.settleRefund(refundNo, state));
  const [found] = await alarmsOf(refundNo);
  return { ...at, refundNo, found: found! };
}

describe('another sum than ours', () => {
  test('lies on the desk, goes back as a whole, and the order is told', async () => {
    const { found, row, paymentNo, orderId, paymentId } = await held();
    const open = await as(officer)(desk.listMoneyCases, { state: 'open', pageSize: 100 });
    expect(open.items.find(({ id }) => id === found.id)).toMatchObject({
      ...{ kind: 'amount_mismatch', askedFen: 4_580, foundFen: 300, resolutions: ['send_back'] },
    });
    await resolve(found.id, 'send_back', '按实收金额原路退回');
    await engine.drain();
    expect(await row()).toMatchObject({ status: 'returned', refundedFen: 300 });
    const refund = await refundOf(orderId);
    expect(bank.refunds.get(refund.refundNo)).toMatchObject({ paymentNo, refundFen: 300 });
    await callback(bank.settleRefund(refund.refundNo));
    expect(await balances(db, paymentId)).toEqual({ cash_wechat: 0, suspense: 0, refund_payable: 0 });
    expect(await db.read.countBy(outboxTable, { name: 'payment.sent_back', subject: orderId })).toBe(1);
    expect(await db.read.findBy(auditTable, { subject: found.id })).toMatchObject([
      { actorId: officer.id, action: 'money_case.send_back', data: { reason: '按实收金额原路退回' } },
    ]);
    expect((await db.read.findOneByOrFail(caseTable, { id: found.id })).reason).toMatch(/^v1\./);
    const { items } = await as(officer)(desk.listMoneyCases, { state: 'closed', pageSize: 100 });
    expect(items.find(({ id }) => id === found.id)?.reason).toBe('按实收金额原路退回');
  });

  test('is worked off once, of two officers at the same time', async () => {
    const { found, orderId } = await held();
    const both = await Promise.allSettled([resolve(found.id, 'send_back'), resolve(found.id, 'send_back')]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await db.read.countBy(refundTable, { orderId })).toBe(1);
  });

  test('is worked off only in a way that fits, with a reason, by an officer', async () => {
    const { found, row } = await held();
    await expect(resolve(found.id, 'noted')).rejects.toMatchObject({ code: 'RESOLUTION_NOT_ALLOWED' });
    await expect(resolve(found.id, 'send_back', ' ')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const staff = as(someone('store_staff'));
    const asked = { id: found.id, resolution: 'send_back' as const, reason: '已与银行核对' };
    await expect(staff(desk.resolveMoneyCase, asked)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const payment = await row();
    const bySystem = db.write((tx) => movePayment(tx, someone('patient'), payment, 'send_back'));
    await expect(bySystem).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    expect((await row()).status).toBe('held');
  });
});

describe('a refund that failed', () => {
  test('is tried again under the same number when the bank could not pay it out', async () => {
    const { found, orderId, refundNo } = await failedRefund();
    await resolve(found.id, 'retry_refund');
    bank.refunds.get(refundNo)!.state = 'succeeded';
    await engine.drain();
    expect(await refundOf(orderId)).toMatchObject({ refundNo, status: 'succeeded', tries: 1 });
  });

  test('and fails again lies on the desk again', async () => {
    const { found, refundNo } = await failedRefund();
    await resolve(found.id, 'retry_refund');
    await engine.drain();
    const cases = await alarmsOf(refundNo);
    expect(cases.map(({ state }) => state).sort()).toEqual(['closed', 'open']);
  });

  test('gets a new number only when the platform closed it', async () => {
    const { found, orderId, refundNo } = await failedRefund('closed');
    await resolve(found.id, 'retry_refund');
    await engine.drain();
    const { refundNo: fresh } = await refundOf(orderId);
    expect(fresh).toBe(`${refundNo}-1`);
    expect(bank.refunds.has(fresh)).toBe(true);
  });

  test('that the bank paid out after all leaves the desk by itself', async () => {
    const { refundNo, found } = await failedRefund();
    await callback(bank.settleRefund(refundNo, 'succeeded'));
    expect(await alarmsOf(refundNo)).toMatchObject([{ id: found.id, state: 'closed' }]);
    await expect(resolve(found.id, 'refund_offline')).rejects.toMatchObject({ code: 'CASE_CLOSED' });
  });

  test('that was paid out another way ends, and our bank account has paid it', async () => {
    const { found, orderId, paymentId } = await failedRefund();
    await resolve(found.id, 'refund_offline', '已线下转账，回单 0042');
    expect((await refundOf(orderId)).status).toBe('succeeded');
    expect(await balances(db, paymentId)).toMatchObject({
      bank: -1_000,
      refund_payable: 0,
      cash_wechat: 4_580,
    });
    await whenDue(db, engine, 'refund.due');
    expect(await db.read.countBy(outboxTable, { name: 'refund.succeeded', subject: orderId })).toBe(1);
  });
});
