import type { Fen } from '@xinglin/shared/kernel/money';
import { toInstant, type Instant } from '@xinglin/shared/kernel/time';
import { system, type Actor } from '../../kernel/actor.ts';
import { isDuplicate, type Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import { openCase } from './cases.ts';
import type { PaymentSettled, RefundRequested } from './events.ts';
import { bookMismatch, bookPayment } from './ledger.ts';
import { movePayment } from './move.ts';
import type { Deps } from './ports.ts';
import { openKeyOf, paymentTable, type PaymentRow } from './store.ts';

/** What the gateway says of a payment that was made. */
export type Receipt = { transactionId: string; totalFen: Fen; paidAt: Instant };
type Clock = Pick<Deps, 'now' | 'newId'>;

/**
 * Takes in a payment: state, ledger and news in the caller's transaction, once, however often and from however many
 * sides it is told. A sum other than ours is held for a person; a second payment for one due goes back by itself.
 */
export async function settlePayment(
  deps: Clock,
  tx: Tx,
  payment: PaymentRow,
  receipt: Receipt,
  actor: Actor = system,
): Promise<'settled' | 'already' | 'amount_mismatch'> {
  const { transactionId, totalFen, paidAt } = receipt;
  if (totalFen !== payment.totalFen) return hold(deps, tx, payment, receipt);
  const at = toInstant(Date.parse(paidAt));
  const outcome = await markPaid(tx, actor, payment, { transactionId, paidAt: at });
  if (outcome === 'already') return 'already';
  await bookPayment(deps, tx, payment);
  const { id, orderId, patientId, purpose, due, method } = payment;
  if (outcome === 'surplus') {
    const back = {
      patientId,
      refundFen: totalFen,
      reason: '重复付款',
      refundKey: `twice:${id}`,
      paymentId: id,
    };
    await publish<RefundRequested>(tx, { name: 'refund.requested', subject: orderId, data: back });
    return 'settled';
  }
  const data = { orderId, patientId, totalFen, paidAt: at, purpose, due, method };
  await publish<PaymentSettled>(tx, { name: 'payment.settled', subject: id, data });
  return 'settled';
}

/** `surplus`: the same due was paid by another payment. The unique key decides which of two was first. */
async function markPaid(
  tx: Tx,
  actor: Actor,
  payment: PaymentRow,
  changes: Partial<PaymentRow>,
): Promise<'paid' | 'surplus' | 'already'> {
  const settledKey = openKeyOf(payment.orderId, payment.due);
  try {
    return (await movePayment(tx, actor, payment, 'settle', { ...changes, settledKey })) ? 'paid' : 'already';
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return (await movePayment(tx, actor, payment, 'settle', changes)) ? 'surplus' : 'already';
  }
}

async function hold(deps: Clock, tx: Tx, payment: PaymentRow, { transactionId, totalFen, paidAt }: Receipt) {
  const received = { transactionId, receivedFen: totalFen, paidAt: toInstant(Date.parse(paidAt)) };
  const { paymentNo: subject, orderId, totalFen: askedFen } = payment;
  const told = { subject, orderId, askedFen, foundFen: totalFen };
  if (await movePayment(tx, system, payment, 'hold', received)) {
    await bookMismatch(deps, tx, payment, totalFen);
    await openCase(deps, tx, { kind: 'amount_mismatch', ...told });
  } else if (!(await cameBefore(tx, payment, totalFen)))
    // Settled, or held for yet another sum: no books are touched, and a person asks the platform which of them is true.
    await openCase(deps, tx, { kind: 'other_sum_told', ...told, key: `${told.subject}:${totalFen}` });
  return 'amount_mismatch' as const;
}

/** Whether it is held for this very sum; written, so that it is read as it stands after whoever was faster. */
async function cameBefore(tx: Tx, { id }: PaymentRow, receivedFen: number): Promise<boolean> {
  const { affected } = await tx
    .createQueryBuilder()
    .update(paymentTable)
    .set({ receivedFen })
    .where('id = :id AND receivedFen = :receivedFen', { id, receivedFen })
    .execute();
  return affected === 1;
}
