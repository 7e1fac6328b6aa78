import { v7 as uuidv7 } from 'uuid';
import { deliveryProblem } from '@xinglin/shared/delivery/contract';
import { problem } from '@xinglin/shared/kernel/problem';
import type { Actor } from '../../kernel/actor.ts';
import type { Database } from '../../kernel/database.ts';
import { silentLive } from '../../kernel/live.ts';
import { publish } from '../../kernel/outbox.ts';
import type { OrderPaid } from '../order/events.ts';
import { delivery } from './index.ts';
import type { Deps, ParcelForDelivery, StoreForDelivery } from './ports.ts';

export const STORE: StoreForDelivery = {
  id: uuidv7(),
  name: '杏林大药房（徐家汇店）',
  address: '华山路 2038 号',
  point: { lng: 121.44, lat: 31.19 },
  pickMinutes: 15,
};
/** About 1.1 km due north of the store. */
export const DOOR = { lng: 121.44, lat: 31.2 };
export const RECEIPT_CODE = '4821';
/** Somewhere between store and door: `part` 0 is the store, 1 the door. */
export const onTheWay = (part: number) => ({ lng: 121.44, lat: 31.19 + part * 0.01 });

type Parcel = Omit<ParcelForDelivery, 'wanted'> & { drugs: string; unwanted?: boolean };

/** Deliveries in a small world: an order side that holds parcels, riders with certificates, a map with one straight road. */
export function deliveryWorld(db: Database) {
  const clock = { now: new Date('2026-11-22T02:00:00.000Z') };
  const live = silentLive();
  const parcels = new Map<string, Parcel>();
  const certificates = new Map<string, string>();
  /** The map would be asked again for a parcel that has its delivery. */
  const planned: string[] = [];
  let meanwhile = () => {};
  const find = (parcelId: string) => {
    const parcel = parcels.get(parcelId);
    if (!parcel) throw new Error('no such parcel');
    return parcel;
  };
  const deps: Deps = {
    db,
    now: () => clock.now,
    newId: () => uuidv7(),
    tell: (audience, event) => live.tell(audience, event),
    planner: {
      cycle: async (from, to) => {
        planned.push(JSON.stringify(to));
        meanwhile();
        meanwhile = () => {};
        return { metres: 1_200, seconds: 300, points: [from, onTheWay(0.5), to] };
      },
    },
    parcelForDelivery: async (parcelId) => {
      const parcel = parcels.get(parcelId);
      if (!parcel) return null;
      const inStore = ['to_pick', 'picked', 'sealed'].includes(parcel.status);
      return { ...parcel, wanted: inStore && !parcel.unwanted };
    },
    handOver: async (_tx, _actor, parcelId) => {
      if (find(parcelId).status !== 'sealed') throw problem('ILLEGAL_TRANSITION');
      find(parcelId).status = 'on_the_way';
    },
    deliver: async (_tx, _actor, parcelId) => void (find(parcelId).status = 'delivered'),
    refuse: async (_tx, _actor, parcelId) => void (find(parcelId).status = 'returning'),
    checkReceiptCode: async (_parcelId, code) => {
      if (code !== RECEIPT_CODE) throw deliveryProblem('RECEIPT_CODE_WRONG');
    },
    storesByIds: async (ids) => (ids.includes(STORE.id) ? [STORE] : []),
    riderOf: async (id) => {
      const expires = certificates.get(id);
      return expires === undefined ? null : { name: '马骏', phone: '199-0000-0201', expires };
    },
  };
  return {
    ...delivery(deps),
    clock,
    told: live.told,
    parcels,
    planned,
    /** Happens once, while the next way is planned. */
    whilePlanning: (fn: () => void) => void (meanwhile = fn),
    /** A health certificate valid until `expires`. */
    certify: (rider: Actor, expires = '2027-03-15') => void certificates.set(rider.id, expires),
    /** A parcel of a paid order, still to be picked; the news of it is in the outbox. */
    async paid(patient: Actor, given: Partial<Parcel> = {}) {
      const [parcelId, orderId] = [uuidv7(), uuidv7()];
      parcels.set(parcelId, {
        parcelNo: `P${parcels.size + 1001}`,
        orderId,
        patientId: patient.id,
        storeId: STORE.id,
        status: 'to_pick',
        sealNo: null,
        address: {
          text: '天钥桥路 333 弄 8 号 602 室',
          point: DOOR,
          contactName: '林晓',
          phone: '13812340001',
        },
        drugs: '阿莫西林胶囊',
        ...given,
      });
      const data = { patientId: patient.id, orderNo: 'N1', parcelIds: [parcelId], storeIds: [STORE.id] };
      await db.write((tx) => publish<OrderPaid>(tx, { name: 'order.paid', subject: orderId, data }));
      return { parcelId, orderId };
    },
    seal: (parcelId: string, sealNo = 'XL-000123') =>
      void parcels.set(parcelId, { ...find(parcelId), status: 'sealed', sealNo }),
  };
}
