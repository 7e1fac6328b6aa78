import { z } from 'zod';
import { Id, endpoint, number } from '../kernel/endpoint.ts';
import { SentPoint } from '../kernel/geo.ts';
import { Fen } from '../kernel/money.ts';
import { problems } from '../kernel/problem.ts';
import { Instant, LocalDate } from '../kernel/time.ts';

/** How an order reaches the person: 即时配送, 预约送货, 自提. */
export const FulfilmentMode = z.enum(['instant', 'scheduled', 'pickup']);
export type FulfilmentMode = z.infer<typeof FulfilmentMode>;
export const fulfilmentModeText: Record<FulfilmentMode, string> = {
  instant: '即时配送',
  scheduled: '预约送货',
  pickup: '到店自提',
};

/** An hour in which a delivery is wanted. */
export const Slot = z.strictObject({ from: Instant, to: Instant });
export type Slot = z.infer<typeof Slot>;

export const BasketLine = z.strictObject({ drugId: Id, quantity: z.int().min(1).max(20) });
export type BasketLine = z.infer<typeof BasketLine>;

/** One parcel of a plan: what one store sends, with its bill. */
export const PlanParcel = z.object({
  storeId: Id,
  storeName: z.string(),
  distanceM: z.int(),
  etaMinutes: z.int(),
  lines: z.array(
    z.object({
      drugId: Id,
      name: z.string(),
      strength: z.string(),
      pack: z.string(),
      quantity: z.int(),
      unitPriceFen: Fen,
      lineFen: Fen,
      /** 划线价: the lowest deal of the seven days before this price began; only when that is more (regulation row 16). */
      wasPriceFen: Fen.optional(),
    }),
  ),
  goodsFen: Fen,
  couponCode: z.string().nullable(),
  couponTitle: z.string().nullable(),
  couponOffFen: Fen,
  /** From the store's free-delivery threshold on both fees are 0 (满额免配送费和包装费). */
  deliveryFeeFen: Fen,
  packagingFeeFen: Fen,
  payableFen: Fen,
});
export type PlanParcel = z.infer<typeof PlanParcel>;

/** One way to buy the whole basket. */
export const PlanOption = z.object({
  key: z.string(),
  /** Why it is offered: 最省, 最快, 最少包裹; several when one plan is best in several ways. */
  labels: z.array(z.enum(['cheapest', 'fastest', 'fewest_parcels', 'best_single', 'between'])),
  parcels: z.array(PlanParcel),
  platformCouponCode: z.string().nullable(),
  platformCouponTitle: z.string().nullable(),
  platformCouponOffFen: Fen,
  totalFen: Fen,
  etaMinutes: z.int(),
  /** Against the best single store; 0 when it is the best single store or there is none. */
  savingFen: z.int(),
  /** 「分两家买省 6.30 元，多等 9 分钟」 */
  why: z.string(),
  /** The optimiser proved that no cheaper plan exists within this option's limits. */
  proven: z.boolean(),
});
export type PlanOption = z.infer<typeof PlanOption>;

/** Another pack of the same ingredient, strength and form. It is offered, never put in by itself. */
export const EqualDrug = z.object({
  drugId: Id,
  name: z.string(),
  strength: z.string(),
  pack: z.string(),
  /** 批准文号: what tells one maker's product from another's. */
  approvalNo: z.string(),
  /** The nearest store that has enough of it, its distance and what it asks. */
  storeName: z.string(),
  distanceM: z.int(),
  priceFen: Fen,
});
export type EqualDrug = z.infer<typeof EqualDrug>;

export const Plan = z.object({
  id: Id,
  /** What its fees and times were computed for. */
  mode: FulfilmentMode,
  /** Only of `scheduled`: when it is to come. */
  slot: Slot.optional(),
  options: z.array(PlanOption),
  /** Drugs that nobody around has in this quantity, so that no plan exists; `equal` never for prescription drugs. */
  missing: z.array(z.object({ drugId: Id, name: z.string(), equal: z.array(EqualDrug).optional() })),
  /** Why there is no option although nothing (or not only something) is missing, as a sentence; null otherwise. */
  note: z.string().nullable(),
  /** What the whole basket would cost at an online channel, to compare with; those ship by post and are not ordered here. */
  channelQuotes: z.array(
    z.object({
      name: z.string(),
      totalFen: Fen.nullable(),
      etaMinutes: z.int(),
      missing: z.array(z.string()),
    }),
  ),
  /** Prices and fees of the plan are held until then. */
  lockedUntil: Instant,
});
export type Plan = z.infer<typeof Plan>;

