import type { Order, OrderStatus, Parcel, ParcelStatus } from '@xinglin/shared/order/contract';
import { orderLifecycle, parcelLifecycle } from '@xinglin/shared/order/lifecycle';
import { allowed } from '@xinglin/shared/kernel/lifecycle';

type Stage = Pick<Order, 'status'> & { parcels: readonly Pick<Parcel, 'status'>[] };

type Tone = 'neutral' | 'primary' | 'accent' | 'success' | 'warning';
export const orderTone: Record<OrderStatus, Tone> = {
  unpaid: 'accent',
  paid: 'primary',
  completed: 'success',
  cancelled: 'neutral',
  refunding: 'warning',
  refunded: 'neutral',
};

const OVER: readonly ParcelStatus[] = ['cancelled', 'returning', 'returned', 'lost'];

/** The person may cancel by a tap: the order allows it, and every parcel that is not over can still be stopped or called back. */
export const mayCancel = ({ status, parcels }: Pick<Stage, 'status' | 'parcels'>): boolean =>
  allowed(orderLifecycle, status, 'patient').includes('cancel') &&
  parcels.every(
    (parcel) =>
      OVER.includes(parcel.status) ||
      allowed(parcelLifecycle, parcel.status, 'patient').some(
        (event) => event === 'cancel' || event === 'call_back',
      ),
  );

/** Another way to get it: while paid, and nothing is with a rider or with the person. */
export const maySwitch = ({ status, parcels }: Pick<Stage, 'status' | 'parcels'>): boolean =>
  status === 'paid' &&
  parcels.every((parcel) =>
    ['scheduled', 'to_pick', 'picked', 'sealed', 'cancelled'].includes(parcel.status),
  );

export const mayPay = ({ status }: Pick<Stage, 'status'>): boolean =>
  allowed(orderLifecycle, status).includes('pay');

/** Something is still going to happen to it. */
export const isOpen = ({ status }: Pick<Stage, 'status'>): boolean =>
  allowed(orderLifecycle, status).length > 0;
