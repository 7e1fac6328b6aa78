import { effectOn, on, type Reaction } from '../../kernel/outbox.ts';
import type { OrderCancelled } from '../order/events.ts';
import { closePayment } from './close-payment.ts';
import type { PaymentQueryDue, RefundDue, RefundRequested } from './events.ts';
import type { Deps } from './ports.ts';
import { queryPayment } from './query-payment.ts';
import { refundPayment } from './refund-payment.ts';
import { requestRefund } from './request-refund.ts';

/** What payment does when something happens elsewhere, or its time has come. */
export function paymentReactions(deps: Deps): Reaction[] {
  const close = closePayment(deps);
  return [
    effectOn<PaymentQueryDue>('payment.query_due', 'payment: ask how it stands', queryPayment(deps)),
    on<RefundRequested>('refund.requested', 'payment: note the refund', requestRefund(deps)),
    effectOn<RefundDue>('refund.due', 'payment: carry the refund on', refundPayment(deps)),
    // A cashier opened in the very moment of cancelling must not stay open.
    effectOn<OrderCancelled>('order.cancelled', 'payment: close what is still open', async ({ subject }) => {
      await close(subject);
    }),
  ];
}
