import type { Lifecycle } from '../kernel/lifecycle.ts';
import type { OrderEvent, OrderStatus, ParcelEvent, ParcelStatus } from './contract.ts';

/** An order waits for payment, is fulfilled parcel by parcel, and ends completed or closed. */
export const orderLifecycle: Lifecycle<OrderStatus, OrderEvent> = {
  unpaid: { pay: 'paid', cancel: 'cancelled', expire: 'cancelled' },
  paid: { complete: 'completed', cancel: 'refunding' },
  refunding: { refunded: 'refunded' },
  completed: {},
  cancelled: {},
  refunded: {},
};

/** One parcel of an order: picked and sealed in the store, carried by a rider. */
export const parcelLifecycle: Lifecycle<ParcelStatus, ParcelEvent> = {
  waiting: { release: 'to_pick', cancel: 'cancelled' },
  to_pick: { pick: 'picked', cancel: 'cancelled' },
  picked: { seal: 'sealed', cancel: 'cancelled' },
  sealed: { hand_over: 'on_the_way' },
  on_the_way: { deliver: 'delivered' },
  delivered: {},
  cancelled: {},
};
