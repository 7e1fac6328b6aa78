import type { Role } from '../kernel/endpoint.ts';
import type { Lifecycle } from '../kernel/lifecycle.ts';
import type { PaymentEvent, PaymentStatus, RefundEvent, RefundStatus } from './contract.ts';

export const paymentLifecycle: Lifecycle<PaymentStatus, PaymentEvent> = {
  pending: { settle: 'paid', close: 'closed', hold: 'held', find_returned: 'returned' },
  // Money can arrive after we closed; it is taken in so that it can be given back.
  closed: { settle: 'paid', hold: 'held', find_returned: 'returned' },
  // Another sum than ours came in: nothing is delivered for it until a person has decided.
  held: { send_back: 'returned' },
  paid: {},
  returned: {},
};

export const refundLifecycle: Lifecycle<RefundStatus, RefundEvent> = {
  requested: { accept: 'processing', succeed: 'succeeded', fail: 'abnormal', note_offline: 'succeeded' },
  processing: { succeed: 'succeeded', fail: 'abnormal' },
  abnormal: { succeed: 'succeeded', retry: 'requested', note_offline: 'succeeded' },
  succeeded: {},
};

/** Who may make a move. `system`: what the payment platform proved to us, and timers. */
export type Mover = Role | 'system';
export const paymentMovers: Record<PaymentEvent, readonly Mover[]> = {
  // Store staff only for cash they counted.
  settle: ['system', 'store_staff'],
  close: ['system'],
  hold: ['system'],
  // Paid and given back at the platform before we heard of either.
  find_returned: ['system'],
  send_back: ['compliance_officer'],
};
export const refundMovers: Record<RefundEvent, readonly Mover[]> = {
  accept: ['system'],
  succeed: ['system'],
  fail: ['system'],
  retry: ['compliance_officer'],
  note_offline: ['compliance_officer'],
};
