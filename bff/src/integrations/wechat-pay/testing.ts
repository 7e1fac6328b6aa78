import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach } from 'vitest';
import {
  UntrustedNotice,
  type PaymentGateway,
  type PaymentNotice,
} from '../../capabilities/payment/ports.ts';
import { startSimulator } from '../testing.ts';
import { openidOf } from '../wechat/openid.ts';
import { wechatPayClient, type WechatPayOptions } from './client.ts';

/** WeChat Pay in a process of its own, our client, and our server that listens to its callbacks; all gone after the test file. */
export async function paymentWorld() {
  const args = ['--callback-factor', '150', '--refund-seconds', '0.05'];
  const sim = await startSimulator('wechat-pay', { args });
  const made: ReturnType<typeof wechatPayClient>[] = [];
  const shop = await openShop(() => pay);
  const notifyUrl = shop.url;
  const client = (change: Partial<WechatPayOptions> = {}) => {
    const { wechat, wechatPay } = sim.credentials;
    const options = {
      baseUrl: sim.baseUrl,
      appId: wechat.appId,
      mchId: wechatPay.mchId,
      merchantSerial: wechatPay.merchantSerial,
      merchantPrivateKey: wechatPay.merchantPrivateKey,
      platformKeys: { [wechatPay.platformSerial]: wechatPay.platformPublicKey },
      apiV3Key: wechatPay.apiV3Key,
      notifyUrl,
      ...change,
    };
    made.push(wechatPayClient(options));
    return made.at(-1)!;
  };
  const pay = client();

  /** What the mini-program does with `wx.requestPayment`. */
  async function requestPayment(params: object) {
    const body = JSON.stringify(params);
    const answer = await fetch(`${sim.baseUrl}/__client/request-payment`, { method: 'POST', body });
    return ((await answer.json()) as { errMsg: string }).errMsg;
  }

  async function paidOrder() {
    const placed = order();
    const { prepayId } = await pay.prepay(placed);
    const outcome = await requestPayment(await pay.clientParams(prepayId));
    if (outcome !== 'requestPayment:ok') throw new Error(outcome);
    return placed;
  }

  afterEach(() => sim.control('reset'));
  afterAll(async () => {
    await Promise.all(made.map((each) => each.disconnect()));
    shop.server.close();
    await sim.stop();
  });
  return { sim, shop, pay, client, requestPayment, paidOrder };
}

/** Our side of the callbacks, as the BFF has it: exact bytes in, 204 for what is trusted, 400 for the rest. */
async function openShop(gateway: () => PaymentGateway) {
  const notices: PaymentNotice[] = [];
  const distrusted: string[] = [];
  const waiting: (() => void)[] = [];
  let down = 0;
  const read = async (headers: IncomingHttpHeaders, body: Buffer) => {
    try {
      notices.push(await gateway().readNotice(headers, body));
      return 204;
    } catch (error) {
      distrusted.push(error instanceof UntrustedNotice ? error.reason : String(error));
      return 400;
    } finally {
      waiting.splice(0).forEach((wake) => wake());
    }
  };
  const server: Server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      if (down > 0 && down-- > 0) return void res.writeHead(503).end();
      void read(req.headers, Buffer.concat(chunks)).then((status) => res.writeHead(status).end());
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const until = async (met: () => boolean) => {
    while (!met()) await new Promise<void>((wake) => waiting.push(wake));
  };
  return {
    server,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks/wechat-pay`,
    notices,
    distrusted,
    until,
    failNext: (n: number) => (down = n),
    /** The notices about one payment or refund, once there are that many. */
    async about(no: string, count = 1) {
      const some = () =>
        notices.filter((notice) => no === (notice.kind === 'refund' ? notice.refundNo : notice.paymentNo));
      await until(() => some().length >= count);
      return some();
    },
  };
}

export const newNo = (letter: string) => `${letter}${randomBytes(8).toString('hex')}`;
export const order = (change: { paymentNo?: string; totalFen?: number } = {}) => ({
  paymentNo: newNo('P'),
  description: '杏林大药房：阿莫西林胶囊等 2 件',
  totalFen: 3580,
  openid: openidOf('anna'),
  expiresAt: new Date(Date.now() + 15 * 60_000).toISOString(),
  ...change,
});
export const refundOf = (
  { paymentNo, totalFen }: { paymentNo: string; totalFen: number },
  refundFen = totalFen,
) => ({
  paymentNo,
  refundNo: newNo('R'),
  refundFen,
  totalFen,
  reason: '商品缺货',
});
