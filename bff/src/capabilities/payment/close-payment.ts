import { plus, toInstant } from '@xinglin/shared/kernel/time';
import { publish } from '../../kernel/outbox.ts';
import { askGateway } from './ask-gateway.ts';
import type { PaymentQueryDue } from './events.ts';
import { movePayment } from './move.ts';
import { FIRST_QUERY_AFTER_CLOSE, queryPauseMs } from './policy.ts';
import type { Deps } from './ports.ts';
import { paymentOfOrder, type PaymentRow } from './store.ts';

/**
 * Ends a payment before stock is given back. `paid`: the person was faster, and the money has been taken in. Closed is
 * believed only after WeChat Pay, asked once more, knows of no payment. Outside of any transaction; safe to repeat.
 * @throws UPSTREAM_UNAVAILABLE when WeChat Pay does not answer: then nothing is known, and nothing may be given back
 */
export function closePayment(deps: Deps) {
  return async (orderId: string): Promise<'closed' | 'paid'> => {
    const payment = await paymentOfOrder(deps.db.read, orderId);
    if (!payment || payment.status === 'closed') return 'closed';
    if (payment.status === 'paid') return 'paid';
    const answer = await deps.gateway.close(payment.paymentNo);
    const found = await askGateway(deps, payment);
    if (answer === 'paid' || found !== 'not_paid') return 'paid';
    return markClosed(deps, payment);
  };
}

async function markClosed({ db, now }: Deps, payment: PaymentRow): Promise<'closed' | 'paid'> {
  const { id, orderId } = payment;
  const closed = await db.write(async (tx) => {
    if (!(await movePayment(tx, payment, 'close'))) return false;
    const attempt = FIRST_QUERY_AFTER_CLOSE;
    const due: PaymentQueryDue = { name: 'payment.query_due', subject: id, data: { orderId, attempt } };
    await publish(tx, due, plus(toInstant(now()), queryPauseMs(attempt)!));
    return true;
  });
  if (closed) return 'closed';
  return (await paymentOfOrder(db.read, orderId))?.status === 'closed' ? 'closed' : 'paid';
}
