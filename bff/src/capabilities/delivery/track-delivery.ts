import type { getTracking as contract } from '@xinglin/shared/delivery/contract';
import { STALE_AFTER_MS, maskedPhone, roundedPoint } from '@xinglin/shared/delivery/rules';
import { plus, toInstant, type Instant } from '@xinglin/shared/kernel/time';
import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { Handler } from '../../kernel/http.ts';
import { secondsLeft } from './eta.ts';
import { mustBeOf } from './policy.ts';
import type { Deps } from './ports.ts';
import { deliveryStore, riderStore, type DeliveryRow } from './store.ts';

type Seen = { point: Gcj02Point; at: Instant };

/** What the patient may see: the rider's place only between picking up and delivery, and nothing of the way after it. */
export function trackDelivery(deps: Deps): Handler<typeof contract> {
  const { db, storesByIds, parcelForDelivery, now } = deps;
  return async (patient, { id }) => {
    const row = await deliveryStore(db.read).get(id);
    mustBeOf(patient.id, row);
    const [store] = await storesByIds([row.storeId]);
    const parcel = await parcelForDelivery(row.parcelId);
    if (!store || !parcel) throw new Error(`delivery ${id} without store or parcel`);
    const onTheWay = row.status === 'picked_up';
    const over = row.status === 'delivered' || row.status === 'cancelled';
    const rider = row.riderId === null || row.status === 'cancelled' ? null : await deps.riderOf(row.riderId);
    const seen = onTheWay ? await lastSeen(deps, row) : null;
    return {
      deliveryId: row.id,
      status: row.status,
      riderName: rider?.name ?? null,
      riderPhoneMasked: rider && !over ? maskedPhone(rider.phone) : null,
      riderPoint: seen && roundedPoint(seen.point),
      riderSeenAt: seen && seen.at,
      stale: onTheWay && (!seen || now().getTime() - Date.parse(seen.at) > STALE_AFTER_MS),
      storePoint: store.point,
      destination: parcel.address.point,
      route: over ? [] : row.route,
      promisedAt: row.promisedAt,
      etaAt: etaOf(row, seen, now()),
    };
  };
}

/** A point from before this parcel was taken is none of its patient's business. */
async function lastSeen({ db }: Deps, { riderId, pickedUpAt }: DeliveryRow): Promise<Seen | null> {
  const state = await riderStore(db.read).state(riderId ?? '');
  if (!state || state.lng === null || state.lat === null || state.pointAt === null) return null;
  return state.pointAt >= (pickedUpAt ?? '')
    ? { point: { lng: state.lng, lat: state.lat }, at: state.pointAt }
    : null;
}

/** From the last point along the planned way; before any point from the pick-up; before that the promise, once a rider is found. */
function etaOf(row: DeliveryRow, seen: Seen | null, now: Date): Instant | null {
  if (row.status === 'accepted' || row.status === 'at_store') return row.promisedAt;
  if (row.status !== 'picked_up') return null;
  const eta = seen
    ? plus(seen.at, secondsLeft(row, seen.point) * 1000)
    : plus(row.pickedUpAt ?? toInstant(now), row.rideSeconds * 1000);
  return eta < toInstant(now) ? toInstant(now) : eta;
}
