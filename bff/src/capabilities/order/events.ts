import type { DomainEvent } from '../../kernel/outbox.ts';

type OfOrder = { patientId: string; orderNo: string };
/** The subject of each is the order's id. */
export type OrderPlaced = DomainEvent<'order.placed', OfOrder>;
export type OrderPaid = DomainEvent<'order.paid', OfOrder & { parcelIds: string[]; storeIds: string[] }>;
export type OrderCancelled = DomainEvent<
  'order.cancelled',
  OfOrder & { refundFen: number; reason: string; parcelIds: string[]; storeIds: string[] }
>;
export type OrderCompleted = DomainEvent<'order.completed', OfOrder>;
/** Timer: at `payBefore` an order still unpaid ends. */
export type OrderPaymentDue = DomainEvent<'order.payment_due', OfOrder>;

type OfParcel = OfOrder & { orderId: string; storeId: string; parcelNo: string };
/** The subject of each is the parcel's id. */
export type ParcelPicked = DomainEvent<'parcel.picked', OfParcel>;
export type ParcelSealed = DomainEvent<'parcel.sealed', OfParcel>;
export type ParcelHandedOver = DomainEvent<'parcel.handed_over', OfParcel>;
export type ParcelDelivered = DomainEvent<
  'parcel.delivered',
  OfParcel & { prescriptionId: string | null; lines: { drugId: string; quantity: number }[] }
>;
