import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { yuan } from '@xinglin/shared/kernel/money';
import { UntrustedNotice, type PaymentNotice } from '../../capabilities/payment/ports.ts';
import { keepsTheGatewayContract } from './testing.ts';
import { startSimulator } from '../testing.ts';
import { order } from '../wechat-pay/testing.ts';
import { alipayClient, type AlipayOptions } from './client.ts';
import { ensureAlipayCredentials } from './credentials.ts';
import { fen } from './signing.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });

const heard: (PaymentNotice | string)[] = [];
const waiting: (() => void)[] = [];
const server = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    void pay
      .readNotice(req.headers, Buffer.concat(chunks))
      .then((notice) => (heard.push(notice), res.end('success')))
      .catch((error: unknown) => {
        heard.push(error instanceof UntrustedNotice ? error.reason : String(error));
        res.writeHead(401).end('fail');
      })
      .finally(() => waiting.splice(0).forEach((wake) => wake()));
  });
});
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
const sim = await startSimulator('alipay', { args: ['--callback-factor', '30000'] });
const secrets = ensureAlipayCredentials(sim.credentialsFile);
const made: ReturnType<typeof alipayClient>[] = [];
const client = (change: Partial<AlipayOptions> = {}) => {
  const { appId, merchantPrivateKey: privateKey, alipayPublicKey } = secrets;
  const notifyUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback/alipay`;
  made.push(alipayClient({ baseUrl: sim.baseUrl, appId, privateKey, alipayPublicKey, notifyUrl, ...change }));
  return made.at(-1)!;
};
const pay = client();
afterAll(async () => {
  await Promise.all(made.map((each) => each.disconnect()));
  server.close();
  await sim.stop();
});
const about = async (paymentNo: string, count = 1) => {
  const some = () =>
    heard.filter((it) => typeof it === 'object' && 'paymentNo' in it && it.paymentNo === paymentNo);
  while (some().length < count) await new Promise<void>((wake) => waiting.push(wake));
  return some();
};
const paid = async () => {
  const placed = order();
  await pay.prepay(placed);
  await sim.control(`pay?paymentNo=${placed.paymentNo}`);
  return placed;
};

describe('Alipay', () => keepsTheGatewayContract({ sim, pay }));

describe('a notice of Alipay', () => {
  it('is believed when genuine, under one id for each copy', async () => {
    await sim.control('duplicateCallbacks?n=2');
    const { paymentNo } = await paid();
    const notices = await about(paymentNo, 3);
    await sim.control('duplicateCallbacks?n=0');
    expect(notices[0]).toMatchObject({ kind: 'paid', totalFen: 3_580 });
    expect(new Set(notices.map((it) => (it as PaymentNotice).noticeId)).size).toBe(1);
  });

  it.each([
    ['tampered', 'bad_signature'],
    ['unsigned', 'missing_header'],
    ['foreign_app', 'foreign_merchant'],
    ['waiting_trade', 'unsupported_event'],
  ])('that is %s is refused as %s', async (how, reason) => {
    const { paymentNo } = await paid();
    await about(paymentNo);
    expect(await sim.control(`forgeCallback?no=${paymentNo}&how=${how}`)).toEqual({ answered: 'fail' });
    expect(heard.at(-1)).toBe(reason);
  });

  it('of a trade that closed is heard, so that it does not come again, and never believed to be a payment', async () => {
    const { paymentNo } = await paid();
    await about(paymentNo);
    const closed = await sim.control(`forgeCallback?no=${paymentNo}&how=closed_trade`);
    expect(closed).toEqual({ answered: 'success' });
    expect(heard.at(-1)).toEqual({ kind: 'closed', noticeId: expect.stringContaining('alipay-'), paymentNo });
  });

  it('of which every copy was lost can be asked for', async () => {
    await sim.control('loseCallbacks?n=1');
    const { paymentNo } = await paid();
    expect(await pay.query(paymentNo)).toMatchObject({ state: 'paid' });
  });
});

describe('signatures', () => {
  it('of another merchant are refused, and answers under another key are not believed', async () => {
    const impostor = client({ privateKey: secrets.alipayPrivateKey });
    await expect(impostor.prepay(order())).rejects.toMatchObject({ code: 'isv.invalid-signature' });
    const misled = client({ alipayPublicKey: secrets.merchantPublicKey });
    await expect(misled.prepay(order())).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });
});

it('the page to pay on shows the sum, takes the money once and leads back', async () => {
  const placed = order();
  const opens = await pay.clientParams((await pay.prepay(placed)).prepayId);
  const url = 'payUrl' in opens ? opens.payUrl : '';
  const back = 'http://127.0.0.1:5173/#/checkout/pay/index?orderId=1';
  const text = await (await fetch(`${url}?return_url=${encodeURIComponent(back)}`)).text();
  for (const words of ['模拟支付宝', '不会产生真实扣款', '确认支付 ¥35.80']) expect(text).toContain(words);
  const confirm = () =>
    fetch(url, { method: 'POST', body: new URLSearchParams({ return_url: back }), redirect: 'manual' });
  const [first] = [await confirm(), await confirm()];
  expect(first.headers.get('location')).toBe('http://127.0.0.1:5173/?pay=ok#/checkout/pay/index?orderId=1');
  expect((await sim.ledger('paid')).filter(({ paymentNo }) => paymentNo === placed.paymentNo)).toHaveLength(
    1,
  );
  expect((await fetch(`${url}?return_url=https://evil.example/`)).status).toBe(400);
});

it('amounts are text both ways, never fractions', () => {
  for (const sum of [1, 29, 100, 1_999, 123_456_789]) expect(fen(yuan(sum))).toBe(sum);
  for (const wrong of ['1.001', '-1.00', '1e2', '']) expect(() => fen(wrong)).toThrow();
});
