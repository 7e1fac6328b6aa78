import type { Leaflet } from '@xinglin/shared/catalogue/contract';
import type { Tracking } from '@xinglin/shared/delivery/contract';
import type { Order, Parcel } from '@xinglin/shared/order/contract';
import type { getTrackingScreen } from '@xinglin/shared/screens/patient';
import type { Actor } from '../../kernel/actor.ts';
import type { Handler } from '../../kernel/http.ts';
import type { Logger } from '../../kernel/log.ts';
import { section } from '../section.ts';

export type TrackingDeps = {
  log: Logger;
  orderOf: (personId: string, orderId: string) => Promise<Order>;
  track: (actor: Actor, deliveryId: string) => Promise<Tracking>;
  leafletOf: (drugIds: string[]) => Promise<Map<string, Leaflet>>;
  /** What this person in particular must mind with these drugs. */
  warningsFor: (personId: string, drugIds: string[]) => Promise<Map<string, string[]>>;
};

/** Until a rider has taken the parcel its leaflets stay closed; a prescription drug in a paid order was approved before. */
const CLOSED = new Set<Tracking['status']>(['offered', 'cancelled']);

/** Collected orders have no rider: their leaflets open with the bag on the counter. */
const isReady = ({ mode, paidAt }: Order, { status }: Parcel): boolean =>
  mode === 'pickup' && paidAt !== null && (status === 'sealed' || status === 'delivered');

/** Step 4: the order, where its parcels are, and the leaflets with personal warnings once a rider has accepted. */
export function trackingScreen(deps: TrackingDeps): Handler<typeof getTrackingScreen> {
  const { log } = deps;
  return async (actor, { orderId }) => {
    const order = await deps.orderOf(actor.id, orderId);
    const trackings = await section(log, 'trackings', () =>
      Promise.all(
        order.parcels.flatMap(({ deliveryId }) => (deliveryId ? [deps.track(actor, deliveryId)] : [])),
      ),
    );
    const onTheWay = new Set(
      trackings.available
        ? trackings.data.filter(({ status }) => !CLOSED.has(status)).map(({ deliveryId }) => deliveryId)
        : [],
    );
    const lines = order.parcels
      .filter((parcel) => isReady(order, parcel) || (parcel.deliveryId && onTheWay.has(parcel.deliveryId)))
      .flatMap((parcel) => parcel.lines);
    const leaflets = await section(log, 'leaflets', () => leafletsOf(deps, actor.id, lines));
    return { order, trackings, leaflets };
  };
}

async function leafletsOf(deps: TrackingDeps, personId: string, lines: { drugId: string; name: string }[]) {
  const names = new Map(lines.map(({ drugId, name }) => [drugId, name]));
  const ids = [...names.keys()];
  const [leaflets, warnings] = await Promise.all([deps.leafletOf(ids), deps.warningsFor(personId, ids)]);
  return ids.flatMap((drugId) => {
    const leaflet = leaflets.get(drugId);
    return leaflet
      ? [{ drugId, name: names.get(drugId)!, leaflet, warnings: warnings.get(drugId) ?? [] }]
      : [];
  });
}
