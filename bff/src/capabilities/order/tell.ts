import type { Tx } from '../../kernel/database.ts';
import { effectOn, type Delivered, type DomainEvent, type Reaction } from '../../kernel/outbox.ts';
import type { RefundSucceeded } from '../payment/events.ts';
import type * as events from './events.ts';
import type { Deps } from './ports.ts';
import { orderById, type ParcelRow } from './store.ts';

/** What an event of a parcel carries. */
export async function newsOf(tx: Tx, { orderId, storeId, parcelNo }: ParcelRow) {
  const { patientId, orderNo } = (await orderById(tx, orderId))!;
  return { patientId, orderNo, orderId, storeId, parcelNo };
}

type OfOrder =
  | events.OrderPlaced
  | events.OrderPaid
  | events.OrderToPrepare
  | events.OrderCancelled
  | events.OrderCompleted
  | events.OrderModeChanged;
type OfParcel =
  | events.ParcelPicked
  | events.ParcelSealed
  | events.ParcelHandedOver
  | events.ParcelDelivered
  | events.ParcelShort
  | events.ParcelDeliveryWanted
  | events.ParcelWaitsForGoods
  | events.ParcelCancelled
  | events.ParcelRecalled
  | events.ParcelReturning
  | events.ParcelCheckedIn;
type OfCase = events.AfterSaleSubmitted | events.AfterSaleDecided;

const ABOUT_ORDERS: readonly OfOrder['name'][] = [
  'order.placed',
  'order.paid',
  'order.to_prepare',
  'order.cancelled',
  'order.completed',
  'order.mode_changed',
];
const ABOUT_PARCELS: readonly (OfParcel | OfCase)['name'][] = [
  'order.after_sale_submitted',
  'order.after_sale_decided',
  'parcel.short',
  'parcel.delivery_wanted',
  'parcel.waits_for_goods',
  'parcel.cancelled',
  'parcel.recalled',
  'parcel.returning',
  'parcel.checked_in',
  'parcel.picked',
  'parcel.sealed',
  'parcel.handed_over',
  'parcel.delivered',
];

/** After every step the people concerned hear that something changed: the patient always, a store about its parcels. */
export function tellEverybody({ tell }: Pick<Deps, 'tell'>): Reaction[] {
  const ofOrder = async ({ subject: id, data }: Delivered<OfOrder>) => {
    tell({ person: data.patientId }, { topic: 'order', id });
    for (const store of 'storeIds' in data ? data.storeIds : []) tell({ store }, { topic: 'order', id });
  };
  const ofRefund = async ({ subject: id, data }: Delivered<RefundSucceeded>) =>
    tell({ person: data.patientId }, { topic: 'order', id });
  const ofParcel = async ({ data }: Delivered<OfParcel | OfCase>) => {
    tell({ person: data.patientId }, { topic: 'order', id: data.orderId });
    tell({ store: data.storeId }, { topic: 'order', id: data.orderId });
  };
  const telling = <E extends DomainEvent>(
    names: readonly E['name'][],
    effect: (event: Delivered<E>) => Promise<void>,
  ) => names.map((name) => effectOn<E>(name, `order: tell about ${name}`, effect));
  return [
    ...telling(ABOUT_ORDERS, ofOrder),
    ...telling<RefundSucceeded>(['refund.succeeded'], ofRefund),
    ...telling(ABOUT_PARCELS, ofParcel),
  ];
}
