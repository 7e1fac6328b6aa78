import { z } from 'zod';
import { Done, Id, endpoint } from '../kernel/endpoint.ts';
import { Gcj02Point, SentPoint } from '../kernel/geo.ts';
import { Fen } from '../kernel/money.ts';
import { problems } from '../kernel/problem.ts';
import { Instant } from '../kernel/time.ts';
import { RefusalReason } from '../order/changes.ts';

export const DeliveryStatus = z.enum([
  'offered',
  'accepted',
  'at_store',
  'picked_up',
  'delivered',
  'cancelled',
  /** Not taken at the door, or called back: on its way to the store again. */
  'returning',
  'returned',
  'lost',
]);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;
export const DeliveryEvent = z.enum([
  'accept',
  'arrive',
  'pick_up',
  'deliver',
  'give_back',
  'cancel',
  'offer_again',
  'refuse',
  'call_back',
  'return',
  'lose',
]);
export type DeliveryEvent = z.infer<typeof DeliveryEvent>;
export const deliveryStatusText: Record<DeliveryStatus, string> = {
  offered: '正在派单',
  accepted: '骑手已接单，正赶往药店',
  at_store: '骑手已到店',
  picked_up: '骑手已取货，正在送来',
  delivered: '已送达',
  cancelled: '已取消',
  returning: '正在送回药店',
  returned: '已送回药店',
  lost: '未送回药店，已按丢失结案',
};

/** What a rider sees: a parcel number, never what is in it. The address appears after accepting, and goes away after delivery. */
export const RiderTask = z.object({
  id: Id,
  parcelNo: z.string(),
  status: DeliveryStatus,
  storeName: z.string(),
  storeAddress: z.string(),
  storePoint: Gcj02Point,
  destinationPoint: Gcj02Point.nullable(),
  destinationText: z.string().nullable(),
  /** Masked, `138****0001`. */
  contactPhone: z.string().nullable(),
  contactName: z.string().nullable(),
  distanceM: z.int(),
  feeFen: Fen,
  /** The store has sealed the parcel: it can be picked up. */
  ready: z.boolean(),
  offeredAt: Instant,
  promisedAt: Instant,
});
export type RiderTask = z.infer<typeof RiderTask>;

export const RiderDesk = z.object({
  online: z.boolean(),
  /** Why the rider can't go online (health certificate expired); null when nothing stands in the way. */
  blocked: z.string().nullable(),
  offers: z.array(RiderTask),
  tasks: z.array(RiderTask),
  doneToday: z.int(),
  earnedTodayFen: Fen,
});
export type RiderDesk = z.infer<typeof RiderDesk>;

export const getRiderDesk = endpoint({
  method: 'GET',
  path: '/rider/desk',
  summary: '骑手工作台:可抢的单与手上的单',
  access: ['rider'],
  owner: 'assigned',
  input: z.strictObject({}),
  output: RiderDesk,
});

export const setRiderOnline = endpoint({
  method: 'PUT',
  path: '/rider/online',
  summary: '上线或下线',
  access: ['rider'],
  owner: 'caller',
  input: z.strictObject({ online: z.boolean(), point: SentPoint.optional() }),
  output: RiderDesk,
});

const ById = z.strictObject({ id: Id });

export const acceptDelivery = endpoint({
  method: 'POST',
  path: '/rider/deliveries/:id/accept',
  summary: '接单(先到先得)',
  access: ['rider'],
  owner: 'anyone',
  idempotent: true,
  input: ById,
  output: RiderTask,
});

export const arriveAtStore = endpoint({
  method: 'POST',
  path: '/rider/deliveries/:id/arrive',
  summary: '到店',
  access: ['rider'],
  owner: 'assigned',
  idempotent: true,
  input: ById,
  output: RiderTask,
});

/** The seal number on the parcel must be the one the store registered. */
export const pickUpParcel = endpoint({
  method: 'POST',
  path: '/rider/deliveries/:id/pick-up',
  summary: '取货:核对封签号',
  access: ['rider'],
  owner: 'assigned',
  idempotent: true,
  input: z.strictObject({ id: Id, sealNo: z.string().trim().min(4).max(20) }),
  output: RiderTask,
});

export const deliverParcel = endpoint({
  method: 'POST',
  path: '/rider/deliveries/:id/deliver',
  summary: '送达:核对收货码',
  access: ['rider'],
  owner: 'assigned',
  idempotent: true,
  input: z.strictObject({ id: Id, receiptCode: z.string().regex(/^\d{4}$/) }),
  output: RiderTask,
});

/** At the door the parcel is not taken: it goes back to the store, which checks it. */
export const refuseAtDoor = endpoint({
  method: 'POST',
  path: '/rider/deliveries/:id/refuse',
  summary: '顾客拒收或联系不上:按原因送回药店',
  access: ['rider'],
  owner: 'assigned',
  idempotent: true,
  input: z.strictObject({ id: Id, reason: RefusalReason }),
  output: RiderTask,
});

export const giveBackDelivery = endpoint({
  method: 'POST',
  path: '/rider/deliveries/:id/give-back',
  summary: '取货前转单',
  access: ['rider'],
  owner: 'assigned',
  idempotent: true,
  input: z.strictObject({ id: Id, reason: z.string().trim().min(2).max(100) }),
  output: Done,
});

/** Points in the order they were measured; jumps faster than 25 m/s and points worse than 100 m are dropped. */
export const reportPosition = endpoint({
  method: 'POST',
  path: '/rider/positions',
  summary: '上报骑手位置(一次可补报多个点)',
  access: ['rider'],
  owner: 'caller',
  input: z.strictObject({
    points: z
      .array(
        z.strictObject({
          at: Instant,
          lng: z.number(),
          lat: z.number(),
          accuracyM: z.number().min(0).max(10_000),
        }),
      )
      .min(1)
      .max(50),
  }),
  output: z.object({ accepted: z.int() }),
});

/** What the patient may see of the delivery: the rider's place only between picking up and delivery. */
export const Tracking = z.object({
  deliveryId: Id,
  status: DeliveryStatus,
  riderName: z.string().nullable(),
  riderPhoneMasked: z.string().nullable(),
  riderPoint: Gcj02Point.nullable(),
  riderSeenAt: Instant.nullable(),
  /** The last point is older than 60 s: shown as 位置更新中. */
  stale: z.boolean(),
  storePoint: Gcj02Point,
  destination: Gcj02Point,
  route: z.array(Gcj02Point),
  promisedAt: Instant,
  etaAt: Instant.nullable(),
});
export type Tracking = z.infer<typeof Tracking>;

export const getTracking = endpoint({
  method: 'GET',
  path: '/deliveries/:id/tracking',
  summary: '配送进度与骑手位置',
  access: ['patient'],
  owner: 'caller',
  input: ById,
  output: Tracking,
});

export const deliveryProblem = problems({
  DELIVERY_NOT_FOUND: [404, '没有找到这个配送单'],
  DELIVERY_TAKEN: [409, '手慢了，这单已被其他骑手接走'],
  RIDER_OFFLINE: [409, '请先上线再接单'],
  RIDER_BLOCKED: [403, '健康证已过期，不能上线接单'],
  PARCEL_NOT_READY: [409, '药店还没有封签，请稍等'],
  SEAL_DOES_NOT_MATCH: [422, '封签号不符，请与店员核对，不要带走包裹'],
  RECEIPT_CODE_WRONG: [422, '收货码不正确'],
  RECEIPT_CODE_LOCKED: [423, '收货码错误次数过多，请联系客服'],
});
