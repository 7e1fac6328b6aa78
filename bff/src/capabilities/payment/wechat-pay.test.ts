import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { plus, toInstant } from '@xinglin/shared/kernel/time';
import * as contract from '@xinglin/shared/payment/contract';
import { startSimulator, type RunningSimulator } from '../../integrations/testing.ts';
import { wechatPayClient } from '../../integrations/wechat-pay/client.ts';
import { openidOf } from '../../integrations/wechat/openid.ts';
import { createHttp, type Webhook } from '../../kernel/http.ts';
import { createMetrics } from '../../kernel/metrics.ts';
import {
  httpCrypto,
  silentLog,
  someone,
  testDatabase,
  testEngine,
  testServer,
} from '../../kernel/testing.ts';
import { publish } from '../../kernel/outbox.ts';
import { caseTable } from './cases.ts';
import type { RefundRequested } from './events.ts';
import { payment } from './index.ts';
import { noticeTable, paymentTable, refundTable } from './store.ts';
import { balances, paymentDeps, testBank, whenDue } from './testing.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });

const db = testDatabase();
const server = createServer();
let simulator: RunningSimulator;
let gateway: ReturnType<typeof wechatPayClient>;
let payments: ReturnType<typeof payment>;
const { deps, orders } = paymentDeps(db, testBank());

/** Our door for callbacks, as the BFF serves it, and what it answered about which number. */
const heard: { no: string; status: number }[] = [];
const waiting: (() => void)[] = [];
const door: Webhook = {
  path: '/callback/wechat-pay',
  async handle(headers, raw) {
    const { status } = await payments.webhooks[0]!.handle(headers, raw);
    const notice = await gateway.readNotice(headers, raw).catch(() => undefined);
    heard.push({ status, no: notice?.kind === 'refund' ? notice.refundNo : (notice?.paymentNo ?? 'forged') });
    waiting.splice(0).forEach((wake) => wake());
    return { status };
  },
};

