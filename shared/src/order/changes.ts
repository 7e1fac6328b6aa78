import { z } from 'zod';
import { Id } from '../kernel/endpoint.ts';
import { Fen } from '../kernel/money.ts';
import { Instant } from '../kernel/time.ts';

/** What can still happen to an order after it was paid: goods that are not there, another way to get it, a complaint. */

export const ShortageStatus = z.enum(['asked', 'waiting', 'moved', 'refunded', 'ended']);
export type ShortageStatus = z.infer<typeof ShortageStatus>;
export const ShortageEvent = z.enum(['wait', 'move', 'refund', 'end']);
export type ShortageEvent = z.infer<typeof ShortageEvent>;

/** Why somebody gives an order up; told to the store and to who pays back, so it says nothing of a person's health. */
export const cancelReasonText = {
  changed_mind: '不想买了',
  wrong_goods: '药品或数量选错了',
  wrong_way: '地址或收货方式不对',
  too_slow: '等得太久',
} as const;
export const CancelReason = z.enum(
  Object.keys(cancelReasonText) as [keyof typeof cancelReasonText, ...(keyof typeof cancelReasonText)[]],
);
export type CancelReason = z.infer<typeof CancelReason>;

/** Why the shelf cannot give what the books say. */
export const ShortReason = z.enum(['not_found', 'damaged', 'near_expiry', 'recalled']);
export type ShortReason = z.infer<typeof ShortReason>;
export const shortReasonText: Record<ShortReason, string> = {
  not_found: '货架上找不到',
  damaged: '破损或污染',
  near_expiry: '近效期，不宜发出',
  recalled: '批号已召回',
};

export const OtherStore = z.object({ storeId: Id, storeName: z.string(), distanceM: z.int() });
export type OtherStore = z.infer<typeof OtherStore>;

export const Shortage = z.object({
  id: Id,
  parcelId: Id,
  lineId: Id,
  name: z.string(),
  quantity: z.int(),
  status: ShortageStatus,
  reason: ShortReason,
  /** Without an answer until then these units are refunded. */
  answerBefore: Instant,
  /** What comes back when the person takes the money. */
  refundFen: Fen,
  /** Stores that had all of it when the question was asked; the price stays the same. */
  otherStores: z.array(OtherStore),
});
export type Shortage = z.infer<typeof Shortage>;

/** An amount asked for after the order was paid, and paid as the order was. */
export const Due = z.object({
  id: Id,
  amountFen: Fen,
  reason: z.string(),
  payBefore: Instant,
});
export type Due = z.infer<typeof Due>;

export const AfterSaleReason = z.enum([
  'damaged',
  'expired',
  'wrong_item',
  'missing',
  'abnormal',
  'recalled',
  'no_reason',
]);
export type AfterSaleReason = z.infer<typeof AfterSaleReason>;
export const afterSaleReasonText: Record<AfterSaleReason, string> = {
  damaged: '包装破损、渗漏或污染',
  expired: '已过期或临近过期',
  wrong_item: '药品、规格与订单不符',
  missing: '少了药品',
  abnormal: '药品性状异常（变色、异味、潮解等）',
  recalled: '药品批号被召回',
  no_reason: '没有质量问题，不想要了',
};
export const AfterSaleStatus = z.enum(['submitted', 'refunding', 'refunded', 'rejected', 'withdrawn']);
export type AfterSaleStatus = z.infer<typeof AfterSaleStatus>;
export const AfterSaleEvent = z.enum(['accept', 'reject', 'withdraw', 'refunded']);
export type AfterSaleEvent = z.infer<typeof AfterSaleEvent>;
export const afterSaleStatusText: Record<AfterSaleStatus, string> = {
  submitted: '等待药店处理',
  refunding: '已受理，退款中',
  refunded: '已退款',
  rejected: '药店没有受理',
  withdrawn: '已撤回',
};

export const AfterSale = z.object({
  id: Id,
  lineId: Id,
  name: z.string(),
  quantity: z.int(),
  reason: AfterSaleReason,
  text: z.string(),
  status: AfterSaleStatus,
  amountFen: Fen,
  /** The store's words when it said no, or how to bring the goods back. */
  answer: z.string().nullable(),
  submittedAt: Instant,
  decidedAt: Instant.nullable(),
  /** When the store had the goods back, and destroyed them. */
  goodsBackAt: Instant.nullable(),
});
export type AfterSale = z.infer<typeof AfterSale>;

/** Units of a recalled lot that were received: their money comes back for the asking. */
export const RecalledUnits = z.object({ parcelId: Id, lineId: Id, name: z.string(), quantity: z.int() });
export type RecalledUnits = z.infer<typeof RecalledUnits>;

/** What the store reads of a complaint: no name and no address. */
export const StoreAfterSale = AfterSale.extend({ orderNo: z.string(), parcelId: Id, parcelNo: z.string() });
export type StoreAfterSale = z.infer<typeof StoreAfterSale>;

export const refusalReasonText = {
  seal_broken: '封签破损',
  wrong_item: '送错了',
  too_late: '送得太晚',
  cold_breach: '冷藏药品温度超标',
  changed_mind: '顾客不想要了',
  not_home: '联系不上顾客',
} as const;
export const RefusalReason = z.enum(
  Object.keys(refusalReasonText) as [keyof typeof refusalReasonText, ...(keyof typeof refusalReasonText)[]],
);
export type RefusalReason = z.infer<typeof RefusalReason>;

/** The second person's check of prescription drugs in a parcel. */
export const DispensingCheck = z.object({
  orderId: Id,
  checkedAt: Instant.nullable(),
  by: z.string().nullable(),
  /** Whoever looks at it picked it; somebody else has to check. */
  pickedByMe: z.boolean(),
});
export type DispensingCheck = z.infer<typeof DispensingCheck>;
