import { z } from 'zod';
import { Fen } from '@xinglin/shared/kernel/money';
import { toInstant } from '@xinglin/shared/kernel/time';
import { UntrustedNotice, type PaymentNotice } from '../../capabilities/payment/ports.ts';
import { openResource, type Vouch } from './signing.ts';

const Envelope = z.object({
  id: z.string().min(1).max(64),
  event_type: z.string(),
  resource: z.object({
    algorithm: z.literal('AEAD_AES_256_GCM'),
    ciphertext: z.string().min(24),
    nonce: z.string().length(12),
    associated_data: z.string().optional(),
  }),
});
const Paid = z.object({
  mchid: z.string(),
  appid: z.string(),
  out_trade_no: z.string(),
  transaction_id: z.string(),
  trade_state: z.literal('SUCCESS'),
  success_time: z.iso.datetime({ offset: true }),
  payer: z.object({ openid: z.string() }),
  amount: z.object({ total: Fen, currency: z.literal('CNY') }),
});
const Refunded = z.object({
  mchid: z.string(),
  out_refund_no: z.string(),
  refund_status: z.enum(['SUCCESS', 'CLOSED', 'ABNORMAL']),
});
const REFUND_STATE = { SUCCESS: 'succeeded', CLOSED: 'closed', ABNORMAL: 'abnormal' } as const;

export type NoticeOptions = {
  vouch: Vouch;
  apiV3Key: string;
  appId: string;
  mchId: string;
};

/** Reads a callback: signature over the exact bytes first, then decrypts, then checks that it is addressed to us. */
export function noticeReader({ vouch, apiV3Key, appId, mchId }: NoticeOptions) {
  return async (
    headers: Readonly<Record<string, string | string[] | undefined>>,
    rawBody: Buffer,
  ): Promise<PaymentNotice> => {
    const fault = await vouch(headers, rawBody);
    if (fault) throw new UntrustedNotice(fault);
    const { id, event_type: event, resource } = readable(Envelope, () => rawBody.toString('utf8'));
    const plain = () => openResource(apiV3Key, resource);
    if (event === 'TRANSACTION.SUCCESS') {
      const paid = readable(Paid, plain);
      if (paid.mchid !== mchId || paid.appid !== appId) throw new UntrustedNotice('foreign_merchant');
      return {
        kind: 'paid',
        noticeId: id,
        paymentNo: paid.out_trade_no,
        transactionId: paid.transaction_id,
        totalFen: paid.amount.total,
        paidAt: toInstant(Date.parse(paid.success_time)),
        openid: paid.payer.openid,
      };
    }
    if (!/^REFUND\.(SUCCESS|CLOSED|ABNORMAL)$/.test(event)) throw new UntrustedNotice('unsupported_event');
    const refund = readable(Refunded, plain);
    if (refund.mchid !== mchId) throw new UntrustedNotice('foreign_merchant');
    return {
      kind: 'refund',
      noticeId: id,
      refundNo: refund.out_refund_no,
      state: REFUND_STATE[refund.refund_status],
    };
  };
}

function readable<T>(schema: z.ZodType<T>, text: () => string): T {
  try {
    return schema.parse(JSON.parse(text()));
  } catch (cause) {
    throw new UntrustedNotice('unreadable', { cause });
  }
}
