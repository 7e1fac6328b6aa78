import { effectOn, on, type Reaction } from '../../kernel/outbox.ts';
import type {
  OrderCancelled,
  ParcelCheckedIn,
  ParcelCollected,
  ParcelDelivered,
  ParcelHandedOver,
} from '../order/events.ts';
import { closePayment } from './close-payment.ts';
import type {
  CashPromised,
  PaymentQueryDue,
  PaymentSettled,
  ReconcileDue,
  RefundDue,
  RefundRequested,
} from './events.ts';
import { earnRevenue, reportShipping } from './hand-over.ts';
import type { Deps } from './ports.ts';
import { queryPayment } from './query-payment.ts';
import { reconcileDue } from './reconcile.ts';
import { refundPayment } from './refund-payment.ts';
import { requestRefund } from './request-refund.ts';
import { paymentsOfOrder } from './store.ts';

/** What payment does when something happens elsewhere, or its time has come. */
export function paymentReactions(deps: Deps): Reaction[] {
  const close = closePayment(deps);
  const report = reportShipping(deps);
  const earn = earnRevenue(deps);
  return [
    effectOn<PaymentQueryDue>('payment.query_due', 'payment: ask how it stands', queryPayment(deps)),
    on<RefundRequested>('refund.requested', 'payment: note the refund', requestRefund(deps)),
    effectOn<RefundDue>('refund.due', 'payment: carry the refund on', refundPayment(deps)),
    effectOn<ReconcileDue>('payment.reconcile_due', 'payment: compare with the bill', reconcileDue(deps)),
    // A cashier opened in the very moment of cancelling must not stay open.
    effectOn<OrderCancelled>('order.cancelled', 'payment: close what is still open', async ({ subject }) => {
      const dues = (await paymentsOfOrder(deps.db.read, subject)).map(({ due }) => due);
      for (const due of new Set(dues)) await close(subject, due);
    }),
    // Cash promised in the very moment the order ended: no store may wait for it, or take it.
    effectOn<CashPromised>('payment.cash_promised', 'payment: no cash for what has ended', async (event) => {
      const order = await deps.orderForPayment(event.data.patientId, event.subject);
      if (order?.status !== 'unpaid') await close(event.subject);
    }),
    // A payment that was closed for another method may have been paid after all: then the other must not stay open.
    effectOn<PaymentSettled>('payment.settled', 'payment: close what else is open', async ({ data }) => {
      await close(data.orderId, data.due);
    }),
    effectOn<ParcelHandedOver>('parcel.handed_over', 'payment: tell WeChat of the rider', ({ data }) =>
      report(data.orderId, 'rider'),
    ),
    effectOn<ParcelCollected>('parcel.collected', 'payment: tell WeChat it was collected', ({ data }) =>
      report(data.orderId, 'collected'),
    ),
    // Told of every parcel, collected ones too: revenue is earned here alone.
    effectOn<ParcelDelivered>('parcel.delivered', 'payment: revenue of a delivered parcel', ({ subject }) =>
      earn(subject),
    ),
    // A customer who refused it at the door pays for the way, and nothing else.
    effectOn<ParcelCheckedIn>('parcel.checked_in', 'payment: revenue of a way for nothing', ({ subject }) =>
      earn(subject),
    ),
  ];
}
