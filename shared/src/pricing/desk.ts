import { z } from 'zod';
import { DrugClass } from '../catalogue/contract.ts';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { Fen } from '../kernel/money.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { Instant, LocalDate } from '../kernel/time.ts';

/** A change of more than this asks for a second look. */
export const PRICE_JUMP_PERCENT = 30;

/** One drug of the store's own price list. */
export const StorePrice = z.object({
  drugId: Id,
  name: z.string(),
  strength: z.string(),
  pack: z.string(),
  class: DrugClass,
  /** Null when no price is in force now. */
  priceFen: Fen.nullable(),
  since: Instant.nullable(),
  /** The 划线价 patients see beside it now. */
  wasPriceFen: Fen.nullable(),
  next: z.object({ priceFen: Fen, validFrom: Instant }).nullable(),
});
export type StorePrice = z.infer<typeof StorePrice>;

export const listStorePrices = endpoint({
  method: 'GET',
  path: '/store-prices',
  summary: '本店价格表',
  access: ['store_staff'],
  owner: 'store',
  input: PageInput.extend({ q: z.string().max(60).optional() }).strict(),
  output: pageOf(StorePrice),
});

export const PriceHistoryRow = z.object({
  id: Id,
  priceFen: Fen,
  validFrom: Instant,
  validUntil: Instant.nullable(),
  state: z.enum(['past', 'now', 'future', 'withdrawn']),
});
export type PriceHistoryRow = z.infer<typeof PriceHistoryRow>;

export const getPriceHistory = endpoint({
  method: 'GET',
  path: '/store-prices/:drugId',
  summary: '价格历史与划线价依据',
  access: ['store_staff'],
  owner: 'store',
  input: z.strictObject({ drugId: Id }),
  output: z.object({
    rows: z.array(PriceHistoryRow),
    /** What a price starting now would be compared with: the lowest deal of the last seven days; null when there was no price. */
    base: z.object({ fen: Fen, from: z.enum(['orders', 'history']) }).nullable(),
  }),
});

export const setStorePrice = endpoint({
  method: 'POST',
  path: '/store-prices/:drugId',
  summary: '改价，可指定生效时间',
  access: ['store_staff'],
  owner: 'store',
  idempotent: true,
  input: z.strictObject({
    drugId: Id,
    priceFen: z.int().min(1).max(10_000_000),
    /** Absent: from now on. */
    validFrom: Instant.optional(),
    /** The same price typed again; needed when it changes by more than 30 %. */
    confirmedFen: z.int().optional(),
  }),
  output: StorePrice,
});

export const withdrawStorePrice = endpoint({
  method: 'POST',
  path: '/store-prices/:drugId/withdrawals',
  summary: '撤回还没有生效的价格',
  access: ['store_staff'],
  owner: 'store',
  idempotent: true,
  input: z.strictObject({ drugId: Id, offerId: Id }),
  output: StorePrice,
});

const terms = {
  thresholdFen: Fen,
  /** Exactly one of the two: so much off, or so many percent. There is no other kind: no gifts, no buy-one-get-one. */
  offFen: z.int().min(1).max(10_000_000).nullable(),
  percentOff: z.int().min(1).max(99).nullable(),
  capFen: z.int().min(1).max(10_000_000).nullable(),
  perPerson: z.int().min(1).max(100),
};
type Terms = { offFen: number | null; percentOff: number | null; capFen: number | null };
const oneKind = ({ offFen, percentOff }: Terms) => (offFen === null) !== (percentOff === null);
const capFits = ({ percentOff, capFen }: Terms) => capFen === null || percentOff !== null;

export const CouponTerms = z
  .strictObject(terms)
  .refine(oneKind, '减多少钱和打多少折要填一个，也只能填一个')
  .refine(capFits, '只有折扣券才有封顶');
export type CouponTerms = z.infer<typeof CouponTerms>;

export const StoreCoupon = z.object({
  id: Id,
  code: z.string(),
  title: z.string(),
  ...terms,
  stackable: z.boolean(),
  validFrom: LocalDate,
  validUntil: LocalDate,
  state: z.enum(['draft', 'running', 'stopped']),
  /** Orders that used it. */
  uses: z.int(),
});
export type StoreCoupon = z.infer<typeof StoreCoupon>;

export const listStoreCoupons = endpoint({
  method: 'GET',
  path: '/store-coupons',
  summary: '本店优惠券',
  access: ['store_staff'],
  owner: 'store',
  input: PageInput.strict(),
  output: pageOf(StoreCoupon),
});

export const createStoreCoupon = endpoint({
  method: 'POST',
  path: '/store-coupons',
  summary: '新建本店优惠券(先存为未开始)',
  access: ['store_staff'],
  owner: 'store',
  idempotent: true,
  input: z
    .strictObject({
      code: z.string().regex(/^[A-Z0-9]{3,20}$/),
      title: z.string().trim().min(2).max(40),
      ...terms,
      stackable: z.boolean(),
      validFrom: LocalDate,
      validUntil: LocalDate,
    })
    .refine(oneKind, '减多少钱和打多少折要填一个，也只能填一个')
    .refine(capFits, '只有折扣券才有封顶')
    .refine(({ validFrom, validUntil }) => validUntil >= validFrom, '结束日期早于开始日期'),
  output: StoreCoupon,
});

export const previewStoreCoupon = endpoint({
  method: 'POST',
  path: '/store-coupons/previews',
  summary: '按最近 30 天的真实订单估算这张券花本店多少钱',
  access: ['store_staff'],
  owner: 'store',
  input: CouponTerms,
  output: z.object({
    days: z.int(),
    /** Paid parcels of this store in that time; 0: there is nothing to compute from. */
    orders: z.int(),
    /** Of these with prescription drugs, which no coupon applies to. */
    withRx: z.int(),
    qualifying: z.int(),
    /** People behind the qualifying ones. */
    people: z.int(),
    costFen: Fen,
    /** Goods of the qualifying ones before the coupon. */
    goodsFen: Fen,
  }),
});

export const startStoreCoupon = endpoint({
  method: 'POST',
  path: '/store-coupons/:id/start',
  summary: '开始发放优惠券',
  access: ['store_staff'],
  owner: 'store',
  idempotent: true,
  input: z.strictObject({ id: Id }),
  output: StoreCoupon,
});

export const stopStoreCoupon = endpoint({
  method: 'POST',
  path: '/store-coupons/:id/stop',
  summary: '停止优惠券(已锁价的方案仍然有效)',
  access: ['store_staff'],
  owner: 'store',
  idempotent: true,
  input: z.strictObject({ id: Id }),
  output: StoreCoupon,
});
