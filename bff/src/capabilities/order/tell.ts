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
  | events.ParcelCancelled
  | events.ParcelRecalled
  | events.ParcelReturning
  | events.ParcelCheckedIn;
type OfCase = events.AfterSaleSubmitted | events.AfterSaleDecided;

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
  const telling = <E extends DomainEvent>(name: E['name'], effect: (event: Delivered<E>) => Promise<void>) =>
    effectOn<E>(name, `order: tell about ${name}`, effect);
  return [
    telling<events.OrderPlaced>('order.placed', ofOrder),
    telling<events.OrderPaid>('order.paid', ofOrder),
    telling<events.OrderToPrepare>('order.to_prepare', ofOrder),
    telling<events.OrderCancelled>('order.cancelled', ofOrder),
    telling<events.OrderCompleted>('order.completed', ofOrder),
    telling<events.OrderModeChanged>('order.mode_changed', ofOrder),
    telling<RefundSucceeded>('refund.succeeded', ofRefund),
    telling<events.AfterSaleSubmitted>('order.after_sale_submitted', ofParcel),
    telling<events.AfterSaleDecided>('order.after_sale_decided', ofParcel),
    telling<events.ParcelShort>('parcel.short', ofParcel),
    telling<events.ParcelDeliveryWanted>('parcel.delivery_wanted', ofParcel),
    telling<events.ParcelCancelled>('parcel.cancelled', ofParcel),
    telling<events.ParcelRecalled>('parcel.recalled', ofParcel),
    telling<events.ParcelReturning>('parcel.returning', ofParcel),
    telling<events.ParcelCheckedIn>('parcel.checked_in', ofParcel),
    telling<events.ParcelPicked>('parcel.picked', ofParcel),
    telling<events.ParcelSealed>('parcel.sealed', ofParcel),
    telling<events.ParcelHandedOver>('parcel.handed_over', ofParcel),
    telling<events.ParcelDelivered>('parcel.delivered', ofParcel),
  ];
}