beforeAll(async () => {
  const args = ['--refund-seconds', '0.05', '--callback-factor', '150'];
  simulator = await startSimulator('wechat-pay', { args });
  const app = createHttp({
    ...{ db, routes: [], webhooks: [door], log: silentLog, metrics: createMetrics(), production: false },
    crypto: httpCrypto,
    authenticate: async () => someone('patient'),
  });
  const serve = app.callback();
  server.on('request', (request, response) => void serve(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { wechat, wechatPay } = simulator.credentials;
  gateway = wechatPayClient({
    ...wechatPay,
    baseUrl: simulator.baseUrl,
    appId: wechat.appId,
    platformKeys: { [wechatPay.platformSerial]: wechatPay.platformPublicKey },
    notifyUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${door.path}`,
  });
  payments = payment({ ...deps, gateways: { wechat: gateway }, openidOf: async () => openidOf('anna') });
});
afterAll(async () => {
  await gateway?.disconnect();
  await simulator?.stop();
  server.close();
});
const as = testServer(db, () => payments.routes);
const engine = testEngine(db, () => payments.reactions);

/** The answers to the callbacks about a payment or refund, once there are that many. */
async function answersAbout(no: string, count: number): Promise<number[]> {
  const some = () => heard.filter((each) => each.no === no).map(({ status }) => status);
  while (some().length < count) await new Promise<void>((wake) => waiting.push(wake));
  return some();
}

/** A patient at the cashier. */
async function cashier() {
  const patient = someone('patient');
  const orderId = uuidv7();
  const payBefore = plus(toInstant(deps.now()), 900_000);
  orders.set(orderId, {
    patientId: patient.id,
    orderNo: '26112212345678',
    status: 'unpaid',
    totalFen: 3_100,
    payBefore,
  });
  const { params } = await as(patient)(contract.startPayment, { orderId });
  const row = () => db.read.findOneByOrFail(paymentTable, { orderId });
  const { paymentNo, id } = await row();
  return { patient, orderId, params, paymentNo, id, row };
}

const pay = (paymentNo: string, query = '') => simulator.control(`pay?paymentNo=${paymentNo}${query}`);

test('a person pays at WeChat, its callback settles the payment once, and forged ones change nothing', async () => {
  const { params, paymentNo, id, row } = await cashier();
  await simulator.control('duplicateCallbacks?n=3');
  const paying = await fetch(`${simulator.baseUrl}/__client/request-payment`, {
    method: 'POST',
    body: JSON.stringify(params),
  });
  expect(await paying.json()).toMatchObject({ errMsg: 'requestPayment:ok' });
  expect(await answersAbout(paymentNo, 4)).toEqual([204, 204, 204, 204]);
  await simulator.control('duplicateCallbacks?n=0');
  expect((await row()).status).toBe('paid');
  for (const how of [
    'wrong_key',
    'tampered',
    'expired',
    'signtest',
    'wrong_api_key',
    'foreign_mchid',
    'unknown_event',
  ])
    expect(await simulator.control(`forgeCallback?no=${paymentNo}&how=${how}`)).toEqual({ answered: 401 });
  expect(await simulator.control(`replayCallback?no=${paymentNo}`)).toEqual({ answered: 204 });
  expect(await balances(db, id)).toEqual({ cash_wechat: 3_100, revenue_pending: -3_100 });
});

/** What makes a callback one that must be believed by nobody. */
const FORGED = [
  ...['wrong_key', 'tampered', 'swapped_nonce', 'expired', 'future', 'unknown_serial', 'missing_header'],
  ...['signtest', 'wrong_api_key', 'foreign_mchid', 'foreign_appid', 'unknown_event'],
];

test('R07: each forgery twenty times over, of a payment nobody told us of, is refused and leaves no trace', async () => {
  const { paymentNo, id, row } = await cashier();
  await simulator.control('loseCallbacks?n=15');
  await pay(paymentNo);
  const forge = (how: string) =>
    simulator.control<{ answered: number }>(`forgeCallback?no=${paymentNo}&how=${how}`);
  for (const how of FORGED)
    for (let times = 0; times < 20; times += 1) expect(await forge(how)).toEqual({ answered: 401 });
  expect((await row()).status).toBe('pending');
  expect(await db.read.countBy(noticeTable, { subject: paymentNo })).toBe(0);
  expect(await balances(db, id)).toEqual({});
  // The genuine one is believed, and its bytes sent again twenty times are the same news.
  expect(await forge('genuine')).toEqual({ answered: 204 });
  await simulator.control('loseCallbacks?n=0');
  const copies = await Promise.all(
    Array.from({ length: 20 }, () => simulator.control(`replayCallback?no=${paymentNo}`)),
  );
  expect(copies).toEqual(Array.from({ length: 20 }, () => ({ answered: 204 })));
  expect(await balances(db, id)).toEqual({ cash_wechat: 3_100, revenue_pending: -3_100 });
  process.stdout.write(`RELIABILITY R07 pass forgeries=${FORGED.length} times=20\n`);
}, 120_000);

test('R07: genuine, with another sum, is held with an alarm, for each of twenty orders', async () => {
  await simulator.control('loseCallbacks?n=1000');
  for (let times = 0; times < 20; times += 1) {
    const { paymentNo, row } = await cashier();
    await pay(paymentNo);
    const forged = () => simulator.control(`forgeCallback?no=${paymentNo}&how=other_amount`);
    expect([await forged(), await forged()]).toEqual([{ answered: 422 }, { answered: 422 }]);
    expect((await row()).status).toBe('held');
    expect(await db.read.countBy(caseTable, { subject: paymentNo, kind: 'amount_mismatch' })).toBe(1);
  }
  await simulator.control('loseCallbacks?n=0');
}, 60_000);

test('the callback of a refund that comes before the one of its payment changes nothing twice', async () => {
  const { patient, orderId, paymentNo, id } = await cashier();
  await simulator.control('reorderCallbacks?n=2');
  await pay(paymentNo);
  await whenDue(db, engine, 'payment.query_due');
  const data = { patientId: patient.id, refundFen: 1_000, reason: '用户取消', refundKey: `a:${orderId}` };
  await db.write((tx) => publish(tx, { name: 'refund.requested', subject: orderId, data }));
  await engine.drain();
  const { refundNo } = await db.read.findOneByOrFail(refundTable, { orderId });
  expect(await answersAbout(refundNo, 1)).toEqual([204]);
  expect(await answersAbout(paymentNo, 1)).toEqual([204]);
  expect(heard.filter(({ no }) => no === refundNo || no === paymentNo).map(({ no }) => no)).toEqual([
    refundNo,
    paymentNo,
  ]);
  expect(await balances(db, id)).toEqual({ cash_wechat: 2_100, revenue_pending: -2_100, refund_payable: 0 });
});

test('while the platform changes its certificate, payments before, during and after are told and settled', async () => {
  const people = [await cashier(), await cashier(), await cashier()];
  await pay(people[0]!.paymentNo);
  await answersAbout(people[0]!.paymentNo, 1);
  await simulator.control('rotateKey');
  try {
    await pay(people[1]!.paymentNo);
    expect(await answersAbout(people[1]!.paymentNo, 1)).toEqual([204]);
  } finally {
    await simulator.control('restoreKey');
  }
  await pay(people[2]!.paymentNo);
  expect(await answersAbout(people[2]!.paymentNo, 1)).toEqual([204]);
  for (const { row } of people) expect((await row()).status).toBe('paid');
});

test('a lost callback is repaired by asking', async () => {
  const { paymentNo, row } = await cashier();
  await simulator.control('loseCallbacks?n=1');
  await pay(paymentNo);
  await whenDue(db, engine, 'payment.query_due');
  expect((await row()).status).toBe('paid');
});

test('a closed payment cannot be paid; money that a slow bank settles later is refunded once, even when answers get lost', async () => {
  const { patient, orderId, paymentNo, id, row } = await cashier();
  expect(await payments.closePayment(orderId)).toBe('closed');
  expect(await pay(paymentNo)).toEqual({ outcome: 'closed' });
  await pay(paymentNo, '&late');
  expect(await answersAbout(paymentNo, 1)).toEqual([204]);
  expect((await row()).status).toBe('paid');

  await simulator.control('dropAfterCommit?n=1');
  const data = {
    patientId: patient.id,
    refundFen: 3_100,
    reason: '订单已取消后到账',
    refundKey: `late:${id}`,
  };
  const asked: RefundRequested = { name: 'refund.requested', subject: orderId, data };
  await db.write((tx) => publish(tx, asked));
  await engine.drain();
  await whenDue(db, engine, 'refund.due');
  const [refund] = await db.read.findBy(refundTable, { orderId });
  expect(await answersAbout(refund!.refundNo, 1)).toEqual([204]);
  expect(await db.read.findBy(refundTable, { orderId })).toMatchObject([{ status: 'succeeded' }]);
  expect(await balances(db, id)).toEqual({ cash_wechat: 0, revenue_pending: 0, refund_payable: 0 });
  const accepted = await simulator.ledger('refund.accepted');
  expect(accepted.filter((entry) => JSON.stringify(entry).includes(paymentNo))).toHaveLength(1);
});
