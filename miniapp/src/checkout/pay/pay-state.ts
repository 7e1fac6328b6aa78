import { allowed } from '@xinglin/shared/kernel/lifecycle';
import type { Order } from '@xinglin/shared/order/contract';
import { isPrepared } from '@xinglin/shared/order/headline';
import { orderLifecycle } from '@xinglin/shared/order/lifecycle';
import type { Payment } from '@xinglin/shared/payment/contract';

/**
 * `at_counter`: cash was promised, the store confirms it. `held`: another sum came in, a person decides. `late`: paid after the order
 * had ended, so the money goes back; `late_back`: it is back. `over`: the time to pay is up, the server has yet to say so.
 */
export type PayState =
  | 'to_pay'
  | 'at_counter'
  | 'held'
  | 'over'
  | 'paid'
  | 'cancelled'
  | 'late'
  | 'late_back'
  | 'refunding'
  | 'refunded';

/** How a purchase stands. What the phone's cashier said plays no part: only the order and the payment count. */
export function payState(order: Order, payment: Payment | undefined, now: number): PayState {
  if (order.status === 'refunding' || order.status === 'refunded') return order.status;
  if (order.status === 'cancelled') return afterTheEnd(order.refunds, payment);
  if (order.status !== 'unpaid' || payment?.status === 'paid') return 'paid';
  if (payment?.status === 'held') return 'held';
  if (Date.parse(order.payBefore) <= now) return 'over';
  if (payment?.status === 'pending') return payment.method === 'cash' ? 'at_counter' : 'to_pay';
  return isPrepared(order) ? 'at_counter' : 'to_pay';
}

/** A phone that knows nothing of the payment still sees on the order that money came and went back. */
function afterTheEnd(refunds: Order['refunds'], payment: Payment | undefined): PayState {
  if (refunds.some(({ status }) => status === 'requested')) return 'late';
  if (refunds.length > 0 || payment?.status === 'returned') return 'late_back';
  return payment?.status === 'paid' ? 'late' : 'cancelled';
}

/** Nothing more will be heard of it on this page. */
export const isSettled = (order: Order, state: PayState): boolean =>
  order.status !== 'unpaid' && state !== 'late' && state !== 'refunding';

/** Whether a tap may still call the order off before it is paid. */
export const mayCancel = (order: Order, state: PayState): boolean =>
  (state === 'to_pay' || state === 'at_counter') && allowed(orderLifecycle, order.status).includes('cancel');
