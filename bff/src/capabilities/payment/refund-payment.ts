import { Problem } from '@xinglin/shared/kernel/problem';
import { plus, toInstant } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import { publish, type Delivered } from '../../kernel/outbox.ts';
import type { RefundDue, RefundSucceeded } from './events.ts';
import { bookRefundPaid } from './ledger.ts';
import { moveRefund } from './move.ts';
import { REFUND_WORTH_RETRYING, refundPauseMs } from './policy.ts';
import { PaymentRefused, type Deps, type RefundStatus } from './ports.ts';
import { alarm } from './settle-payment.ts';
import { paymentTable, refundTable, type RefundRow } from './store.ts';

/**
 * Carries a refund out and follows it to its end. Every try has the same refund number and the same values, so that a
 * try whose answer was lost is no second refund. Outside of any transaction.
 */
export function refundPayment(deps: Deps) {
  const { db, now } = deps;
  return async ({ subject, data: { orderId, attempt } }: Delivered<RefundDue>): Promise<void> => {
    const refund = await db.read.findOneBy(refundTable, { id: subject });
    if (!refund || refund.status === 'succeeded' || refund.status === 'abnormal') return;
    const state = await carryOn(deps, refund);
    await db.write(async (tx) => {
      if (state !== 'unknown') await concludeRefund(deps, tx, refund, state);
      if (state !== 'unknown' && state !== 'processing') return;
      const next: RefundDue = { name: 'refund.due', subject, data: { orderId, attempt: attempt + 1 } };
      await publish(tx, next, plus(toInstant(now()), refundPauseMs(attempt)));
    });
  };
}

/** What the gateway says now; `unknown` when it did not answer, or says a no that may pass. */
async function carryOn(
  deps: Deps,
  refund: RefundRow,
): Promise<RefundStatus['state'] | 'refused' | 'unknown'> {
  const { db, gateway, log } = deps;
  const { refundNo, refundFen, reason, paymentId } = refund;
  const { paymentNo, totalFen } = await db.read.findOneByOrFail(paymentTable, { id: paymentId });
  try {
    const known = refund.status === 'processing' ? await gateway.queryRefund(refundNo) : undefined;
    if (known) return known.state;
    return (await gateway.refund({ paymentNo, refundNo, refundFen, totalFen, reason })).state;
  } catch (error) {
    log.warn({ err: error, refundNo }, 'refund not carried out yet');
    if (error instanceof PaymentRefused) return REFUND_WORTH_RETRYING.has(error.code) ? 'unknown' : 'refused';
    if (error instanceof Problem) return 'unknown';
    throw error;
  }
}

/** Writes down how a refund stands; the end of it is told and booked once. */
export async function concludeRefund(
  deps: Pick<Deps, 'now' | 'newId'>,
  tx: Tx,
  refund: RefundRow,
  state: RefundStatus['state'] | 'refused',
): Promise<void> {
  const { refundNo, orderId, patientId, refundFen, refundKey } = refund;
  if (state === 'processing') return void (await moveRefund(tx, refund, 'accept'));
  if (state === 'succeeded') {
    if (!(await moveRefund(tx, refund, 'succeed', { succeededAt: toInstant(deps.now()) }))) return;
    await bookRefundPaid(deps, tx, refund);
    const data = { patientId, refundFen, refundKey };
    return publish<RefundSucceeded>(tx, { name: 'refund.succeeded', subject: orderId, data });
  }
  // Closed, abnormal or refused: no machine may pick another way to pay money out, a person does.
  if (await moveRefund(tx, refund, 'fail')) await alarm(tx, 'refund_failed', refundNo, orderId, { state });
}
