import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { Gcj02Point, SentPoint } from '../kernel/geo.ts';
import { Fen } from '../kernel/money.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { Instant } from '../kernel/time.ts';
import { DosageForm, DrugClass } from '../catalogue/contract.ts';
import { FulfilmentMode, Slot } from '../pricing/contract.ts';
import { AfterSale, CancelReason, Due, RecalledUnits, Shortage } from './changes.ts';

export const OrderStatus = z.enum(['unpaid', 'paid', 'completed', 'cancelled', 'refunding', 'refunded']);
export type OrderStatus = z.infer<typeof OrderStatus>;
export const OrderEvent = z.enum(['pay', 'complete', 'cancel', 'expire', 'refunded']);
export type OrderEvent = z.infer<typeof OrderEvent>;
export const orderStatusText: Record<OrderStatus, string> = {
  unpaid: '待付款',
  paid: '进行中',
  completed: '已完成',
  cancelled: '已取消',
  refunding: '退款中',
  refunded: '已退款',
};

export const ParcelStatus = z.enum([
  'waiting',
  /** Paid, for a time slot that has not come near yet. */
  'scheduled',
  'to_pick',
  'picked',
  'sealed',
  'on_the_way',
  'delivered',
  'cancelled',
  /** On its way back to the shelf, or already in the store and not yet checked. */
  'returning',
  'returned',
  /** Never came back to the store; two people closed it. */
  'lost',
]);
export type ParcelStatus = z.infer<typeof ParcelStatus>;
export const ParcelEvent = z.enum([
  'release',
  'schedule',
  'pick',
  'seal',
  'hand_over',
  'deliver',
  'collect',
  'cancel',
  'refuse',
  'call_back',
  'check_in',
  'lose',
]);
export type ParcelEvent = z.infer<typeof ParcelEvent>;
export const parcelStatusText: Record<ParcelStatus, string> = {
  waiting: '待付款',
  scheduled: '已预约，到时配药',
  to_pick: '待拣货',
  picked: '已拣货',
  sealed: '已封签',
  on_the_way: '配送中',
  delivered: '已送达',
  cancelled: '已取消',
  returning: '待验收退回',
  returned: '已退回药店',
  lost: '退回途中丢失',
};

/** Where to bring it. Stored encrypted; riders see the address only while they carry the parcel. */
export const Address = z.strictObject({
  text: z.string().trim().min(4).max(120),
  point: SentPoint,
  contactName: z.string().trim().min(1).max(20),
  phone: z.string().regex(/^1\d{10}$/),
});
export type Address = z.infer<typeof Address>;

export const OrderLine = z.object({
  id: Id,
  drugId: Id,
  name: z.string(),
  strength: z.string(),
  pack: z.string(),
  class: DrugClass,
  picture: DosageForm.nullable(),
  quantity: z.int(),
  /** Of these, units the store turned out not to have and that were refunded. */
  shortQuantity: z.int(),
  unitPriceFen: Fen,
  lineFen: Fen,
});

export const Parcel = z.object({
  id: Id,
  /** Number read aloud and printed on the label; the rider knows the parcel only by it. */
  parcelNo: z.string(),
  storeId: Id,
  storeName: z.string(),
  storePoint: Gcj02Point.nullable(),
  status: ParcelStatus,
  sealNo: z.string().nullable(),
  lines: z.array(OrderLine),
  goodsFen: Fen,
  couponOffFen: Fen,
  deliveryFeeFen: Fen,
  packagingFeeFen: Fen,
  payableFen: Fen,
  /** The code the person tells the rider at the door; shown only to the person who ordered, while on the way. */
  receiptCode: z.string().nullable(),
  /** For collecting at the counter: shown once the parcel is ready, to the person who ordered alone. */
  pickupCode: z.string().nullable(),
  /** Three wrong codes at the counter: a second member of staff, or a new code, opens it again. */
  pickupLocked: z.boolean(),
  /** Kept at the counter until then. */
  pickupBefore: Instant.nullable(),
  deliveryId: Id.nullable(),
});
export type Parcel = z.infer<typeof Parcel>;

export const OrderRefund = z.object({
  id: Id,
  amountFen: Fen,
  reason: z.string(),
  status: z.enum(['requested', 'succeeded']),
  requestedAt: Instant,
  succeededAt: Instant.nullable(),
});

export const Order = z.object({
  id: Id,
  /** Number people read aloud. */
  orderNo: z.string(),
  status: OrderStatus,
  parcels: z.array(Parcel),
  address: Address,
  goodsFen: Fen,
  couponOffFen: Fen,
  deliveryFeeFen: Fen,
  packagingFeeFen: Fen,
  totalFen: Fen,
  savingFen: z.int(),
  prescriptionId: Id.nullable(),
  mode: FulfilmentMode,
  slot: Slot.nullable(),
  /** Goods that are not there, and what was or can be chosen instead. */
  shortages: z.array(Shortage),
  /** A delivery fee asked for after paying; the order is not delivered before it is paid. */
  due: Due.nullable(),
  refunds: z.array(OrderRefund),
  afterSales: z.array(AfterSale),
  recalled: z.array(RecalledUnits),
  placedAt: Instant,
  /** Unpaid orders end then and give everything back. */
  payBefore: Instant,
  paidAt: Instant.nullable(),
  completedAt: Instant.nullable(),
  timeline: z.array(z.object({ at: Instant, text: z.string() })),
});
export type Order = z.infer<typeof Order>;

export const placeOrder = endpoint({
  method: 'POST',
  path: '/orders',
  summary: '按锁价方案下单并预留库存',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({
    planId: Id,
    optionKey: z.string().max(64),
    address: Address,
    /** The person confirmed: drugs are not taken back without a quality reason (GSP, shown before paying). */
    acceptsNoReturn: z.literal(true),
  }),
  output: Order,
});

const OrderId = z.strictObject({ id: Id });

export const getOrder = endpoint({
  method: 'GET',
  path: '/orders/:id',
  summary: '订单详情',
  access: ['patient'],
  owner: 'caller',
  input: OrderId,
  output: Order,
});

export const listOrders = endpoint({
  method: 'GET',
  path: '/orders',
  summary: '我的订单',
  access: ['patient'],
  owner: 'caller',
  input: PageInput.strict(),
  output: pageOf(Order),
});

export const cancelOrder = endpoint({
  method: 'POST',
  path: '/orders/:id/cancel',
  summary: '取消订单(未付款直接取消，付过款按退款规则原路退回)',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: OrderId.extend({ reason: CancelReason.optional() }),
  output: Order,
});

export { orderProblem } from './problems.ts';
