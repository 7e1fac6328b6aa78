import { toInstant } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import { openCase } from './cases.ts';
import type { PaymentSentBack } from './events.ts';
import { bookMismatch } from './ledger.ts';
import { movePayment } from './move.ts';
import type { Deps } from './ports.ts';
import type { Receipt } from './settle-payment.ts';
import { paymentOfDue, type PaymentRow } from './store.ts';

/**
 * Paid, and given back by somebody at the platform before we heard of either. Nothing is delivered for it. The platform does not say
 * how much went back, so the sum waits in suspense, with a case, for the refund's line in the bill.
 */
export async function returnedThere(
  deps: Pick<Deps, 'now' | 'newId'>,
  tx: Tx,
  payment: PaymentRow,
  { transactionId, totalFen, paidAt }: Receipt,
): Promise<'refunded' | 'paid'> {
  const received = { transactionId, receivedFen: totalFen, paidAt: toInstant(Date.parse(paidAt)) };
  // Told otherwise in the same moment: what is known then counts.
  if (!(await movePayment(tx, system, payment, 'find_returned', received))) return 'paid';
  await bookMismatch(deps, tx, payment, totalFen);
  const { paymentNo: subject, orderId, totalFen: askedFen } = payment;
  await openCase(deps, tx, { kind: 'refunded_there', subject, orderId, askedFen, foundFen: totalFen });
  await tellSentBack(tx, payment);
  return 'refunded';
}

/** A payment went back and its due is open. Another method, or the counter, may have taken its place: that one still pays. */
export async function tellSentBack(tx: Tx, { id, orderId, orderNo, patientId, due }: PaymentRow) {
  const counts = await paymentOfDue(tx, orderId, due);
  if (counts && counts.id !== id && (counts.status === 'pending' || counts.status === 'paid')) return;
  const data = { patientId, orderNo, orderId, due };
  await publish<PaymentSentBack>(tx, { name: 'payment.sent_back', subject: orderId, data });
}
