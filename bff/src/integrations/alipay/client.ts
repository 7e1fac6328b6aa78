import { z } from 'zod';
import { yuan } from '@xinglin/shared/kernel/money';
import { toInstant } from '@xinglin/shared/kernel/time';
import { PaymentRefused, type PaymentGateway, type PaymentStatus } from '../../capabilities/payment/ports.ts';
import { outbound, unavailable } from '../outbound.ts';
import { noticeReader } from './notice.ts';
import { chinaClock, fen, fromChinaClock, holds, privateKeyOf, publicKeyOf, signParams } from './signing.ts';

export type AlipayOptions = {
  /** `https://openapi.alipay.com`, or a simulator. */
  baseUrl: string;
  appId: string;
  /** Ours, and Alipay's, in PEM. */
  privateKey: string;
  alipayPublicKey: string;
  notifyUrl: string;
  now?: () => Date;
};

export const NAME = 'alipay';
const DONE = '10000';
/** Alipay could not say whether it was done. */
const UNKNOWN = new Set(['20000', 'ACQ.SYSTEM_ERROR', 'aop.ACQ.SYSTEM_ERROR']);
const TRADE_STATE = {
  WAIT_BUYER_PAY: 'not_paid',
  TRADE_SUCCESS: 'paid',
  TRADE_FINISHED: 'paid',
  TRADE_CLOSED: 'closed',
} as const;

const Trade = z.object({
  out_trade_no: z.string(),
  trade_no: z.string().optional(),
  trade_status: z.enum(Object.keys(TRADE_STATE) as (keyof typeof TRADE_STATE)[]),
  total_amount: z.string().optional(),
  send_pay_date: z.string().optional(),
});
const Created = z.object({ out_trade_no: z.string(), qr_code: z.url().max(80) });
const Refund = z.object({ out_trade_no: z.string(), trade_no: z.string(), fund_change: z.enum(['Y', 'N']) });
const RefundQuery = z.object({ out_request_no: z.string().optional(), refund_status: z.string().optional() });

/** Alipay's open platform, as far as payment needs it: the second method behind the same port. */
export function alipayClient(options: AlipayOptions): PaymentGateway & { disconnect(): Promise<void> } {
  const { appId, notifyUrl } = options;
  const door = outbound({ name: NAME, baseUrl: options.baseUrl });
  const call = signedCall(door, options);
  const query = async (paymentNo: string): Promise<PaymentStatus> => {
    const answer = await call('alipay.trade.query', { out_trade_no: paymentNo }, Trade, [
      'ACQ.TRADE_NOT_EXIST',
    ]);
    if (!answer) return { state: 'unknown' };
    if (answer.out_trade_no !== paymentNo) throw unavailable(NAME, new Error('answer about another trade'));
    const { send_pay_date: paidAt, total_amount: total } = answer;
    return {
      state: TRADE_STATE[answer.trade_status],
      transactionId: answer.trade_no || undefined,
      paidAt: paidAt ? toInstant(fromChinaClock(paidAt)) : undefined,
      totalFen: total === undefined ? undefined : fen(total),
    };
  };
  return {
    query,
    async prepay({ paymentNo, description, totalFen, expiresAt }) {
      const content = {
        out_trade_no: paymentNo,
        total_amount: yuan(totalFen),
        subject: [...description].slice(0, 127).join(''),
        time_expire: chinaClock(Date.parse(expiresAt)),
      };
      const answer = await call('alipay.trade.precreate', content, Created, [], { notify_url: notifyUrl });
      return { prepayId: answer!.qr_code };
    },
    // The page to pay on is what Alipay answered; there is nothing for us to sign.
    clientParams: async (prepayId) => ({ payUrl: prepayId }),
    async close(paymentNo) {
      const passes = ['ACQ.TRADE_NOT_EXIST', 'ACQ.TRADE_STATUS_ERROR', 'ACQ.REASON_TRADE_STATUS_INVALID'];
      if (await call('alipay.trade.close', { out_trade_no: paymentNo }, z.object({}), passes))
        return 'closed';
      return (await query(paymentNo)).state === 'paid' ? 'paid' : 'closed';
    },
    async refund({ paymentNo, refundNo, refundFen, reason }) {
      const asked = { out_trade_no: paymentNo, out_request_no: refundNo, refund_amount: yuan(refundFen) };
      const answer = await call('alipay.trade.refund', { ...asked, refund_reason: reason }, Refund);
      // Without a change of funds it was done before, which only a question about it proves.
      return { state: answer!.fund_change === 'Y' ? 'succeeded' : 'processing', refundId: answer!.trade_no };
    },
    async queryRefund(refundNo, paymentNo) {
      const asked = { out_trade_no: paymentNo, out_request_no: refundNo };
      const answer = await call('alipay.trade.fastpay.refund.query', asked, RefundQuery, [
        'ACQ.TRADE_NOT_EXIST',
      ]);
      if (!answer?.out_request_no) return undefined;
      return {
        state: answer.refund_status === 'REFUND_SUCCESS' ? 'succeeded' : 'processing',
        refundId: refundNo,
      };
    },
    readNotice: noticeReader({ key: publicKeyOf(options.alipayPublicKey), appId }),
    disconnect: door.close,
  };
}

