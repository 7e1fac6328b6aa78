import { Between, In, LessThanOrEqual, MoreThan } from 'typeorm';
import { boundingBox, type Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { Instant, LocalDate } from '@xinglin/shared/kernel/time';
import type { DayHours, Exceptions, FridgeReading, StoreFacts } from '@xinglin/shared/store/rules';
import { column, entity, nullable } from '../../kernel/entity.ts';
import type { Tx } from '../../kernel/database.ts';
import { storeFridgeTable } from './fridge/store.ts';

export type StoreRow = Omit<StoreFacts, 'point' | 'fridge' | 'exceptions'> & {
  lng: number;
  lat: number;
  /** One of our own, or a partner's. */
  kind: 'own' | 'partner';
  updatedAt: Instant;
};

export const storeTable = entity<StoreRow>(
  'store',
  {
    id: column.id('public'),
    code: column.string(32, 'public'),
    name: column.string(60, 'public'),
    kind: column.string(8, 'public'),
    address: column.string(120, 'public'),
    lng: column.double('public'),
    lat: column.double('public'),
    phone: column.string(32, 'public'),
    opens: column.string(5, 'public'),
    closes: column.string(5, 'public'),
    closedWeekdays: column.json('public'),
    licenceNo: column.string(60, 'public'),
    licenceExpires: column.date('public'),
    scope: column.json('public'),
    pharmacists: column.json('personal'),
    pickMinutes: column.int('public'),
    deliveryFeeFen: column.int('public'),
    freeDeliveryFen: nullable(column.int('public')),
    deliveryRadiusM: column.int('public'),
    minOrderFen: column.int('public'),
    packagingFeeFen: column.int('public'),
    coldChain: column.flag('internal'),
    updatedAt: column.instant(),
  },
  { unique: [['code']], index: [['lat', 'lng'], ['updatedAt']] },
);

/** Hours of one day that differ from the usual; both null: closed. `day` is a date, or `holiday` for all statutory holidays. */
export type StoreDayRow = { storeId: string; day: LocalDate; opens: string | null; closes: string | null };
export const storeDayTable = entity<StoreDayRow>(
  'store_day',
  {
    storeId: column.id('public'),
    day: column.string(10, 'public'),
    opens: nullable(column.string(5, 'public')),
    closes: nullable(column.string(5, 'public')),
  },
  { key: ['storeId', 'day'] },
);

/** Somebody waits for a drug around a place. One row a person and drug; told once, then gone. `told`: from before they went. */
export type ArrivalWatchRow = {
  personId: string;
  drugId: string;
  lng: number;
  lat: number;
  radiusM: number;
  state: 'waiting' | 'told';
  createdAt: Instant;
  expiresAt: Instant;
};
export const arrivalWatchTable = entity<ArrivalWatchRow>(
  'arrival_watch',
  {
    personId: column.id('personal'),
    drugId: column.id('health'),
    lng: column.double('location'),
    lat: column.double('location'),
    radiusM: column.int('location'),
    state: column.string(8),
    createdAt: column.instant(),
    expiresAt: column.instant(),
  },
  { key: ['personId', 'drugId'], index: [['drugId', 'state', 'expiresAt']] },
);

/** Changes with every import of stores: tells a copy in memory that it is stale. */
export async function storeStamp(tx: Tx): Promise<string> {
  const stamp = await tx
    .createQueryBuilder(storeTable, 's')
    .select('COUNT(*)', 'count')
    .addSelect('MAX(s.updatedAt)', 'latest')
    .getRawOne<{ count: number | string; latest: string | null }>();
  return `${stamp?.count ?? 0} ${stamp?.latest ?? ''}`;
}

const hoursOf = ({ opens, closes }: StoreDayRow): DayHours =>
  opens === null || closes === null ? null : { opens, closes };

/** Reads stores inside `tx`. Holds no rules. */
export function storeStore(tx: Tx) {
  /** Rows with what other tables say about these stores. */
  async function facts(rows: StoreRow[]): Promise<StoreFacts[]> {
    if (rows.length === 0) return [];
    const storeId = In(rows.map(({ id }) => id));
    const days = await tx.findBy(storeDayTable, { storeId });
    const fridges = await tx.findBy(storeFridgeTable, { storeId });
    const exceptionsOf = new Map<string, Record<string, DayHours>>();
    for (const row of days)
      exceptionsOf.set(row.storeId, { ...exceptionsOf.get(row.storeId), [row.day]: hoursOf(row) });
    const fridgeOf = new Map(fridges.map(({ storeId: id, ...reading }) => [id, reading]));
    return rows.map(({ lng, lat, kind: _, updatedAt: __, ...row }) => {
      const exceptions: Exceptions | undefined = exceptionsOf.get(row.id);
      const fridge: FridgeReading | undefined = fridgeOf.get(row.id);
      return { ...row, point: { lng, lat }, ...(exceptions && { exceptions }), ...(fridge && { fridge }) };
    });
  }
  return {
    all: async (): Promise<StoreFacts[]> => facts(await tx.find(storeTable, { order: { code: 'ASC' } })),

    byIds: async (ids: string[]): Promise<StoreFacts[]> =>
      ids.length === 0 ? [] : facts(await tx.findBy(storeTable, { id: In(ids) })),

    byCodes: async (codes: string[]): Promise<StoreFacts[]> =>
      codes.length === 0 ? [] : facts(await tx.findBy(storeTable, { code: In(codes) })),

    /** A superset of the stores within the radius: the box around the circle. */
    async inBox(point: Gcj02Point, radiusM: number): Promise<StoreFacts[]> {
      const { west, east, south, north } = boundingBox(point, radiusM);
      return facts(await tx.findBy(storeTable, { lat: Between(south, north), lng: Between(west, east) }));
    },

    /** Where every store is. */
    places: async (): Promise<{ id: string; point: Gcj02Point }[]> =>
      (await tx.find(storeTable, { select: { id: true, lng: true, lat: true } })).map(({ id, lng, lat }) => ({
        id,
        point: { lng, lat },
      })),
  };
}

/** Reads and writes who waits for what. */
export const arrivalStore = (tx: Tx) => ({
  waitingOf: (personId: string, at: Instant) =>
    tx.find(arrivalWatchTable, {
      where: { personId, state: 'waiting', expiresAt: MoreThan(at) },
      order: { createdAt: 'ASC' },
    }),
  /** Everybody who waits for one of these drugs; of every drug when none is named. */
  waitingFor: (drugIds: readonly string[], at: Instant) =>
    tx.findBy(arrivalWatchTable, {
      ...(drugIds.length > 0 && { drugId: In([...drugIds]) }),
      state: 'waiting',
      expiresAt: MoreThan(at),
    }),
  put: (row: ArrivalWatchRow) => tx.upsert(arrivalWatchTable, row, ['personId', 'drugId']),
  remove: (personId: string, drugId: string) => tx.delete(arrivalWatchTable, { personId, drugId }),
  /** Told, so who waited for what, and where, is kept no longer. False when somebody else has told them already. */
  async endTold(personId: string, drugId: string): Promise<boolean> {
    const { affected } = await tx.delete(arrivalWatchTable, { personId, drugId, state: 'waiting' });
    return affected === 1;
  },
  removeOver: (drugId: string, at: Instant) =>
    tx.delete(arrivalWatchTable, { drugId, expiresAt: LessThanOrEqual(at) }),
});
