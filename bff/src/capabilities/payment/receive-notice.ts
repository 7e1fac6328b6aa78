import { toInstant } from '@xinglin/shared/kernel/time';
import type { PayMethod } from '@xinglin/shared/payment/contract';
import { isDuplicate, type Tx } from '../../kernel/database.ts';
import type { Webhook } from '../../kernel/http.ts';
import { openCase } from './cases.ts';
import { settlePayment } from './settle-payment.ts';
import { UntrustedNotice, type Deps, type PaymentNotice } from './ports.ts';
import { concludeRefund } from './refund-payment.ts';
import { noticeTable, paymentByNo, refundTable, type NoticeOutcome } from './store.ts';

/**
 * A platform's callback. What it says is believed only when it is proved genuine; then the notice, the state, the ledger
 * and the news are one transaction. Anything but the platform's own word for "heard" makes it come again, and a repeat
 * gets the first verdict.
 */
export function platformWebhook(
  deps: Deps,
  method: 'wechat' | 'alipay',
  heard: { status: number; body?: string },
): Webhook {
  const { gateways, log } = deps;
  return {
    path: `/callback/${method === 'wechat' ? 'wechat-pay' : method}`,
    async handle(headers, raw) {
      const gateway = gateways[method];
      if (!gateway) return fail(404, 'not in use');
      try {
        const notice = await gateway.readNotice(headers, raw);
        const outcome = await receiveNotice(deps, method, notice, raw);
        return outcome === 'accepted' ? heard : fail(422, outcome);
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

const noticePlace = (row: string) => ({ table: 'payment_notice', column: 'raw', row });

async function receiveNotice(
  deps: Deps,
  method: PayMethod,
  notice: PaymentNotice,
  raw: Buffer,
): Promise<NoticeOutcome> {
  const { db, crypto, now } = deps;
  const kept = await db.read.findOneBy(noticeTable, { id: notice.noticeId });
  if (kept) return kept.outcome;
  try {
    return await db.write(async (tx) => {
      const row = {
        id: notice.noticeId,
        subject: notice.kind === 'refund' ? notice.refundNo : notice.paymentNo,
        raw: crypto.encrypt(raw.toString('utf8'), noticePlace(notice.noticeId)),
        receivedAt: toInstant(now()),
      };
      // First, so that of the same notice delivered twice at once the second fails here and changes nothing.
      await tx.insert(noticeTable, { ...row, outcome: 'accepted' });
      const outcome = await takeNotice(deps, tx, method, notice);
      if (outcome !== 'accepted') await tx.update(noticeTable, row.id, { outcome });
      return outcome;
    });
  } catch (error) {
    const first = isDuplicate(error) && (await db.read.findOneBy(noticeTable, { id: notice.noticeId }));
    if (!first) throw error;
    return first.outcome;
  }
}

async function takeNotice(
  deps: Deps,
  tx: Tx,
  method: PayMethod,
  notice: PaymentNotice,
): Promise<NoticeOutcome> {
  if (notice.kind === 'closed') return 'accepted';
  return notice.kind === 'paid' ? takePayment(deps, tx, method, notice) : takeRefund(deps, tx, notice);
}

async function takePayment(
  deps: Deps,
  tx: Tx,
  method: PayMethod,
  notice: Extract<PaymentNotice, { kind: 'paid' }>,
): Promise<NoticeOutcome> {
  const payment = await paymentByNo(tx, notice.paymentNo);
  // A platform can only speak of what was paid through it.
  if (payment?.method !== method) {
    await openCase(deps, tx, {
      kind: 'unknown_payment',
      subject: notice.paymentNo,
      foundFen: notice.totalFen,
    });
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
    await openCase(deps, tx, { kind: 'unknown_refund', subject: refundNo });
    return 'unknown_refund';
  }
  await concludeRefund(deps, tx, refund, state);
  return 'accepted';
}
