import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wechatPayClient, type WechatPay } from './client.ts';
import { noticeReader } from './notice.ts';
import { noticeBody, signed } from './simulated-platform.ts';

const pem = () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
};
const [ours, theirs] = [pem(), pem()];
const credentials = {
  ...{ mchId: '1900000001', merchantSerial: 'A'.repeat(40), apiV3Key: '0123456789abcdef0123456789abcdef' },
  ...{ merchantPrivateKey: ours.privateKey, merchantPublicKey: ours.publicKey },
  ...{ platformPrivateKey: theirs.privateKey, platformPublicKey: theirs.publicKey },
  platformSerial: 'PUB_KEY_ID_1',
};
const { mchId, apiV3Key } = credentials;
const appId = 'wx0000000000000001';

/** WeChat Pay with a fault of its own: whatever it answers is signed with its own key. */
let says: object = {};
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  const { headers, body } = signed(credentials, {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(says),
  });
  response.writeHead(200, headers).end(body);
});
let pay: WechatPay;
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { merchantSerial, merchantPrivateKey, platformSerial, platformPublicKey } = credentials;
  const platformKeys = { [platformSerial]: platformPublicKey };
  pay = wechatPayClient({
    ...{ baseUrl, appId, mchId, merchantSerial, merchantPrivateKey, platformKeys, apiV3Key },
    notifyUrl: `${baseUrl}/callback`,
  });
});
afterAll(async () => {
  await pay.disconnect();
  server.close();
});
const unavailable = { code: 'UPSTREAM_UNAVAILABLE' };

describe('a signed answer that is not about what we asked', () => {
  const trade = {
    mchid: mchId,
    appid: appId,
    out_trade_no: 'P1',
    trade_state: 'SUCCESS',
    amount: { total: 100 },
  };

  it('is believed when it is about our order, and when it is about anybody else’s it is no answer', async () => {
    says = trade;
    expect(await pay.query('P1')).toMatchObject({ state: 'paid', totalFen: 100 });
    for (const other of [{ out_trade_no: 'P2' }, { mchid: '1900000002' }, { appid: 'wx2' }]) {
      says = { ...trade, ...other };
      await expect(pay.query('P1')).rejects.toMatchObject(unavailable);
    }
  });

  it('is no end of our refund', async () => {
    says = { refund_id: '50', out_refund_no: 'R2', status: 'SUCCESS' };
    await expect(pay.queryRefund('R1', 'P1')).rejects.toMatchObject(unavailable);
  });

  it('takes our signature to no other host for a bill', async () => {
    const url = new URL('http://127.0.0.2:1/v3/billdownload/file?token=1').href;
    says = { hash_type: 'SHA1', hash_value: '0'.repeat(40), download_url: url };
    const before = asked.length;
    await expect(pay.tradeBill('2026-11-21')).rejects.toMatchObject({
      ...unavailable,
      cause: expect.objectContaining({ message: expect.stringContaining('another host') as string }) as Error,
    });
    expect(asked.length).toBe(before + 1);
  });
});

describe('a callback that is not addressed to us', () => {
  const read = noticeReader({ vouch: async () => undefined, apiV3Key, appId, mchId });
  const notice = (event: string, plain: object) =>
    read({}, Buffer.from(noticeBody(credentials, { id: 'n1', event, original: 'o', summary: 's', plain })));
  const paid = {
    ...{ mchid: mchId, appid: appId, out_trade_no: 'P1', transaction_id: '42', trade_state: 'SUCCESS' },
    ...{ success_time: '2026-11-22T12:00:00+08:00', payer: { openid: 'o' } },
    amount: { total: 100, currency: 'CNY' },
  };
  const refund = { mchid: mchId, out_refund_no: 'R1', refund_status: 'SUCCESS' };

  it('is read when it is', async () => {
    expect(await notice('TRANSACTION.SUCCESS', paid)).toMatchObject({ kind: 'paid', totalFen: 100 });
    expect(await notice('REFUND.SUCCESS', refund)).toMatchObject({ kind: 'refund', state: 'succeeded' });
  });

  it.each([
    [
      'a payment to another merchant',
      'TRANSACTION.SUCCESS',
      { ...paid, mchid: '1900000002' },
      'foreign_merchant',
    ],
    ['a payment in another app', 'TRANSACTION.SUCCESS', { ...paid, appid: 'wx2' }, 'foreign_merchant'],
    [
      'a refund of another merchant',
      'REFUND.SUCCESS',
      { ...refund, mchid: '1900000002' },
      'foreign_merchant',
    ],
    ['dollars', 'TRANSACTION.SUCCESS', { ...paid, amount: { total: 100, currency: 'USD' } }, 'unreadable'],
    [
      'less than nothing',
      'TRANSACTION.SUCCESS',
      { ...paid, amount: { total: -1, currency: 'CNY' } },
      'unreadable',
    ],
    [
      'part of a fen',
      'TRANSACTION.SUCCESS',
      { ...paid, amount: { total: 1.5, currency: 'CNY' } },
      'unreadable',
    ],
    ['what is not paid', 'TRANSACTION.SUCCESS', { ...paid, trade_state: 'NOTPAY' }, 'unreadable'],
  ])('%s is refused', async (_, event, plain, reason) => {
    await expect(notice(event, plain)).rejects.toMatchObject({ reason });
  });
});
