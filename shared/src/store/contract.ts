import { z } from 'zod';
import { Done, Id, endpoint, list, number } from '../kernel/endpoint.ts';
import { Gcj02Point } from '../kernel/geo.ts';
import { Fen } from '../kernel/money.ts';
import { problems } from '../kernel/problem.ts';
import { Instant, LocalDate, TimeOfDay } from '../kernel/time.ts';

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

/** Hours of one day that differ from the usual; both times null: closed. `holiday` stands for every statutory holiday. */
export const StoreDay = z.object({
  day: z.union([LocalDate, z.literal('holiday')]),
  opens: TimeOfDay.nullable(),
  closes: TimeOfDay.nullable(),
});
export type StoreDay = z.infer<typeof StoreDay>;

export const listStoreDays = endpoint({
  method: 'GET',
  path: '/stores/own/days',
  summary: '本店节假日与特殊营业时间',
  access: ['store_staff'],
  owner: 'store',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(StoreDay),
    /** The hours of any other day; 1 is Monday, 7 Sunday. */
    usual: z.object({ opens: TimeOfDay, closes: TimeOfDay, closedWeekdays: z.array(z.int()) }),
  }),
});

export const putStoreDay = endpoint({
  method: 'PUT',
  path: '/stores/own/days/:day',
  summary: '设置某天(或法定节假日)的营业时间,不填时间为休息',
  access: ['store_staff'],
  owner: 'store',
  input: StoreDay.strict().refine(({ opens, closes }) => (opens === null) === (closes === null), {
    message: '开门和关门时间要么都填，要么都不填',
  }),
  output: Done,
});

export const removeStoreDay = endpoint({
  method: 'DELETE',
  path: '/stores/own/days/:day',
  summary: '恢复某天的平常营业时间',
  access: ['store_staff'],
  owner: 'store',
  input: StoreDay.pick({ day: true }).strict(),
  output: Done,
});

/** `none` no fridge, `unmonitored` no reading ever, `healthy`, `alarm` out of 2–8 °C, `silent` nothing for ten minutes. */
export const ColdChainState = z.enum(['none', 'unmonitored', 'healthy', 'alarm', 'silent']);
const FridgeReading = z.object({ celsius: z.number(), at: Instant });
/** A stretch of time out of 2–8 °C. `endedAt` null: still going on; `handledAt` null: nobody has said yet what was done about it. */
export const FridgeAlarm = z.object({
  id: Id,
  startedAt: Instant,
  endedAt: Instant.nullable(),
  worstCelsius: z.number(),
  handledAt: Instant.nullable(),
  action: z.string().nullable(),
});
export type FridgeAlarm = z.infer<typeof FridgeAlarm>;
export const Fridge = z.object({
  state: ColdChainState,
  last: FridgeReading.nullable(),
  /** The latest readings, newest first; `device`: which sensor, null for a reading by hand or of a sensor that is gone. */
  readings: z.array(FridgeReading.extend({ device: z.string().nullable() })),
  /** The latest alarms, newest first. */
  alarms: z.array(FridgeAlarm),
  devices: z.array(z.object({ id: Id, label: z.string(), createdAt: Instant })),
});
export type Fridge = z.infer<typeof Fridge>;

export const getFridge = endpoint({
  method: 'GET',
  path: '/stores/own/fridge',
  summary: '本店冷藏柜状态与读数',
  access: ['store_staff'],
  owner: 'store',
  input: z.strictObject({}),
  output: Fridge,
});

const Celsius = z.number().min(-40).max(60);

export const recordFridge = endpoint({
  method: 'POST',
  path: '/stores/own/fridge/readings',
  summary: '人工登记冷藏柜温度',
  access: ['store_staff'],
  owner: 'store',
  input: z.strictObject({ celsius: Celsius }),
  output: Fridge,
});

export const handleFridgeAlarm = endpoint({
  method: 'POST',
  path: '/stores/own/fridge/alarms/:id/handle',
  summary: '登记冷藏柜超温的处置措施',
  access: ['store_staff'],
  owner: 'store',
  input: z.strictObject({ id: Id, action: z.string().trim().min(4).max(200) }),
  output: Fridge,
});

/** The key is shown once; afterwards only its hash is known. */
export const addFridgeDevice = endpoint({
  method: 'POST',
  path: '/stores/own/fridge/devices',
  summary: '登记温度传感器,返回仅显示一次的密钥',
  access: ['store_staff'],
  owner: 'store',
  input: z.strictObject({ label: z.string().trim().min(1).max(40) }),
  output: z.object({ id: Id, key: z.string() }),
});

export const removeFridgeDevice = endpoint({
  method: 'DELETE',
  path: '/stores/own/fridge/devices/:id',
  summary: '停用温度传感器',
  access: ['store_staff'],
  owner: 'store',
  input: z.strictObject({ id: Id }),
  output: Done,
});

/** Where sensors post `{ celsius, at? }` with their key in `x-device-key`; outside the API, as they are no person. */
export const FRIDGE_CALLBACK = '/callback/fridge';
export const FridgeReport = z.strictObject({ celsius: Celsius, at: Instant.optional() });

/** 到货通知: one message when a drug is within reach again. */
export const ArrivalWatch = z.object({
  drugId: Id,
  drugName: z.string(),
  radiusM: z.int(),
  expiresAt: Instant,
});
export type ArrivalWatch = z.infer<typeof ArrivalWatch>;

export const listArrivalWatches = endpoint({
  method: 'GET',
  path: '/arrivals',
  summary: '我的到货通知',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({}),
  output: z.object({ items: z.array(ArrivalWatch) }),
});

export const watchArrival = endpoint({
  method: 'PUT',
  path: '/arrivals/:drugId',
  summary: '订阅到货通知(每种药一次,30 天内有效)',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({
    drugId: Id,
    lng: z.number().min(73).max(136),
    lat: z.number().min(3).max(54),
    radiusM: z.int().min(100).max(10_000).default(10_000),
  }),
  output: ArrivalWatch,
});

export const unwatchArrival = endpoint({
  method: 'DELETE',
  path: '/arrivals/:drugId',
  summary: '取消到货通知',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ drugId: Id }),
  output: Done,
});

export const storeProblem = problems({
  STORE_NOT_FOUND: [404, '没有找到这家门店'],
  DEVICE_NOT_FOUND: [404, '没有找到这个传感器'],
  ALARM_NOT_FOUND: [404, '没有找到这次超温报警'],
  ALARM_HANDLED: [409, '这次超温已有同事登记过处置'],
  TOO_MANY_WATCHES: [409, '到货通知最多同时关注 20 种药，请先取消几种'],
  NOTHING_TO_WATCH: [422, '这个药品不能在线购买，无法订阅到货通知'],
  STORE_CLOSED: [409, '门店刚刚打烊，请选择其他门店'],
  LICENCE_ENDED: [409, '门店的经营许可证刚刚到期，请选择其他门店'],
  PHARMACIST_AWAY: [409, '门店的药师刚刚离岗，暂时不能卖处方药，请选择其他门店'],
  FRIDGE_NOT_COLD: [409, '门店的冷藏柜刚刚超温或停止上报，暂时不能卖冷藏药品，请选择其他门店'],
  DRUG_NOT_CARRIED: [409, '门店刚刚停止在线销售其中一种药，请选择其他门店'],
});
