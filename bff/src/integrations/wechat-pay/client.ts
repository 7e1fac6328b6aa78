import { createPrivateKey, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Fen } from '@xinglin/shared/kernel/money';
import { toInstant, type LocalDate } from '@xinglin/shared/kernel/time';
import {
  PaymentRefused,
  type Bill,
  type FundFlow,
  type PaymentClientParams,
  type PaymentGateway,
  type PaymentStatus,
  type RefundStatus,
} from '../../capabilities/payment/ports.ts';
import { outbound, unavailable } from '../outbound.ts';
import { billDownloads } from './bills.ts';
import { fetchCertificates, learningVouch } from './certificates.ts';
import { noticeReader } from './notice.ts';
import { NAME, signedCall, type Answer } from './signed-call.ts';
import { signatureFault, signLines, trustedKeys } from './signing.ts';

export type WechatPayOptions = {
  /** `https://api.mch.weixin.qq.com`, or a simulator. */
  baseUrl: string;
  appId: string;
  mchId: string;
  /** Serial of our API certificate, and its private key in PEM. */
  merchantSerial: string;
  merchantPrivateKey: string;
  /** The platform's public keys (`PUB_KEY_ID_…`) or certificates (40 hex digits) in PEM by serial: all we believe. */
  platformKeys: Readonly<Record<string, string>>;
  /** 32 bytes. */
  apiV3Key: string;
  /** Where callbacks come in: https, public, no query. */
  notifyUrl: string;
  /** Where callbacks about refunds come in; `notifyUrl` when left out. */
  refundNotifyUrl?: string;
  now?: () => Date;
};

/** A callback may have to wait for them, and must be answered within five seconds. */
const CERTIFICATES_MS = 3_000;
/** Of a packed bill file. */
const BILL_CAP = 64 * 1024 * 1024;
const TRADE_STATE = {
  NOTPAY: 'not_paid',
  USERPAYING: 'not_paid',
  PAYERROR: 'not_paid',
  SUCCESS: 'paid',
  REFUND: 'refunded',
  CLOSED: 'closed',
  REVOKED: 'closed',
} as const;
const REFUND_STATE = {
  SUCCESS: 'succeeded',
  CLOSED: 'closed',
  PROCESSING: 'processing',
  ABNORMAL: 'abnormal',
} as const;

const Prepaid = z.object({ prepay_id: z.string().min(1) });
const Trade = z.object({
  mchid: z.string(),
  appid: z.string(),
  out_trade_no: z.string(),
  trade_state: z.enum(Object.keys(TRADE_STATE) as (keyof typeof TRADE_STATE)[]),
  transaction_id: z.string().optional(),
  success_time: z.string().optional(),
  amount: z.object({ total: Fen }).partial().optional(),
});
const Refund = z.object({
  refund_id: z.string().min(1),
  out_refund_no: z.string(),
  status: z.enum(Object.keys(REFUND_STATE) as (keyof typeof REFUND_STATE)[]),
});

export type WechatPay = PaymentGateway & {
  clientParams(prepayId: string): Promise<PaymentClientParams>;
  tradeBill(day: LocalDate): Promise<Bill>;
  fundFlow(day: LocalDate): Promise<FundFlow>;
  /** Only in the certificate mode: learns the platform's current certificates; returns their serials. */
  refreshCertificates(): Promise<string[]>;
  disconnect(): Promise<void>;
};

