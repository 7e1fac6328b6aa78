import { Between, In } from 'typeorm';
import { boundingBox, type Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { Instant } from '@xinglin/shared/kernel/time';
import type { StoreFacts } from '@xinglin/shared/store/rules';
import { column, entity, nullable } from '../../kernel/entity.ts';
import type { Tx } from '../../kernel/database.ts';

export type StoreRow = Omit<StoreFacts, 'point'> & {
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
  { unique: [['code']], index: [['lat', 'lng']] },
);

/** Reads stores inside `tx`. Holds no rules. */
export function storeStore(tx: Tx) {
  const facts = ({ lng, lat, kind: _, updatedAt: __, ...row }: StoreRow): StoreFacts => ({
    ...row,
    point: { lng, lat },
  });
  return {
    all: async (): Promise<StoreFacts[]> =>
      (await tx.find(storeTable, { order: { code: 'ASC' } })).map(facts),

    byIds: async (ids: string[]): Promise<StoreFacts[]> =>
      ids.length === 0 ? [] : (await tx.findBy(storeTable, { id: In(ids) })).map(facts),

    byCodes: async (codes: string[]): Promise<StoreFacts[]> =>
      codes.length === 0 ? [] : (await tx.findBy(storeTable, { code: In(codes) })).map(facts),

    /** A superset of the stores within the radius: the box around the circle. */
    async inBox(point: Gcj02Point, radiusM: number): Promise<StoreFacts[]> {
      const { west, east, south, north } = boundingBox(point, radiusM);
      return (await tx.findBy(storeTable, { lat: Between(south, north), lng: Between(west, east) })).map(
        facts,
      );
    },
  };
}
