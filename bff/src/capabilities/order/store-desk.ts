import type { DispensingCheck } from '@xinglin/shared/order/changes';
import type { ParcelStatus } from '@xinglin/shared/order/contract';
import type {
  getStoreParcel as getContract,
  listStoreParcels as listContract,
  StoreParcel,
} from '@xinglin/shared/order/store-parcel';
import { orderProblem } from '@xinglin/shared/order/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Handler } from '../../kernel/http.ts';
import { shortageTable } from './changes-table.ts';
import { isOverdue, MAX_PICKUP_TRIES, mustBeOfStore } from './policy.ts';
import { destinationsFor } from './destinations.ts';
import type { Deps } from './ports.ts';
import { presentLine } from './present.ts';
import {
  linesOf,
  ofOrders,
  ordersByIds,
  parcelById,
  parcelsAt,
  picksIn,
  type LineRow,
  type ParcelRow,
} from './store.ts';

const IN_STORE: ParcelStatus[] = ['to_pick', 'picked', 'sealed', 'returning'];

/** What a store has to do, oldest first: without a status, everything paid that still lies in the store. */
export function listStoreParcels(deps: Deps): Handler<typeof listContract> {
  return async (staff, { page, pageSize, status }) => {
    const { storeId } = staff;
    if (!storeId) throw orderProblem('PARCEL_NOT_FOUND');
    const statuses = status ? [status] : IN_STORE;
    const [rows, total] = await parcelsAt(deps.db.read, storeId, statuses, { page, pageSize });
    return { items: await presentStoreParcels(deps, rows, staff), total };
  };
}

export function getStoreParcel(deps: Deps): Handler<typeof getContract> {
  return async (staff, { id }) => {
    const parcel = await parcelById(deps.db.read, id);
    mustBeOfStore(staff, parcel);
    return presentStoreParcel(deps, parcel, staff);
  };
}

export const presentStoreParcel = async (deps: Deps, parcel: ParcelRow, staff: Actor): Promise<StoreParcel> =>
  (await presentStoreParcels(deps, [parcel], staff))[0]!;

/** The lots: those set aside until they are picked, then those that were. Nothing about the buyer. */
async function presentStoreParcels(deps: Deps, parcels: ParcelRow[], staff: Actor): Promise<StoreParcel[]> {
  const { db } = deps;
  const ids = parcels.map(({ id }) => id);
  const [lines, lots, orders, unridden] = await Promise.all([
    linesOf(db.read, ids),
    lotsIn(deps, parcels),
    ordersByIds(
      db.read,
      parcels.map(({ orderId }) => orderId),
    ),
    deps.parcelsWithoutRider(ids),
  ]);
  const orderOf = new Map(orders.map((order) => [order.id, order]));
  const asked = await db.read.findBy(shortageTable, {
    status: 'asked',
    ...ofOrders(orders.map(({ id }) => id)),
  });
  return Promise.all(
    parcels.map(async (parcel) => {
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
        noRider: unridden.has(parcel.id),
        overdue: isOverdue(parcel, deps.now()),
        lossAsked: !parcel.lossAskedBy ? null : parcel.lossAskedBy === staff.id ? 'me' : 'colleague',
        destinations: await destinationsFor(deps, db.read, parcel),
        hasPrescription: hasRx(own),
        dispensing: hasRx(own) ? await dispensingOf(deps, parcel, staff) : null,
        lines: own.map((line) => ({
          ...presentLine(line),
          picks: lots
            .filter(({ parcelId, drugId }) => parcelId === parcel.id && drugId === line.drugId)
            .map(({ batchId, lotNo, expires, quantity, toScan }) => ({
              ...{ batchId, lotNo, expires, quantity, toScan },
            })),
        })),
      };
    }),
  );
}

const hasRx = (lines: LineRow[]) => lines.some((line) => line.class === 'rx');

async function dispensingOf(
  { dispensingCheckOf }: Deps,
  { orderId, pickedBy }: ParcelRow,
  staff: Actor,
): Promise<DispensingCheck> {
  const check = await dispensingCheckOf(orderId);
  const { checkedAt = null, by = null } = check ?? {};
  return { orderId, checkedAt, by, pickedByMe: pickedBy === staff.id };
}

/** Picked ones have been scanned; of the others the shelf says how many boxes bear a code. */
async function lotsIn({ db, picksOf, boxesToScan }: Deps, parcels: ParcelRow[]) {
  const open = parcels.filter(({ status }) => ['waiting', 'scheduled', 'to_pick'].includes(status));
  const [picked, reserved] = await Promise.all([
    picksIn(
      db.read,
      parcels.map(({ id }) => id),
    ),
    Promise.all(open.map(async ({ id }) => (await picksOf(id)).map((lot) => ({ ...lot, parcelId: id })))),
  ]);
  const toScan = await Promise.all(reserved.map((lots) => boxesToScan(lots)));
  return [
    ...picked.map((lot) => ({ ...lot, toScan: 0 })),
    ...reserved.flatMap((lots, index) =>
      lots.map((lot) => ({ ...lot, toScan: toScan[index]!.get(lot.batchId) ?? 0 })),
    ),
  ];
}
