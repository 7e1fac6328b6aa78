import type {
  getStoreParcel as getContract,
  listStoreParcels as listContract,
  ParcelStatus,
  StoreParcel,
} from '@xinglin/shared/order/contract';
import { orderProblem } from '@xinglin/shared/order/contract';
import type { Handler } from '../../kernel/http.ts';
import { shortageTable } from './changes-table.ts';
import { MAX_PICKUP_TRIES, mustBeOfStore } from './policy.ts';
import { destinationsFor } from './destinations.ts';
import type { Deps } from './ports.ts';
import { presentLine } from './present.ts';
import { linesOf, ofOrders, ordersByIds, parcelById, parcelsAt, picksIn, type ParcelRow } from './store.ts';

const IN_STORE: ParcelStatus[] = ['to_pick', 'picked', 'sealed', 'returning'];

/** What a store has to do, oldest first: without a status, everything paid that still lies in the store. */
export function listStoreParcels(deps: Deps): Handler<typeof listContract> {
  return async ({ storeId }, { page, pageSize, status }) => {
    if (!storeId) throw orderProblem('PARCEL_NOT_FOUND');
    const statuses = status ? [status] : IN_STORE;
    const [rows, total] = await parcelsAt(deps.db.read, storeId, statuses, { page, pageSize });
    return { items: await presentStoreParcels(deps, rows), total };
  };
}

export function getStoreParcel(deps: Deps): Handler<typeof getContract> {
  return async (staff, { id }) => {
    const parcel = await parcelById(deps.db.read, id);
    mustBeOfStore(staff, parcel);
    return presentStoreParcel(deps, parcel);
  };
}

export const presentStoreParcel = async (deps: Deps, parcel: ParcelRow): Promise<StoreParcel> =>
  (await presentStoreParcels(deps, [parcel]))[0]!;

/** The lots: those set aside until they are picked, then those that were. Nothing about the buyer. */
async function presentStoreParcels(deps: Deps, parcels: ParcelRow[]): Promise<StoreParcel[]> {
  const { db, picksOf } = deps;
  const ids = parcels.map(({ id }) => id);
  const open = parcels.filter(({ status }) => status === 'waiting' || status === 'to_pick');
  const [lines, picked, orders, reserved] = await Promise.all([
    linesOf(db.read, ids),
    picksIn(db.read, ids),
    ordersByIds(
      db.read,
      parcels.map(({ orderId }) => orderId),
    ),
    Promise.all(open.map(async ({ id }) => (await picksOf(id)).map((lot) => ({ ...lot, parcelId: id })))),
  ]);
  const lots = [...picked, ...reserved.flat()];
  const orderOf = new Map(orders.map((order) => [order.id, order]));
  const asked = await db.read.findBy(shortageTable, {
    status: 'asked',
    ...ofOrders(orders.map(({ id }) => id)),
  });
  const destinations = new Map(
    await Promise.all(
      parcels.map(async (each) => [each.id, await destinationsFor(deps, db.read, each)] as const),
    ),
  );
  return parcels.map((parcel) => {
    const order = orderOf.get(parcel.orderId)!;
    const own = lines.filter(({ parcelId }) => parcelId === parcel.id);
    return {
      ...parcel,
      orderNo: order.orderNo,
      paidAt: order.paidAt,
      mode: order.mode,
      slot: order.slotFrom && order.slotTo ? { from: order.slotFrom, to: order.slotTo } : null,
      openShortages: asked.filter(({ parcelId }) => parcelId === parcel.id).length,
      pickupLocked: parcel.pickupTries >= MAX_PICKUP_TRIES,
      destinations: destinations.get(parcel.id) ?? [],
      hasPrescription: own.some((line) => line.class === 'rx'),
      lines: own.map((line) => ({
        ...presentLine(line),
        picks: lots
          .filter(({ parcelId, drugId }) => parcelId === parcel.id && drugId === line.drugId)
          .map(({ batchId, lotNo, expires, quantity }) => ({ batchId, lotNo, expires, quantity })),
      })),
    };
  });
}
