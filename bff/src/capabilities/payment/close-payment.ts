import { plus, toInstant } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import { publish } from '../../kernel/outbox.ts';
import { askGateway } from './ask-gateway.ts';
import type { PaymentQueryDue } from './events.ts';
import { movePayment } from './move.ts';
import { FIRST_QUERY_AFTER_CLOSE, queryPauseMs } from './policy.ts';
import type { Deps } from './ports.ts';
import { paymentOfDue, paymentTable, type PaymentRow } from './store.ts';

/**
 * Ends the payments of a due before stock is given back. `paid`: the person was faster, and the money has been taken in
 * (or is held for a person, because it is another sum). Closed is believed only after the platform, asked once more, knows
 * of no payment, or of one it has given back. Outside of any transaction; safe to repeat.
 * @throws UPSTREAM_UNAVAILABLE when the platform does not answer: then nothing is known, and nothing may be given back
 */
export function closePayment(deps: Deps) {
  const end = endPayment(deps);
  return (orderId: string, due = 'order') => end(orderId, due, 'for_good');
}

/** `to_switch`: another method may pay the due instead; `for_good`: nothing may pay it any more. */
export function endPayment(deps: Deps) {
  return async (orderId: string, due: string, how: 'for_good' | 'to_switch'): Promise<'closed' | 'paid'> => {
    const payment = await paymentOfDue(deps.db.read, orderId, due);
    if (!payment || payment.status === 'closed' || payment.status === 'returned') return 'closed';
    if (payment.status !== 'pending') return 'paid';
    const gateway = payment.method === 'cash' ? undefined : deps.gateways[payment.method];
    if (!gateway) return markClosed(deps, payment, how);
    const answer = await gateway.close(payment.paymentNo);
    const found = await askGateway(deps, payment);
    if (found === 'refunded') return 'closed';
    if (answer === 'paid' || found !== 'not_paid') return 'paid';
    return markClosed(deps, payment, how);
  };
}

async function markClosed(
  { db, now }: Deps,
  payment: PaymentRow,
  how: 'for_good' | 'to_switch',
): Promise<'closed' | 'paid'> {
  const { id, orderId } = payment;
  const closed = await db.write(async (tx) => {
    if (!(await movePayment(tx, system, payment, 'close', how === 'to_switch' ? { openKey: null } : {})))
      return false;
    if (payment.method === 'cash') return true;
    const attempt = FIRST_QUERY_AFTER_CLOSE;
    const due: PaymentQueryDue = { name: 'payment.query_due', subject: id, data: { orderId, attempt } };
    await publish(tx, due, plus(toInstant(now()), queryPauseMs(attempt)!));
    return true;
  });
  if (closed) return 'closed';
  return (await db.read.findOneBy(paymentTable, { id }))?.status === 'closed' ? 'closed' : 'paid';
}
