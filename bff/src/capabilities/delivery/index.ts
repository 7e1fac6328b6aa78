/**
 * Delivery: every paid parcel is offered to riders, taken by one, carried sealed from the store to the door, followed live.
 * Step 4 of the journey. A rider knows a parcel by its number and never learns what is in it.
 */
import { acceptDelivery } from './accept-delivery.ts';
import { arriveAtStore } from './arrive-at-store.ts';
import { deliverParcel } from './deliver-parcel.ts';
import { riderDesk } from './desk.ts';
import { giveBackDelivery } from './give-back-delivery.ts';
import { parcelsWithoutRider } from './no-rider.ts';
import { pickUpParcel } from './pick-up-parcel.ts';
import type { Deps } from './ports.ts';
import { deliveryReactions } from './reactions.ts';
import { refuseAtDoor } from './refuse-at-door.ts';
import { reportPosition } from './report-position.ts';
import { deliveryRoutes } from './routes.ts';
import { setRiderOnline } from './set-rider-online.ts';
import { deliveryStore } from './store.ts';
import { trackDelivery } from './track-delivery.ts';

export function delivery(deps: Deps) {
  const use = {
    desk: riderDesk(deps),
    setOnline: setRiderOnline(deps),
    accept: acceptDelivery(deps),
    arrive: arriveAtStore(deps),
    pickUp: pickUpParcel(deps),
    deliver: deliverParcel(deps),
    refuse: refuseAtDoor(deps),
    giveBack: giveBackDelivery(deps),
    reportPosition: reportPosition(deps),
    track: trackDelivery(deps),
  };
  return {
    use,
    routes: deliveryRoutes(use),
    reactions: deliveryReactions(deps),
    /** For order: parcel id → delivery id, of the parcels that have one. */
    deliveryIdsOf: async (parcelIds: string[]): Promise<Map<string, string>> =>
      new Map(
        (await deliveryStore(deps.db.read).ofParcels(parcelIds)).map(({ id, parcelId }) => [parcelId, id]),
      ),
    parcelsWithoutRider: parcelsWithoutRider(deps),
  };
}

export type { Deps, Geocoder, ParcelForDelivery, Route, RoutePlanner, StoreForDelivery } from './ports.ts';
