import type { RiderTask, getRiderDesk as contract } from '@xinglin/shared/delivery/contract';
import { maskedPhone } from '@xinglin/shared/delivery/rules';
import { distanceInMetres, type Gcj02Point } from '@xinglin/shared/kernel/geo';
import { atShanghai, shanghaiDate } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import type { Handler } from '../../kernel/http.ts';
import { workingRider } from './policy.ts';
import type { Deps, StoreForDelivery } from './ports.ts';
import { deliveryStore, riderStore, type DeliveryRow } from './store.ts';

const OFFERS_READ = 100;
const OFFERS_SHOWN = 30;

/** The rider's place of work: what may be taken (only online), what is in hand, what today brought. */
export function riderDesk(deps: Deps): Handler<typeof contract> {
  const { db, now } = deps;
  return async (rider) => {
    const store = deliveryStore(db.read);
    const { blocked } = await workingRider(deps, rider.id);
    const state = await riderStore(db.read).state(rider.id);
    const online = !blocked && (state?.online ?? false);
    const at = state && state.lng !== null && state.lat !== null ? { lng: state.lng, lat: state.lat } : null;
    const offered = online ? await store.offered(OFFERS_READ) : [];
    const mine = await store.inHandOf(rider.id);
    const finished = await store.deliveredSince(rider.id, atShanghai(shanghaiDate(now()), '00:00'));
    const stores = await storesOf(deps, [...offered, ...mine]);
    const task = presentTask(deps, rider, stores);
    return {
      online,
      blocked,
      offers: await Promise.all(nearestFirst(offered, stores, at).slice(0, OFFERS_SHOWN).map(task)),
      tasks: await Promise.all(mine.map(task)),
      doneToday: finished.length,
      earnedTodayFen: finished.reduce((sum, { feeFen }) => sum + feeFen, 0),
    };
  };
}

/** One task as its rider sees it. */
export const taskFor =
  (deps: Deps) =>
  async (rider: Actor, row: DeliveryRow): Promise<RiderTask> =>
    presentTask(deps, rider, await storesOf(deps, [row]))(row);

type Stores = Map<string, StoreForDelivery>;
async function storesOf({ storesByIds }: Deps, rows: DeliveryRow[]): Promise<Stores> {
  const ids = [...new Set(rows.map(({ storeId }) => storeId))];
  return new Map((await storesByIds(ids)).map((store) => [store.id, store]));
}

/** By the rider's way to the store where their place is known, else the longest waiting first. */
function nearestFirst(rows: DeliveryRow[], stores: Stores, at: Gcj02Point | null): DeliveryRow[] {
  if (!at) return rows;
  const away = ({ storeId }: DeliveryRow) => distanceInMetres(at, stores.get(storeId)?.point ?? at);
  return rows.toSorted((a, b) => away(a) - away(b));
}

/** Address and person appear when this rider has taken the task and go away with delivery; what is in the parcel never appears. */
function presentTask({ parcelForDelivery }: Deps, rider: Actor, stores: Stores) {
  return async (row: DeliveryRow): Promise<RiderTask> => {
    const parcel = await parcelForDelivery(row.parcelId);
    const store = stores.get(row.storeId);
    if (!parcel || !store) throw new Error(`delivery ${row.id} without parcel or store`);
    const inHand = row.status === 'accepted' || row.status === 'at_store' || row.status === 'picked_up';
    const address = row.riderId === rider.id && inHand ? parcel.address : null;
    return {
      id: row.id,
      parcelNo: row.parcelNo,
      status: row.status,
      storeName: store.name,
      storeAddress: store.address,
      storePoint: store.point,
      destinationPoint: address?.point ?? null,
      destinationText: address?.text ?? null,
      contactPhone: address ? maskedPhone(address.phone) : null,
      contactName: address?.contactName ?? null,
      distanceM: row.distanceM,
      feeFen: row.feeFen,
      ready: parcel.status === 'sealed',
      offeredAt: row.offeredAt,
      promisedAt: row.promisedAt,
    };
  };
}
