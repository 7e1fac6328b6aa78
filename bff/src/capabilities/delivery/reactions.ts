import { DeliveryStatus } from '@xinglin/shared/delivery/contract';
import { allowed } from '@xinglin/shared/kernel/lifecycle';
import { deliveryLifecycle } from '@xinglin/shared/delivery/lifecycle';
import { system } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { effectOn, on, type DomainEvent, type Reaction } from '../../kernel/outbox.ts';
import type {
  OrderCancelled,
  OrderModeChanged,
  OrderPaid,
  ParcelCancelled,
  ParcelCheckedIn,
  ParcelDeliveryWanted,
  ParcelWaitsForGoods,
} from '../order/events.ts';
import type { DeliveryNoRider, DeliveryPosition, DeliveryRetentionDue } from './events.ts';
import { move } from './move.ts';
import { noRiderReactions } from './no-rider.ts';
import { offerDelivery } from './offer-delivery.ts';
import type { Deps } from './ports.ts';
import { deliveryStore, riderStore, type DeliveryRow } from './store.ts';

/** The moves after which riders see other offers. */
const OFFERS_CHANGE: DeliveryStatus[] = ['offered', 'accepted', 'cancelled'];
type Moved = DomainEvent<`delivery.${DeliveryStatus}`, { orderId: string; patientId: string }>;

/** Not needed any more: cancelled while the rider has nothing, else called back. What has ended stays as it is. */
async function stop(tx: Tx, { id, status }: DeliveryRow): Promise<void> {
  const event = (['cancel', 'call_back'] as const).find((each) =>
    allowed(deliveryLifecycle, status, 'system').includes(each),
  );
  if (event) await move(tx, system, id, event);
}

/** Told late, a parcel may be wanted at the door again: what holds is how the order stands now. */
async function stopUnwanted({ db, parcelForDelivery }: Deps, orderId: string): Promise<void> {
  for (const { id, parcelId } of await deliveryStore(db.read).ofOrder(orderId)) {
    if ((await parcelForDelivery(parcelId))?.wanted) continue;
    await db.write(async (tx) => stop(tx, await deliveryStore(tx).get(id)));
  }
}

export function deliveryReactions(deps: Deps): Reaction[] {
  const offer = offerDelivery(deps);
  return [
    // An effect, since planning the way asks the map.
    effectOn<OrderPaid>('order.paid', 'delivery.offer', async ({ data }) => {
      for (const parcelId of data.parcelIds) await offer(parcelId);
    }),
    on<OrderCancelled>('order.cancelled', 'delivery.cancel', async (tx, { subject }) => {
      for (const row of await deliveryStore(tx).ofOrder(subject)) await stop(tx, row);
    }),
    effectOn<OrderModeChanged>('order.mode_changed', 'delivery.collected-instead', async (event) => {
      if (event.data.pickup) await stopUnwanted(deps, event.subject);
    }),
    effectOn<ParcelWaitsForGoods>('parcel.waits_for_goods', 'delivery.not-before-the-goods', ({ data }) =>
      stopUnwanted(deps, data.orderId),
    ),
    effectOn<ParcelDeliveryWanted>('parcel.delivery_wanted', 'delivery.offer-wanted', ({ subject }) =>
      offer(subject),
    ),
    on<ParcelCancelled>('parcel.cancelled', 'delivery.nothing-to-bring', async (tx, { subject }) => {
      for (const row of await deliveryStore(tx).ofParcels([subject])) await stop(tx, row);
    }),
    on<ParcelCheckedIn>('parcel.checked_in', 'delivery.brought-back', async (tx, { subject, data }) => {
      for (const { id, status } of await deliveryStore(tx).ofParcels([subject]))
        if (status === 'returning')
          await move(tx, system, id, data.destination === 'lost' ? 'lose' : 'return');
    }),
    on<DeliveryRetentionDue>('delivery.retention_due', 'delivery.thin-way', async (tx, { subject }) => {
      const way = await riderStore(tx).way(subject);
      await riderStore(tx).forget(way.slice(1, -1).map(({ id }) => id));
    }),
    ...noRiderReactions(deps),
    effectOn<DeliveryNoRider>(
      'delivery.no_rider',
      'delivery.tell-riders-again',
      async ({ subject, data }) => {
        deps.tell({ role: 'rider' }, { topic: 'offer', id: subject });
        deps.tell({ store: data.storeId }, { topic: 'order', id: data.orderId });
      },
    ),
    ...DeliveryStatus.options.map((status) =>
      effectOn<Moved>(`delivery.${status}`, 'delivery.tell', async ({ subject, data }) => {
        // Whoever rides must see at once that it was called back or called off.
        const { riderId } = await deliveryStore(deps.db.read).get(subject);
        for (const person of [data.patientId, riderId])
          if (person) deps.tell({ person }, { topic: 'delivery', id: subject, orderId: data.orderId });
        if (OFFERS_CHANGE.includes(status)) deps.tell({ role: 'rider' }, { topic: 'offer', id: subject });
      }),
    ),
    effectOn<DeliveryPosition>('delivery.position', 'delivery.tell-position', async ({ subject, data }) =>
      deps.tell({ person: data.patientId }, { topic: 'delivery', id: subject, orderId: data.orderId }),
    ),
  ];
}