/** WeChat Pay APIv3 for a mini-program (JSAPI). `disconnect` closes its connections. */
export function wechatPayClient(options: WechatPayOptions): WechatPay {
  const { appId, mchId, apiV3Key, notifyUrl, refundNotifyUrl = notifyUrl, now = () => new Date() } = options;
  if (Buffer.byteLength(apiV3Key) !== 32) throw new Error('the APIv3 key has 32 bytes');
  const [door, certificates, files] = doorsTo(options.baseUrl);
  const key = createPrivateKey(options.merchantPrivateKey);
  const keys = trustedKeys(options.platformKeys);
  // Tells the platform which of its keys to answer with while it moves from certificates to public keys.
  const platformSerial = Object.keys(options.platformKeys).find((serial) => serial.startsWith('PUB_KEY_ID_'));
  const signing = { door, files, mchId, merchantSerial: options.merchantSerial, platformSerial, key, now };
  // Certificates are fetched with an answer signed by a key known already, so this one never learns.
  const strict = signedCall({
    ...signing,
    door: certificates,
    vouch: (headers, body) => signatureFault(keys, headers, body, now()),
  });
  const refreshCertificates = () => fetchCertificates(strict, keys, apiV3Key, now());
  const vouch = learningVouch(keys, now, refreshCertificates);
  const call = signedCall({ ...signing, vouch });

  const query = orderQuery(call, options);
  return {
    query,
    async prepay(order) {
      const answer = await call('POST', '/v3/pay/transactions/jsapi', prepayBody(order, options));
      return { prepayId: understand(Prepaid, answer).prepay_id };
    },
    async clientParams(prepayId) {
      const timeStamp = String(Math.floor(now().getTime() / 1000));
      const nonceStr = randomBytes(16).toString('hex');
      const pack = `prepay_id=${prepayId}`;
      const paySign = await signLines(key, [appId, timeStamp, nonceStr, pack]);
      return { appId, timeStamp, nonceStr, package: pack, signType: 'RSA', paySign };
    },
    async close(paymentNo) {
      const path = `/v3/pay/transactions/out-trade-no/${encodeURIComponent(paymentNo)}/close`;
      const answer = await call('POST', path, { mchid: mchId });
      if (answer.status === 204) return 'closed';
      // A refusal may come unsigned, so the state that decides over stock and money is read again from a signed answer.
      const { state } = await query(paymentNo);
      if (state === 'paid' || state === 'refunded') return 'paid';
      if (state === 'closed' || state === 'unknown') return 'closed';
      throw refusal(answer);
    },
    async refund({ paymentNo, refundNo, refundFen, totalFen, reason }) {
      const answer = await call('POST', '/v3/refund/domestic/refunds', {
        out_trade_no: paymentNo,
        out_refund_no: refundNo,
        reason: [...reason].slice(0, 80).join(''),
        notify_url: refundNotifyUrl,
        amount: { refund: refundFen, total: totalFen, currency: 'CNY' },
      });
      return refundStatus(answer, refundNo);
    },
    async queryRefund(refundNo) {
      const answer = await call('GET', `/v3/refund/domestic/refunds/${encodeURIComponent(refundNo)}`);
      return answer.code === 'RESOURCE_NOT_EXISTS' ? undefined : refundStatus(answer, refundNo);
    },
    readNotice: noticeReader({ vouch, apiV3Key, appId, mchId }),
    ...billDownloads(call, options.baseUrl),
    refreshCertificates,
    disconnect: async () => void (await Promise.all([door.close(), certificates.close(), files.close()])),
  };
}

const doorsTo = (baseUrl: string) =>
  [
    outbound({ name: NAME, baseUrl }),
    outbound({ name: NAME, baseUrl, deadlineMs: CERTIFICATES_MS }),
    outbound({ name: NAME, baseUrl, deadlineMs: 60_000, bodyCap: BILL_CAP }),
  ] as const;

function understand<T>(schema: z.ZodType<T>, answer: Answer): T {
  if (answer.code) throw refusal(answer);
  const result = schema.safeParse(answer.value);
  if (!result.success) throw unavailable(NAME, result.error);
  return result.data;
}

const refusal = ({ code = '', status, message = '' }: Answer) => new PaymentRefused(code, status, message);

function refundStatus(answer: Answer, refundNo: string): RefundStatus {
  const refund = understand(Refund, answer);
  if (refund.out_refund_no !== refundNo) throw unavailable(NAME, new Error('answer about another refund'));
  return { state: REFUND_STATE[refund.status], refundId: refund.refund_id };
}

/** `2026-11-22T12:00:00+08:00`; the same moment always gives the same text, because a repeated prepay must not differ. */
const shanghaiRfc3339 = (instant: string) =>
  `${new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

type Order = Parameters<PaymentGateway['prepay']>[0];

function prepayBody(order: Order, { appId, mchId, notifyUrl }: WechatPayOptions) {
  const { paymentNo, description, totalFen, openid, expiresAt, clientIp } = order;
  return {
    appid: appId,
    mchid: mchId,
    description: [...description].slice(0, 127).join(''),
    out_trade_no: paymentNo,
    time_expire: shanghaiRfc3339(expiresAt),
    notify_url: notifyUrl,
    amount: { total: totalFen, currency: 'CNY' },
    payer: { openid },
    ...(clientIp ? { scene_info: { payer_client_ip: clientIp } } : {}),
  };
}

const orderQuery =
  (call: ReturnType<typeof signedCall>, { appId, mchId }: WechatPayOptions) =>
  async (paymentNo: string): Promise<PaymentStatus> => {
    const path = `/v3/pay/transactions/out-trade-no/${encodeURIComponent(paymentNo)}?mchid=${mchId}`;
    const answer = await call('GET', path);
    if (answer.code === 'ORDER_NOT_EXIST') return { state: 'unknown' };
    const trade = understand(Trade, answer);
    if (trade.mchid !== mchId || trade.appid !== appId || trade.out_trade_no !== paymentNo)
      throw unavailable(NAME, new Error('answer about another order'));
    return {
      state: TRADE_STATE[trade.trade_state],
      transactionId: trade.transaction_id || undefined,
      paidAt: trade.success_time ? toInstant(Date.parse(trade.success_time)) : undefined,
      totalFen: trade.amount?.total,
    };
  };