const Outcome = z.looseObject({
  code: z.string(),
  msg: z.string().default(''),
  sub_code: z.string().optional(),
});

/** Signs what goes out; believes only an answer signed by Alipay, over the very bytes it came in. */
function signedCall(door: ReturnType<typeof outbound>, options: AlipayOptions) {
  const { appId, now = () => new Date() } = options;
  const key = privateKeyOf(options.privateKey);
  const theirs = publicKeyOf(options.alipayPublicKey);
  return async <T>(
    method: string,
    content: object,
    schema: z.ZodType<T>,
    passes: readonly string[] = [],
    extra: Record<string, string> = {},
  ): Promise<T | undefined> => {
    const params: Record<string, string> = {
      ...{ app_id: appId, method, charset: 'utf-8', format: 'JSON', sign_type: 'RSA2', version: '1.0' },
      timestamp: chinaClock(now().getTime()),
      ...extra,
      biz_content: JSON.stringify(content),
    };
    const body = new URLSearchParams({ ...params, sign: signParams(key, params) }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };
    // Every method here is keyed by our own numbers.
    const answer = await door.send({ method: 'POST', path: '/gateway.do', headers, body, keyed: true });
    const [node, signature] = parts(answer.body.toString('utf8'), method);
    if (!holds(theirs, node, signature)) throw unavailable(NAME, new Error('answer not signed by Alipay'));
    const outcome = Outcome.parse(JSON.parse(node));
    const code = outcome.sub_code ?? outcome.code;
    if (UNKNOWN.has(outcome.code) || UNKNOWN.has(code)) throw unavailable(NAME, new Error(code));
    if (outcome.code !== DONE && passes.includes(code)) return undefined;
    if (outcome.code !== DONE) throw new PaymentRefused(refusalWord(code), answer.status, outcome.msg);
    const known = schema.safeParse(outcome);
    if (!known.success) throw unavailable(NAME, known.error);
    return known.data;
  };
}

/** Payment asks for two refusals by the words of its port. */
const refusalWord = (code: string) =>
  ({ 'ACQ.TRADE_HAS_SUCCESS': 'ORDER_PAID', 'ACQ.TRADE_HAS_CLOSE': 'ORDER_CLOSED' })[code] ?? code;

/** The answer's node as it was written, and its signature: parsed and written again it would not be what was signed. */
function parts(text: string, method: string): [node: string, signature: string] {
  const found = /^\{"([a-z_]+)_response":(\{.*\}),"sign":"([^"]*)"\}$/s.exec(text.trim());
  if (found?.[1] !== method.replaceAll('.', '_')) throw unavailable(NAME, new Error('answer not understood'));
  return [found[2] ?? '', found[3] ?? ''];
}
