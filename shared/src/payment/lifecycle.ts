import type { Lifecycle } from '../kernel/lifecycle.ts';
import type { PaymentEvent, PaymentStatus, RefundEvent, RefundStatus } from './contract.ts';

export const paymentLifecycle: Lifecycle<PaymentStatus, PaymentEvent> = {
  pending: { settle: 'paid', close: 'closed' },
  // Money can arrive after we closed; it is taken in so that it can be given back.
  closed: { settle: 'paid' },
  paid: {},
};

export const refundLifecycle: Lifecycle<RefundStatus, RefundEvent> = {
  requested: { accept: 'processing', succeed: 'succeeded', fail: 'abnormal' },
  processing: { succeed: 'succeeded', fail: 'abnormal' },
  abnormal: { succeed: 'succeeded' },
  succeeded: {},
};
