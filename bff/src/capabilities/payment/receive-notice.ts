import { toInstant } from '@xinglin/shared/kernel/time';
import { isDuplicate, type Tx } from '../../kernel/database.ts';
import type { Webhook } from '../../kernel/http.ts';
import { alarm, settlePayment } from './settle-payment.ts';
import { UntrustedNotice, type Deps, type PaymentNotice } from './ports.ts';
import { concludeRefund } from './refund-payment.ts';
import { noticeTable, paymentByNo, refundTable, type NoticeOutcome } from './store.ts';

/**
 * WeChat Pay's callback. What it says is believed only when it is proved genuine; then the notice, the state, the ledger and
 * the news are one transaction. Anything but 204 makes WeChat Pay come again, and a repeat gets the first verdict.
 */
export function wechatPayWebhook(deps: Deps): Webhook {
  const { gateway, log } = deps;
  return {
    path: '/callback/wechat-pay',
    async handle(headers, raw) {
      try {
        const notice = await gateway.readNotice(headers, raw);
        const outcome = await receiveNotice(deps, notice, raw);
        return outcome === 'accepted' ? { status: 204 } : fail(422, outcome);
      } catch (error) {
        if (error instanceof UntrustedNotice) {
          log.warn({ reason: error.reason }, 'payment notice refused');
          return fail(401, error.reason);
        }
        log.error({ err: error }, 'payment notice failed');
        return fail(500, 'try again');
      }
    },
  };
}

const fail = (status: number, message: string) => ({ status, body: { code: 'FAIL', message } });

async function receiveNotice(deps: Deps, notice: PaymentNotice, raw: Buffer): Promise<NoticeOutcome> {
  const { db, now } = deps;
  const kept = await db.read.findOneBy(noticeTable, { id: notice.noticeId });
  if (kept) return kept.outcome;
  try {
    return await db.write(async (tx) => {
      const row = {
        id: notice.noticeId,
        subject: notice.kind === 'paid' ? notice.paymentNo : notice.refundNo,
        raw: raw.toString('utf8'),
        receivedAt: toInstant(now()),
      };
      // First, so that of the same notice delivered twice at once the second fails here and changes nothing.
      await tx.insert(noticeTable, { ...row, outcome: 'accepted' });
      const outcome =
        notice.kind === 'paid' ? await takePayment(deps, tx, notice) : await takeRefund(deps, tx, notice);
      if (outcome !== 'accepted') await tx.update(noticeTable, row.id, { outcome });
      return outcome;
    });
  } catch (error) {
    const first = isDuplicate(error) && (await db.read.findOneBy(noticeTable, { id: notice.noticeId }));
    if (!first) throw error;
    return first.outcome;
  }
}

async function takePayment(
  deps: Deps,
  tx: Tx,
  notice: Extract<PaymentNotice, { kind: 'paid' }>,
): Promise<NoticeOutcome> {
  const payment = await paymentByNo(tx, notice.paymentNo);
  if (!payment) {
    await alarm(tx, 'unknown_payment', notice.paymentNo, null, { paidFen: notice.totalFen });
    return 'unknown_payment';
  }
  const outcome = await settlePayment(deps, tx, payment, notice);
  return outcome === 'amount_mismatch' ? outcome : 'accepted';
}

async function takeRefund(
  deps: Deps,
  tx: Tx,
  { refundNo, state }: Extract<PaymentNotice, { kind: 'refund' }>,
): Promise<NoticeOutcome> {
  const refund = await tx.findOneBy(refundTable, { refundNo });
  if (!refund) {
    await alarm(tx, 'unknown_refund', refundNo, null);
    return 'unknown_refund';
  }
  await concludeRefund(deps, tx, refund, state);
  return 'accepted';
}
