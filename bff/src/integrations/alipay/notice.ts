import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { toInstant } from '@xinglin/shared/kernel/time';
import { UntrustedNotice, type PaymentGateway } from '../../capabilities/payment/ports.ts';
import { fen, fromChinaClock, noticeHolds } from './signing.ts';

const Notice = z.object({
  notify_id: z.string().min(1).max(56),
  app_id: z.string(),
  out_trade_no: z.string(),
  trade_no: z.string(),
  trade_status: z.string(),
  total_amount: z.string(),
  gmt_payment: z.string(),
  buyer_id: z.string().default(''),
});

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
    if (notice.data.trade_status !== 'TRADE_SUCCESS') throw new UntrustedNotice('unsupported_event');
    const { notify_id: id, out_trade_no: paymentNo, trade_no: transactionId, buyer_id: openid } = notice.data;
    const paidAt = toInstant(fromChinaClock(notice.data.gmt_payment));
    const totalFen = fen(notice.data.total_amount);
    return { kind: 'paid', noticeId: `alipay-${id}`, paymentNo, transactionId, totalFen, paidAt, openid };
  };
}
