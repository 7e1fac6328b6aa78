import type { Order, OrderLine, Parcel } from '@xinglin/shared/order/contract';
import type { z } from 'zod';
import type { Deps, StoreFacts } from './ports.ts';
import { changesOf } from './changes-table.ts';
import { MAX_PICKUP_TRIES } from './policy.ts';
import { presentChanges } from './present-changes.ts';
import { recalledUnits } from './after-sale-store.ts';
import { openAddress, openPickupCode, openReceiptCode } from './sealed.ts';
import { linesOf, parcelsOf, timelineOf, type LineRow, type OrderRow, type ParcelRow } from './store.ts';
import { timelineText } from './words.ts';

type Reading = Pick<Deps, 'db' | 'crypto' | 'storesByIds' | 'deliveryIdsOf'>;

/** Orders as their owner sees them, in the order given. Outside of any transaction. */
export async function presentOrders(deps: Reading, orders: OrderRow[]): Promise<Order[]> {
  if (orders.length === 0) return [];
  const { db, crypto } = deps;
  const orderIds = orders.map(({ id }) => id);
  const parcels = await parcelsOf(db.read, orderIds);
  const parcelIds = parcels.map(({ id }) => id);
  const [lines, timeline, changes, recalled, stores, deliveryIds] = await Promise.all([
    linesOf(db.read, parcelIds),
    timelineOf(db.read, orderIds),
    changesOf(db.read, orderIds),
    recalledUnits(db.read, parcelIds),
    deps.storesByIds([...new Set(parcels.map(({ storeId }) => storeId))]),
    deps.deliveryIdsOf(parcelIds),
  ]);
  const storeOf = new Map(stores.map((store) => [store.id, store]));
  return orders.map((order) => {
    const own = parcels.filter(({ orderId }) => orderId === order.id);
    const nameOf = (parcelId: string | null) => {
      const storeId = own.length > 1 ? own.find(({ id }) => id === parcelId)?.storeId : undefined;
      return (storeId && storeOf.get(storeId)?.name) ?? null;
    };
    return {
      ...order,
      ...presentChanges(crypto, changes, order.id, lines),
      recalled: recalled.filter(({ parcelId }) => own.some(({ id }) => id === parcelId)),
      slot: order.slotFrom && order.slotTo ? { from: order.slotFrom, to: order.slotTo } : null,
      address: openAddress(crypto, order),
      parcels: own.map((parcel) => ({
        ...presentParcel(parcel, storeOf.get(parcel.storeId), deliveryIds.get(parcel.id) ?? null),
        lines: lines.filter(({ parcelId }) => parcelId === parcel.id).map(presentLine),
        receiptCode: parcel.status === 'on_the_way' ? openReceiptCode(crypto, parcel) : null,
        pickupCode: parcel.status === 'sealed' && parcel.pickupCode ? openPickupCode(crypto, parcel) : null,
      })),
      timeline: timeline
        .filter(({ orderId }) => orderId === order.id)
        .map(({ at, what, parcelId }) => ({ at, text: timelineText(what, nameOf(parcelId)) })),
    };
  });
}

const presentParcel = (
  parcel: ParcelRow,
  store: StoreFacts | undefined,
  deliveryId: string | null,
): Omit<Parcel, 'lines' | 'receiptCode' | 'pickupCode'> => ({
  ...parcel,
  storeName: store?.name ?? '药店',
  storePoint: store?.point ?? null,
  deliveryId,
  pickupLocked: parcel.pickupTries >= MAX_PICKUP_TRIES,
});

/** An ordered prescription drug has its approved prescription, so its picture may be shown (`mustBeSellable`). */
export const presentLine = ({ form, ...line }: LineRow): z.infer<typeof OrderLine> => ({
  ...line,
  picture: form,
});
