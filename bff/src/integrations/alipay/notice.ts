import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { toInstant } from '@xinglin/shared/kernel/time';
import { UntrustedNotice, type PaymentGateway } from '../../capabilities/payment/ports.ts';
import { fen, fromChinaClock, noticeHolds } from './signing.ts';

const Notice = z.object({
  notify_id: z.string().min(1).max(56),
  app_id: z.string(),
  out_trade_no: z.string(),
  trade_status: z.string(),
});
const Paid = z.object({
  trade_no: z.string(),
  total_amount: z.string(),
  gmt_payment: z.string(),
  buyer_id: z.string().default(''),
});
/** A trade that was paid, and can no longer be refunded by the time of the second. */
const PAID = ['TRADE_SUCCESS', 'TRADE_FINISHED'];

/** Reads Alipay's notice: a signed form. Refunds are answered at once and have no notice here. */
export function noticeReader({
  key,
  appId,
}: {
  key: KeyObject;
  appId: string;
}): PaymentGateway['readNotice'] {
  return async (_headers, rawBody) => {
    const params = Object.fromEntries(new URLSearchParams(rawBody.toString('utf8')));
    if (!params['sign'] || params['sign_type'] !== 'RSA2') throw new UntrustedNotice('missing_header');
    if (!noticeHolds(key, params)) throw new UntrustedNotice('bad_signature');
    const notice = Notice.safeParse(params);
    if (!notice.success) throw new UntrustedNotice('unreadable', { cause: notice.error });
    if (notice.data.app_id !== appId) throw new UntrustedNotice('foreign_merchant');
    const { notify_id: id, out_trade_no: paymentNo, trade_status: status } = notice.data;
    const noticeId = `alipay-${id}`;
    if (status === 'TRADE_CLOSED') return { kind: 'closed', noticeId, paymentNo };
    if (!PAID.includes(status)) throw new UntrustedNotice('unsupported_event');
    const paid = Paid.safeParse(params);
    if (!paid.success) throw new UntrustedNotice('unreadable', { cause: paid.error });
    const { trade_no: transactionId, buyer_id: openid, gmt_payment, total_amount } = paid.data;
    const paidAt = toInstant(fromChinaClock(gmt_payment));
    return { kind: 'paid', noticeId, paymentNo, transactionId, totalFen: fen(total_amount), paidAt, openid };
  };
}
