import { promisedAt, riderFeeFen, roundedPoint } from '@xinglin/shared/delivery/rules';
import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import { Problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { publish } from '../../kernel/outbox.ts';
import type { DeliveryOffered } from './events.ts';
import { move, ofDelivery } from './move.ts';
import type { Deps, ParcelForDelivery } from './ports.ts';
import { deliveryStore, type DeliveryRow } from './store.ts';

const MOST_POINTS = 400;

/**
 * One delivery for a paid parcel, with its planned way, offered to every rider online. One that was cancelled, because the parcel
 * was to be collected, is offered again. Safe to repeat.
 */
export function offerDelivery(deps: Deps) {
  const { db, parcelForDelivery } = deps;
  return async (parcelId: string): Promise<void> => {
    const [known] = await deliveryStore(db.read).ofParcels([parcelId]);
    if (known && known.status !== 'cancelled') return;
    const parcel = await parcelForDelivery(parcelId);
    if (!parcel?.wanted) return;
    const row = await planned(deps, parcelId, parcel);
    if (known) await offerAgain(deps, known.id, row);
    else await offerFirst(deps, row);
    // The order may have ended while the way was planned, before there was a delivery to cancel.
    if (!(await parcelForDelivery(parcelId))?.wanted)
      await db.write((tx) => move(tx, system, known?.id ?? row.id, 'cancel')).catch(unlessDecided);
  };
}

const offerFirst = ({ db }: Deps, row: DeliveryRow) =>
  db.write(async (tx) => {
    if (!(await deliveryStore(tx).insert(row))) return;
    await audit(tx, system, 'delivery.offer', row.id, { parcelId: row.parcelId });
    await publish<DeliveryOffered>(tx, {
      name: 'delivery.offered',
      subject: row.id,
      data: { ...ofDelivery(row), storeId: row.storeId },
    });
  });

/** The address may be another than the first time, and nobody has accepted yet. */
const offerAgain = ({ db }: Deps, id: string, row: DeliveryRow) =>
  db
    .write((tx) => {
      const { route, distanceM, rideSeconds, feeFen, offeredAt, promisedAt } = row;
      const way = { route, distanceM, rideSeconds, feeFen, offeredAt, promisedAt };
      const nobody = { riderId: null, acceptedAt: null, arrivedAt: null };
      return move(tx, system, id, 'offer_again', { changes: { ...way, ...nobody } });
    })
    .catch(unlessDecided);

/** Somebody moved it on meanwhile: that stands. */
function unlessDecided(error: unknown): void {
  if (!(error instanceof Problem) || error.status !== 409) throw error;
}

async function planned(deps: Deps, parcelId: string, parcel: ParcelForDelivery): Promise<DeliveryRow> {
  const { storesByIds, planner, now, newId } = deps;
  const [store] = await storesByIds([parcel.storeId]);
  if (!store) throw new Error(`parcel ${parcelId} of an unknown store`);
  const route = await planner.cycle(store.point, parcel.address.point);
  const offeredAt = toInstant(now());
  const { parcelNo, orderId, storeId, patientId } = parcel;
  return {
    id: newId(),
    parcelId,
    parcelNo,
    orderId,
    storeId,
    patientId,
    riderId: null,
    status: 'offered',
    version: 1,
    route: thinned(route.points),
    distanceM: Math.round(route.metres),
    rideSeconds: Math.round(route.seconds),
    feeFen: riderFeeFen(route.metres),
    offeredAt,
    promisedAt: promisedAt(offeredAt, store.pickMinutes, route.seconds),
    acceptedAt: null,
    arrivedAt: null,
    pickedUpAt: null,
    deliveredAt: null,
    positionToldAt: null,
  };
}

/** A long way drawn with at most 400 points, both ends kept: it must fit its column and the phone. */
function thinned(points: Gcj02Point[]): Gcj02Point[] {
  const step = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, index) => index % step === 0 || index === points.length - 1).map(roundedPoint);
}
