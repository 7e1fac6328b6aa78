import type { DomainEvent } from '../../kernel/outbox.ts';

type OfOrder = { patientId: string; orderNo: string };
/** The subject of each is the order's id. */
export type OrderPlaced = DomainEvent<'order.placed', OfOrder>;
export type OrderPaid = DomainEvent<'order.paid', OfOrder & { parcelIds: string[]; storeIds: string[] }>;
export type OrderCancelled = DomainEvent<
  'order.cancelled',
  OfOrder & {
    refundFen: number;
    reason: string;
    /** By who ordered it, with a tap. Told before there was this, it is absent. */
    byPatient?: boolean;
    parcelIds: string[];
    storeIds: string[];
  }
>;
export type OrderCompleted = DomainEvent<'order.completed', OfOrder>;
/** The way it reaches the person was changed; deliveries of a collected order are not needed any more. */
export type OrderModeChanged = DomainEvent<
  'order.mode_changed',
  OfOrder & { storeIds: string[]; pickup: boolean }
>;
/** Points for an order that fell through by our fault. */
export type OrderCompensated = DomainEvent<
  'order.compensated',
  OfOrder & { points: number; decidedBy: string }
>;
/** Timer: at `payBefore` an order still unpaid ends. One of a time that was lengthened since does nothing; without a time it ends now. */
export type OrderPaymentDue = DomainEvent<'order.payment_due', OfOrder & { payBefore?: string }>;
/** It will be paid at the counter: the store prepares it all the same. */
export type OrderToPrepare = DomainEvent<'order.to_prepare', OfOrder & { storeIds: string[] }>;
/** Timer: a scheduled order goes to the store's desk in time for its slot. */
export type OrderSlotNear = DomainEvent<'order.slot_near', OfOrder>;

type OfParcel = OfOrder & { orderId: string; storeId: string; parcelNo: string };
/** The subject of each is the parcel's id. */
export type ParcelPicked = DomainEvent<'parcel.picked', OfParcel>;
export type ParcelSealed = DomainEvent<'parcel.sealed', OfParcel>;
export type ParcelHandedOver = DomainEvent<'parcel.handed_over', OfParcel>;
export type ParcelDelivered = DomainEvent<
  'parcel.delivered',
  OfParcel & {
    /** At the counter; else at the door. Told before there was this, it is absent. */
    collected?: boolean;
    prescriptionId: string | null;
    lines: { drugId: string; quantity: number }[];
  }
>;
/** Handed over at the counter; told beside `parcel.delivered`. */
export type ParcelCollected = DomainEvent<'parcel.collected', OfParcel>;
/** It lies ready at the counter, with a code for whoever ordered it. */
export type ParcelReady = DomainEvent<'parcel.ready', OfParcel>;
/** Its buyer waits for goods the store has not got: until they are picked no rider is wanted. */
export type ParcelWaitsForGoods = DomainEvent<'parcel.waits_for_goods', OfParcel>;
/** A rider is wanted for it: it was scheduled and its time is near, it is no longer collected, or the goods it waited for have come. */
export type ParcelDeliveryWanted = DomainEvent<'parcel.delivery_wanted', OfParcel>;
/** Nothing is left to bring of this parcel. `reason`: its buyer did not want that, and the order goes on with the others. */
export type ParcelCancelled = DomainEvent<'parcel.cancelled', OfParcel & { reason?: string }>;
/** Its lot was recalled after it had reached the person. */
export type ParcelRecalled = DomainEvent<'parcel.recalled', OfParcel & { drugId: string }>;
export type ParcelReturning = DomainEvent<'parcel.returning', OfParcel & { why: string }>;
/** The store is done with a parcel that was coming back; `destination` says what became of the goods, `lost` that they never came. */
export type ParcelCheckedIn = DomainEvent<'parcel.checked_in', OfParcel & { destination: string }>;
/** The shelf has fewer units than the books: somebody must count. */
export type ParcelShort = DomainEvent<
  'parcel.short',
  OfParcel & { drugId: string; quantity: number; shortageId: string }
>;
/** Timer: nobody collected it. */
export type ParcelPickupOver = DomainEvent<'parcel.pickup_over', OfParcel>;

/** Timer; the subject is the shortage's id. Without an answer the units are refunded. */
export type ShortageOver = DomainEvent<'order.shortage_over', OfOrder & { orderId: string }>;
/** Nobody chose, so missing units of an order that goes on were refunded; the subject is the shortage's id. */
export type ShortageRefunded = DomainEvent<
  'order.shortage_refunded',
  OfOrder & { orderId: string; refundFen: number }
>;
/** Timer; the subject is the due's id. Unpaid, it lapses and the order stays as it was. */
export type DueOver = DomainEvent<'order.due_over', OfOrder & { orderId: string }>;
/** A complaint about goods received; the subject is its id. `report`: a quality case to be followed up. */
export type AfterSaleDecided = DomainEvent<
  'order.after_sale_decided',
  OfOrder & { orderId: string; storeId: string; accepted: boolean; report: string | null; drugId: string }
>;
export type AfterSaleSubmitted = DomainEvent<
  'order.after_sale_submitted',
  OfOrder & { orderId: string; storeId: string }
>;
