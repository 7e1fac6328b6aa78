import { expect, test, vi } from 'vitest';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import * as desk from '@xinglin/shared/payment/desk';
import { openidOf } from '../../integrations/wechat/openid.ts';
import { paymentWorld as simulatedPay } from '../../integrations/wechat-pay/testing.ts';
import { publish } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { billDayTable } from './bill-store.ts';
import { caseTable } from './cases.ts';
import { reconcileDay } from './reconcile.ts';
import { balances, paymentWorld, whenDue } from './testing.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });
const { sim, pay } = await simulatedPay();
const db = testDatabase();
const { deps, as, engine, cashier } = paymentWorld(db, () => ({
  ...{ gateways: { wechat: pay }, bills: pay, openidOf: async () => openidOf('anna') },
}));
const officer = as(someone('compliance_officer'));
const today = () => shanghaiDate(Date.now());

async function compare() {
  expect(await reconcileDay(deps)(today())).toBe('done');
  return db.read.findOneByOrFail(billDayTable, { day: today() });
}
const open = async () => (await db.read.findBy(caseTable, { state: 'open' })).map(({ kind }) => kind).sort();
const resolve = async (kind: desk.CaseKind, resolution: desk.Resolution) => {
  const { id } = await db.read.findOneByOrFail(caseTable, { kind, state: 'open' });
  await officer(desk.resolveMoneyCase, { id, resolution, reason: '待平台书面说明' });
};

test('what the platform says is in the account at the end of a day is what our books say, and what differs is worked off', async () => {
  const { patient, orderId, paymentNo } = await cashier(10_000);
  const other = await cashier(2_000);
  for (const no of [paymentNo, other.paymentNo]) await sim.control(`pay?paymentNo=${no}`);
  await whenDue(db, engine, 'payment.query_due');
  const data = { patientId: patient.id, refundFen: 1_000, reason: '少一件', refundKey: `a:${orderId}` };
  await db.write((tx) => publish(tx, { name: 'refund.requested', subject: orderId, data }));
  await engine.drain();
  await vi.waitFor(async () => expect(await sim.ledger('refund.settled')).toHaveLength(1));
  await whenDue(db, engine, 'refund.due');
  // Fees of 60 and 12 fen, and 6 given back.
  expect(await compare()).toMatchObject({ closingFen: 10_934, bookedFen: 10_934 });
  expect(await open()).toEqual([]);

  await sim.control('moveFunds?fen=-5000');
  for (let times = 0; times < 2; times += 1)
    expect(await compare()).toMatchObject({ closingFen: 5_934, bookedFen: 5_934 });
  expect((await balances(db)).bank).toBe(5_000);
  expect(await open()).toEqual([]);

  await sim.control(`moveFunds?fen=-30&name=${encodeURIComponent('技术服务扣款')}`);
  expect(await compare()).toMatchObject({ closingFen: 5_904, bookedFen: 5_934 });
  expect(await open()).toEqual(['flow_balance', 'flow_other']);
  await resolve('flow_other', 'to_suspense');
  expect(await compare()).toMatchObject({ closingFen: 5_904, bookedFen: 5_904 });
  expect(await open()).toEqual([]);
  expect((await balances(db)).suspense).toBe(30);
});

test('a balance that nobody can explain is parked once, and stays parked however often the day is compared', async () => {
  await compare();
  const before = (await balances(db)).suspense ?? 0;
  const third = await cashier(700);
  await sim.control(`pay?paymentNo=${third.paymentNo}`);
  await sim.control('billFault?kind=missing');
  await compare();
  // The bill lacks a payment: its fee is in the account and not in our books.
  const [found] = await db.read.findBy(caseTable, { kind: 'flow_balance', state: 'open' });
  const off = (found?.foundFen ?? 0) - (found?.askedFen ?? 0);
  expect(off).not.toBe(0);
  await resolve('flow_balance', 'to_suspense');
  expect((await balances(db)).suspense).toBe(before - off);
  await sim.control('billFault?kind=missing');
  await compare();
  expect((await balances(db)).suspense).toBe(before - off);
  // With the whole bill the difference is gone, and with it what was parked.
  await compare();
  expect((await balances(db)).suspense).toBe(before);
});

test('a refund that a person paid out past the platform is not looked for in its bill', async () => {
  const { patient, orderId, paymentNo } = await cashier(900);
  await sim.control(`pay?paymentNo=${paymentNo}`);
  await whenDue(db, engine, 'payment.query_due');
  await sim.control('nextRefund?becomes=ABNORMAL');
  const data = { patientId: patient.id, refundFen: 900, reason: '用户取消', refundKey: `b:${orderId}` };
  await db.write((tx) => publish(tx, { name: 'refund.requested', subject: orderId, data }));
  await engine.drain();
  await vi.waitFor(async () => expect(await sim.ledger('refund.settled')).toHaveLength(2));
  await whenDue(db, engine, 'refund.due');
  await resolve('refund_failed', 'refund_offline');
  await compare();
  expect(await open()).toEqual([]);
});
