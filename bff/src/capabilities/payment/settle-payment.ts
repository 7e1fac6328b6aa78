import type { Fen } from '@xinglin/shared/kernel/money';
import { toInstant, type Instant } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import { audit, auditTable } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { AlarmReason, PaymentAlarm, PaymentSettled } from './events.ts';
import { bookPayment } from './ledger.ts';
import { movePayment } from './move.ts';
import type { Deps } from './ports.ts';
import type { PaymentRow } from './store.ts';

/** What the gateway says of a payment that was made. */
export type Receipt = { transactionId: string; totalFen: Fen; paidAt: Instant };

/**
 * Takes in a payment: state, ledger and news in the caller's transaction, once, however often and from however many
 * sides it is told. A sum other than ours changes nothing and raises an alarm.
 */
export async function settlePayment(
  deps: Pick<Deps, 'now' | 'newId'>,
  tx: Tx,
  payment: PaymentRow,
  { transactionId, totalFen, paidAt }: Receipt,
): Promise<'settled' | 'already' | 'amount_mismatch'> {
  if (totalFen !== payment.totalFen) {
    // A phone that polls would otherwise ring the bell every two seconds.
    const known = { subject: payment.paymentNo, action: 'payment.alarm.amount_mismatch' };
    const sums = { askedFen: payment.totalFen, paidFen: totalFen };
    if (!(await tx.existsBy(auditTable, known)))
      await alarm(tx, 'amount_mismatch', payment.paymentNo, payment.orderId, sums);
    return 'amount_mismatch';
  }
  const at = toInstant(Date.parse(paidAt));
  if (!(await movePayment(tx, payment, 'settle', { transactionId, paidAt: at }))) return 'already';
  await bookPayment(deps, tx, payment);
  await publish<PaymentSettled>(tx, {
    name: 'payment.settled',
    subject: payment.id,
    data: { orderId: payment.orderId, patientId: payment.patientId, totalFen, paidAt: at },
  });
  return 'settled';
}

/** Tells whoever watches over the money; written with what it is about. */
export async function alarm(
  tx: Tx,
  reason: AlarmReason,
  subject: string,
  orderId: string | null,
  data: object = {},
): Promise<void> {
  await audit(tx, system, `payment.alarm.${reason}`, subject, data);
  await publish<PaymentAlarm>(tx, { name: 'payment.alarm', subject, data: { reason, orderId } });
}
