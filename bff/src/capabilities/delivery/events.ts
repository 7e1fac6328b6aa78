import type { DomainEvent } from '../../kernel/outbox.ts';

type OfDelivery = { orderId: string; parcelId: string; patientId: string };
/** The subject of each is the delivery's id. */
export type DeliveryOffered = DomainEvent<'delivery.offered', OfDelivery & { storeId: string }>;
export type DeliveryAccepted = DomainEvent<
  'delivery.accepted',
  OfDelivery & { riderId: string; riderName: string }
>;
export type DeliveryPickedUp = DomainEvent<'delivery.picked_up', OfDelivery & { riderId: string }>;
export type DeliveryDelivered = DomainEvent<'delivery.delivered', OfDelivery & { riderId: string }>;
export type DeliveryAtStore = DomainEvent<'delivery.at_store', OfDelivery & { riderId: string }>;
export type DeliveryCancelled = DomainEvent<'delivery.cancelled', OfDelivery>;
/** The rider moved; at most every three seconds a delivery. */
export type DeliveryPosition = DomainEvent<'delivery.position', OfDelivery>;
/** Timer: thirty days after delivery only the first and last point of the way are kept. */
export type DeliveryRetentionDue = DomainEvent<'delivery.retention_due', OfDelivery>;
/** Timer: nobody has taken the offer of this version. */
export type DeliveryNoRiderDue = DomainEvent<
  'delivery.no_rider_due',
  OfDelivery & { version: number; round: number }
>;
/** Still nobody: riders are told again; `ask` when the patient is to choose. */
export type DeliveryNoRider = DomainEvent<
  'delivery.no_rider',
  OfDelivery & { storeId: string; round: number; ask: boolean }
>;
