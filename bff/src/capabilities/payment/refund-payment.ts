import { Problem } from '@xinglin/shared/kernel/problem';
import { plus, toInstant } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import { publish, type Delivered } from '../../kernel/outbox.ts';
import { system } from '../../kernel/actor.ts';
import { caseTable, closeCase, openCase } from './cases.ts';
import type { RefundDue, RefundSucceeded } from './events.ts';
import { bookRefundPaid } from './ledger.ts';
import { moveRefund } from './move.ts';
import { REFUND_WORTH_RETRYING, refundPauseMs } from './policy.ts';
import { PaymentRefused, type Deps, type RefundStatus } from './ports.ts';
import { paymentTable, refundTable, type PaymentRow, type RefundRow } from './store.ts';

/**
 * Carries a refund out and follows it to its end. Every try has the same refund number and the same values, so that a
 * try whose answer was lost is no second refund. Outside of any transaction.
 */
export function refundPayment(deps: Deps) {
  const { db, now } = deps;
  return async ({ subject, data: { orderId, attempt } }: Delivered<RefundDue>): Promise<void> => {
    const refund = await db.read.findOneBy(refundTable, { id: subject });
    if (!refund || refund.status === 'succeeded' || refund.status === 'abnormal') return;
    const payment = await db.read.findOneByOrFail(paymentTable, { id: refund.paymentId });
    if (payment.method === 'cash') return db.write((tx) => handToCounter(deps, tx, refund));
    const state = await carryOn(deps, refund, payment);
    await db.write(async (tx) => {
      if (state !== 'unknown') await concludeRefund(deps, tx, refund, state);
      if (state !== 'unknown' && state !== 'processing') return;
      const next: RefundDue = { name: 'refund.due', subject, data: { orderId, attempt: attempt + 1 } };
      await publish(tx, next, plus(toInstant(now()), refundPauseMs(attempt)));
    });
  };
}

/** Cash goes back over the counter: a person sees to it and says so. */
const handToCounter = (deps: Deps, tx: Tx, { refundNo: subject, orderId, refundFen }: RefundRow) =>
  openCase(deps, tx, { kind: 'cash_refund', subject, orderId, askedFen: refundFen });

/** What the gateway says now; `unknown` when it did not answer, or says a no that may pass. */
async function carryOn(
  { gateways, log }: Deps,
  refund: RefundRow,
  payment: PaymentRow,
): Promise<RefundStatus['state'] | 'refused' | 'unknown'> {
  const { refundNo, refundFen, reason } = refund;
  const { paymentNo, method } = payment;
  // What the platform took for the payment, which is another sum than ours where a payment was held.
  const totalFen = payment.receivedFen ?? payment.totalFen;
  const gateway = method === 'cash' ? undefined : gateways[method];
  if (!gateway) return 'unknown';
  try {
    const known = refund.status === 'processing' ? await gateway.queryRefund(refundNo, paymentNo) : undefined;
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
  const { refundNo, orderId, refundFen } = refund;
  if (state === 'processing') return void (await moveRefund(tx, system, refund, 'accept'));
  if (state === 'succeeded') {
    const succeededAt = toInstant(deps.now());
    if (!(await moveRefund(tx, system, refund, 'succeed', { succeededAt }))) return;
    await tellRefunded(deps, tx, refund);
    // It succeeded after all: nothing is left for the person who was to see to it.
    const closed = {
      closedAt: succeededAt,
      closedBy: system.id,
      resolution: 'noted',
      reason: '退款已到账',
    } as const;
    for (const { id } of await tx.findBy(caseTable, { kind: 'refund_failed', subject: refundNo }))
      await closeCase(tx, id, closed);
    return;
  }
  // Closed, abnormal or refused: no machine may pick another way to pay money out, a person does.
  if (!(await moveRefund(tx, system, refund, 'fail', { failure: state }))) return;
  const key = `${refund.id}:${refund.tries}`;
  await openCase(deps, tx, { kind: 'refund_failed', subject: refundNo, orderId, askedFen: refundFen, key });
}

/** Books and tells that the money is back; `offline` when a person paid it out another way. */
export async function tellRefunded(
  deps: Pick<Deps, 'now' | 'newId'>,
  tx: Tx,
  refund: RefundRow,
  offline = false,
): Promise<void> {
  const { orderId, patientId, refundFen, refundKey, paymentId } = refund;
  const payment = await tx.findOneByOrFail(paymentTable, { id: paymentId });
  await bookRefundPaid(deps, tx, refund, payment, offline);
  // `key#2` is a part of the refund `key`, and the news of it is about the whole.
  const data = { patientId, refundFen, refundKey: refundKey.replace(/#\d+$/, '') };
  await publish<RefundSucceeded>(tx, { name: 'refund.succeeded', subject: orderId, data });
}
