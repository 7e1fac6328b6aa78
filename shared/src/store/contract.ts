import { z } from 'zod';
import { Id, endpoint, list, number } from '../kernel/endpoint.ts';
import { Gcj02Point } from '../kernel/geo.ts';
import { Fen } from '../kernel/money.ts';
import { problems } from '../kernel/problem.ts';
import { Instant, LocalDate } from '../kernel/time.ts';

export const StoreScope = z.enum(['otc', 'rx', 'chinese_patent', 'refrigerated', 'device']);
export type StoreScope = z.infer<typeof StoreScope>;

export const Store = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  address: z.string(),
  point: Gcj02Point,
  phone: z.string(),
  /** `08:00`–`22:00`; `00:00`–`24:00` is round the clock; closes ≤ opens means past midnight. */
  opens: z.string(),
  closes: z.string(),
  openNow: z.boolean(),
  /** When closed: the next opening, in words (明天 08:00 开门). */
  opensNext: z.string().nullable(),
  pharmacistOnDuty: z.boolean(),
  licenceNo: z.string(),
  licenceExpires: LocalDate,
  scope: z.array(StoreScope),
  deliveryFeeFen: Fen,
  freeDeliveryFen: Fen.nullable(),
  minOrderFen: Fen,
  packagingFeeFen: Fen,
  deliveryRadiusM: z.int(),
  pickMinutes: z.int(),
});
export type Store = z.infer<typeof Store>;

export const getStore = endpoint({
  method: 'GET',
  path: '/stores/:id',
  summary: '门店信息与许可证',
  access: ['patient', 'rider', 'pharmacist', 'store_staff', 'compliance_officer'],
  owner: 'anyone',
  input: z.strictObject({ id: Id }),
  output: Store,
});

/** One drug of the basket at one store. */
export const NearbyLine = z.object({
  drugId: Id,
  available: z.int().min(0),
  priceFen: Fen.nullable(),
  /** When this figure was last confirmed by a movement or a count. */
  asOf: Instant.nullable(),
  /** Older than ten minutes: shown as 待确认. */
  stale: z.boolean(),
});

export const NearbyStore = z.object({
  store: Store,
  distanceM: z.int().min(0),
  lines: z.array(NearbyLine),
  hasAll: z.boolean(),
  hasSome: z.boolean(),
  /** Minutes until the parcel could be at the person's door: picking, hand-over and ride. */
  etaMinutes: z.int(),
});
export type NearbyStore = z.infer<typeof NearbyStore>;

/** Step 2: stores within the radius that really have it, by distance. `drugIds` empty: all open stores. */
export const findNearbyStores = endpoint({
  method: 'GET',
  path: '/stores/nearby',
  summary: '附近现在真有货的门店',
  access: ['patient'],
  owner: 'anyone',
  input: z.strictObject({
    lng: number().min(73).max(136),
    lat: number().min(3).max(54),
    radiusM: number().int().min(100).max(10_000).default(3_000),
    drugIds: list(Id).default([]),
    /** Quantities in the order of `drugIds`; one each when left out. */
    quantities: list(z.string().regex(/^\d{1,3}$/)).default([]),
    sort: z.enum(['distance', 'ready', 'price']).default('distance'),
  }),
  output: z.object({
    /** The radius that was searched; wider than asked when nobody within had it. */
    radiusM: z.int(),
    widened: z.boolean(),
    stores: z.array(NearbyStore),
  }),
});

export const storeProblem = problems({
  STORE_NOT_FOUND: [404, '没有找到这家门店'],
  STORE_CLOSED: [409, '门店刚刚打烊，请选择其他门店'],
});
