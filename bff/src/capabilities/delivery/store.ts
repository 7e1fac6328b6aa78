import { deliveryProblem, type DeliveryStatus } from '@xinglin/shared/delivery/contract';
import type { MeasuredPoint } from '@xinglin/shared/delivery/rules';
import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { Instant } from '@xinglin/shared/kernel/time';
import { In } from 'typeorm';
import { isDuplicate, type Tx } from '../../kernel/database.ts';
import { column, entity, nullable } from '../../kernel/entity.ts';

export type DeliveryRow = {
  id: string;
  parcelId: string;
  parcelNo: string;
  orderId: string;
  storeId: string;
  patientId: string;
  riderId: string | null;
  status: DeliveryStatus;
  /** Raised by every move; an update names the one it read, so of ten riders at once one wins. */
  version: number;
  /** The planned way from the store to the door. */
  route: Gcj02Point[];
  distanceM: number;
  rideSeconds: number;
  feeFen: number;
  offeredAt: Instant;
  promisedAt: Instant;
  acceptedAt: Instant | null;
  arrivedAt: Instant | null;
  pickedUpAt: Instant | null;
  deliveredAt: Instant | null;
  positionToldAt: Instant | null;
};

export const deliveryTable = entity<DeliveryRow>(
  'delivery',
  {
    id: column.id(),
    parcelId: column.id(),
    parcelNo: column.string(40),
    orderId: column.id(),
    storeId: column.id(),
    patientId: column.id(),
    riderId: nullable(column.id()),
    status: column.string(16),
    version: column.int(),
    route: column.json('location'),
    distanceM: column.int(),
    rideSeconds: column.int(),
    feeFen: column.int(),
    offeredAt: column.instant(),
    promisedAt: column.instant(),
    acceptedAt: nullable(column.instant()),
    arrivedAt: nullable(column.instant()),
    pickedUpAt: nullable(column.instant()),
    deliveredAt: nullable(column.instant()),
    positionToldAt: nullable(column.instant()),
  },
  {
    unique: [['parcelId']],
    index: [['status', 'offeredAt'], ['riderId', 'status'], ['riderId', 'deliveredAt'], ['orderId']],
  },
);

export type RiderStateRow = {
  riderId: string;
  online: boolean;
  lng: number | null;
  lat: number | null;
  /** When the point was measured. */
  pointAt: Instant | null;
};

export const riderStateTable = entity<RiderStateRow>(
  'rider_state',
  {
    riderId: column.id(),
    online: column.flag(),
    lng: nullable(column.double('location')),
    lat: nullable(column.double('location')),
    pointAt: nullable(column.instant()),
  },
  { key: ['riderId'] },
);

export type RiderPositionRow = {
  id: string;
  deliveryId: string;
  at: Instant;
  lng: number;
  lat: number;
  accuracyM: number;
};

/** Append-only while a parcel is carried; thinned after thirty days. */
export const riderPositionTable = entity<RiderPositionRow>(
  'rider_position',
  {
    id: column.id(),
    deliveryId: column.id(),
    at: column.instant(),
    lng: column.double('location'),
    lat: column.double('location'),
    accuracyM: column.double('location'),
  },
  { index: [['deliveryId', 'at']] },
);

const IN_HAND: DeliveryStatus[] = ['accepted', 'at_store', 'picked_up', 'returning'];

/** Reads and writes deliveries inside `tx`. Holds no rules. */
export const deliveryStore = (tx: Tx) => ({
  /** False when the parcel has a delivery already. */
  async insert(row: DeliveryRow): Promise<boolean> {
    try {
      await tx.insert(deliveryTable, row);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  },
  async get(id: string): Promise<DeliveryRow> {
    const row = await tx.findOneBy(deliveryTable, { id });
    if (!row) throw deliveryProblem('DELIVERY_NOT_FOUND');
    return row;
  },
  async update(read: DeliveryRow, changes: Partial<DeliveryRow>): Promise<boolean> {
    const { affected } = await tx
      .createQueryBuilder()
      .update(deliveryTable)
      .set({ ...changes, version: read.version + 1 })
      .where('id = :id AND status = :from AND version = :version', {
        id: read.id,
        from: read.status,
        version: read.version,
      })
      .execute();
    return affected === 1;
  },
  existsFor: (parcelId: string) => tx.existsBy(deliveryTable, { parcelId }),
  ofParcels: (parcelIds: string[]): Promise<DeliveryRow[]> =>
    parcelIds.length === 0 ? Promise.resolve([]) : tx.findBy(deliveryTable, { parcelId: In(parcelIds) }),
  ofOrder: (orderId: string) => tx.findBy(deliveryTable, { orderId }),
  offered: (take: number) =>
    tx.find(deliveryTable, { where: { status: 'offered' }, order: { offeredAt: 'ASC', id: 'ASC' }, take }),
  inHandOf: (riderId: string) =>
    tx.find(deliveryTable, {
      where: { riderId, status: In(IN_HAND) },
      order: { promisedAt: 'ASC', id: 'ASC' },
    }),
  carriedBy: (riderId: string) => tx.findBy(deliveryTable, { riderId, status: 'picked_up' }),
  deliveredSince: (riderId: string, since: Instant) =>
    tx
      .createQueryBuilder(deliveryTable, 'd')
      .where('d.riderId = :riderId AND d.deliveredAt >= :since', { riderId, since })
      .getMany(),
  /** True when the patient was not told of a position after `before`; then notes that they are told `now`. */
  async noteTold(id: string, now: Instant, before: Instant): Promise<boolean> {
    const { affected } = await tx
      .createQueryBuilder()
      .update(deliveryTable)
      .set({ positionToldAt: now })
      .where("id = :id AND status = 'picked_up'", { id })
      .andWhere('(positionToldAt IS NULL OR positionToldAt <= :before)', { before })
      .execute();
    return affected === 1;
  },
});

/** Reads and writes where riders are. */
export const riderStore = (tx: Tx) => ({
  state: (riderId: string) => tx.findOneBy(riderStateTable, { riderId }),
  async setOnline(riderId: string, online: boolean): Promise<void> {
    const fresh = { riderId, online, lng: null, lat: null, pointAt: null };
    await tx.createQueryBuilder().insert().into(riderStateTable).values(fresh).orIgnore().execute();
    await tx.update(riderStateTable, { riderId }, { online });
  },
  /** False when the rider's point is no longer the one measured at `readAt`. */
  async setPoint(riderId: string, { lng, lat, at }: Gcj02Point & { at: Instant }, readAt: Instant | null) {
    const { affected } = await tx
      .createQueryBuilder()
      .update(riderStateTable)
      .set({ lng, lat, pointAt: at })
      .where('riderId = :riderId', { riderId })
      .andWhere(readAt === null ? 'pointAt IS NULL' : 'pointAt = :readAt', { readAt })
      .execute();
    return affected === 1;
  },
  append: (deliveryId: string, points: MeasuredPoint[], newId: () => string) =>
    tx.insert(
      riderPositionTable,
      points.map(({ at, lng, lat, accuracyM }) => ({ id: newId(), deliveryId, at, lng, lat, accuracyM })),
    ),
  way: (deliveryId: string) =>
    tx.find(riderPositionTable, { where: { deliveryId }, order: { at: 'ASC', id: 'ASC' } }),
  forget: (ids: string[]) =>
    ids.length === 0 ? Promise.resolve() : tx.delete(riderPositionTable, { id: In(ids) }).then(() => {}),
});