/** Step 3. Prescription drugs are allowed only with `prescriptionId`, and only what it covers. */
export const makePlan = endpoint({
  method: 'POST',
  path: '/pricing/plans',
  summary: '智能比价:最省、最快、最少包裹的购买方案',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({
    lines: z.array(BasketLine).min(1).max(10),
    destination: SentPoint,
    mode: FulfilmentMode.default('instant'),
    /** Only with `scheduled`, one of `listSlots`. */
    slot: Slot.optional(),
    prescriptionId: Id.optional(),
  }),
  output: Plan,
});

export const listSlots = endpoint({
  method: 'GET',
  path: '/pricing/slots',
  summary: '可预约的送货时段(48 小时内，附近有门店营业)',
  access: ['patient'],
  owner: 'anyone',
  input: z.strictObject({ lng: number(), lat: number() }),
  output: z.object({ items: z.array(Slot.extend({ stores: z.int() })) }),
});

/** One thing that costs another amount than it did. */
export const PriceChange = z.object({ name: z.string(), oldFen: z.int(), newFen: z.int() });
export type PriceChange = z.infer<typeof PriceChange>;

/** What is new between an option as it was shown and as it is now. */
export const OptionChanges = z.object({
  oldTotalFen: Fen,
  newTotalFen: Fen,
  lines: z.array(PriceChange),
  /** Titles of coupons that no longer count. */
  couponsGone: z.array(z.string()),
  /** Names of stores that it comes from now and did not before. */
  newStores: z.array(z.string()),
});
export type OptionChanges = z.infer<typeof OptionChanges>;

/** After PLAN_CHANGED, PLAN_EXPIRED or COUPON_GONE: the same wish, computed again. Consent is ordering with the new plan. */
export const renewPlan = endpoint({
  method: 'POST',
  path: '/pricing/plans/:id/renewals',
  summary: '按同样的清单重新锁价，并列出新旧价格',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ id: Id, optionKey: z.string().max(64) }),
  output: z.object({
    plan: Plan,
    /** The option that comes closest: the same stores where they still serve. Null when there is no plan any more. */
    optionKey: z.string().nullable(),
    changes: OptionChanges.nullable(),
  }),
});

export const getPlan = endpoint({
  method: 'GET',
  path: '/pricing/plans/:id',
  summary: '已锁价的购买方案',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ id: Id }),
  output: Plan,
});

export const Coupon = z.object({
  id: Id,
  code: z.string(),
  title: z.string(),
  scope: z.enum(['store', 'platform', 'channel', 'first_order', 'category']),
  sellerName: z.string().nullable(),
  category: z.string().nullable(),
  thresholdFen: Fen,
  offFen: Fen.nullable(),
  percentOff: z.int().nullable(),
  capFen: Fen.nullable(),
  validFrom: LocalDate,
  validUntil: LocalDate,
  /** May be used beside a coupon of another kind. */
  stackable: z.boolean(),
  used: z.boolean(),
  state: z.enum(['usable', 'waiting', 'used', 'expired']),
  /** How often this person may still use it. */
  left: z.int(),
  /** Why it cannot be used now, as a sentence; null while it can. */
  reason: z.string().nullable(),
});
export type Coupon = z.infer<typeof Coupon>;

export const listCoupons = endpoint({
  method: 'GET',
  path: '/pricing/coupons',
  summary: '我的优惠券',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({}),
  output: z.object({ items: z.array(Coupon) }),
});

export const pricingProblem = problems({
  PLAN_EXPIRED: [409, '方案价格已过期，请重新比价'],
  PLAN_CHANGED: [409, '有商品的价格或库存变了，请重新比价'],
  PLAN_NOT_FOUND: [404, '没有找到这个购买方案'],
  COUPON_GONE: [409, '有优惠券已经用过或不能用了，请重新比价'],
  SLOT_NOT_OFFERED: [422, '这个时段现在约不了，请换一个'],
  PRICE_JUMP: [409, '价格变动超过 30%，请再输入一次新价格确认'],
  PRICE_TIME_PAST: [422, '生效时间已经过去，不填就是立即生效'],
  PRICE_NOT_FOUND: [404, '没有找到这条价格'],
  COUPON_NOT_FOUND: [404, '没有找到这张优惠券'],
  COUPON_CODE_TAKEN: [409, '这个券码已经用过了，请换一个'],
  COUPON_OVER: [409, '这张券的有效期已经过了'],
  REPORT_NOT_FOUND: [404, '没有找到这条价格反馈'],
  REPORT_OPEN: [409, '这个价格您已经反馈过，请在原来的反馈里补充'],
  PRESCRIPTION_NEEDED: [422, '购物清单里有处方药，需要先通过药师审方'],
});
