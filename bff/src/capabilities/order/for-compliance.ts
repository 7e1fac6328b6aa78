import type { CourseParcel } from '@xinglin/shared/compliance/course-contract';
import type { LocalDate } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import type { Deps } from './ports.ts';
import { sealAddress } from './sealed.ts';
import { linesOf, orderTable, ordersByIds, parcelsOf, picksIn } from './store.ts';

/** Until when the goods that went into the parcel last. */
export const expiriesOfParcel = async (tx: Tx, parcelId: string): Promise<LocalDate[]> =>
  (await picksIn(tx, [parcelId])).map(({ expires }) => expires);

/** Parcels of these orders with prescription drugs, and the lots that went into them; `pickedBy` is an account. */
export const dispensedIn =
  ({ db, storesByIds }: Pick<Deps, 'db' | 'storesByIds'>) =>
  async (orderIds: string[]): Promise<CourseParcel[]> => {
    const orders = new Map((await ordersByIds(db.read, orderIds)).map((order) => [order.id, order]));
    const all = await parcelsOf(db.read, orderIds);
    const lines = (
      await linesOf(
        db.read,
        all.map(({ id }) => id),
      )
    ).filter((line) => line.class === 'rx');
    const parcels = all.filter(({ id }) => lines.some(({ parcelId }) => parcelId === id));
    const stores = new Map((await storesByIds(parcels.map(({ storeId }) => storeId))).map((s) => [s.id, s]));
    const picks = await picksIn(
      db.read,
      parcels.map(({ id }) => id),
    );
    const lotsOf = (parcelId: string) =>
      picks.flatMap(({ lineId, lotNo, expires, quantity }) => {
        const line = lines.find((each) => each.id === lineId && each.parcelId === parcelId);
        return line ? [{ name: `${line.name} ${line.strength} ${line.pack}`, lotNo, expires, quantity }] : [];
      });
    return parcels.map(({ id, parcelNo, orderId, storeId, status, pickedBy, sealNo, deliveredAt }) => ({
      ...{ id, parcelNo, status, pickedBy, sealNo, deliveredAt },
      orderNo: orders.get(orderId)?.orderNo ?? '',
      mode: orders.get(orderId)?.mode ?? 'instant',
      storeName: stores.get(storeId)?.name ?? '',
      lots: lotsOf(id),
    }));
  };

const DESTROYED = {
  text: '收货信息已按保存期限销毁',
  point: { lng: 0, lat: 0 },
  contactName: '已销毁',
  phone: '10000000000',
};

/** After the record's term: what was sold stays in the books, who got it where does not. */
export const forgetBuyer =
  ({ crypto }: Pick<Deps, 'crypto'>) =>
  async (tx: Tx, orderId: string): Promise<void> => {
    const address = sealAddress(crypto, orderId, DESTROYED);
    await tx.update(orderTable, { id: orderId }, { address, destinationLng: 0, destinationLat: 0 });
  };
