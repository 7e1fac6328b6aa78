import { In } from 'typeorm';
import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { Instant, LocalDate } from '@xinglin/shared/kernel/time';
import type { Coupon, Plan } from '@xinglin/shared/pricing/contract';
import type { CouponState } from '@xinglin/shared/pricing/lifecycle';
import { column, entity, nullable } from '../../kernel/entity.ts';
import type { Tx } from '../../kernel/database.ts';

/** A price of one seller for one drug from a moment on. Old prices stay: that is the price history. */
export type OfferRow = {
  id: string;
  /** A store in `offer`, an online channel in `channel_offer`. */
  sellerId: string;
  drugId: string;
  priceFen: number;
  validFrom: Instant;
  /** Null: until another price takes over. */
  validUntil: Instant | null;
};
const offerEntity = (name: string) =>
  entity<OfferRow>(
    name,
    {
      id: column.id('public'),
      sellerId: column.id('public'),
      drugId: column.id('public'),
      priceFen: column.int('public'),
      validFrom: column.instant('public'),
      validUntil: nullable(column.instant('public')),
    },
    { unique: [['sellerId', 'drugId', 'validFrom']], index: [['drugId', 'sellerId']] },
  );
export const offerTable = offerEntity('offer');
export const channelOfferTable = offerEntity('channel_offer');
export type OfferTable = typeof offerTable;

/** An online shop we compare with. It ships by post; nothing is ordered there from here. */
export type ChannelRow = {
  id: string;
  code: string;
  name: string;
  deliveryFeeFen: number;
  freeDeliveryFen: number | null;
  minOrderFen: number;
  etaMinutes: number;
};
export const channelTable = entity<ChannelRow>(
  'channel',
  {
    id: column.id('public'),
    code: column.string(32, 'public'),
    name: column.string(60, 'public'),
    deliveryFeeFen: column.int('public'),
    freeDeliveryFen: nullable(column.int('public')),
    minOrderFen: column.int('public'),
    etaMinutes: column.int('public'),
  },
  { unique: [['code']] },
);

export type CouponRow = {
  id: string;
  code: string;
  title: string;
  scope: Coupon['scope'];
  storeId: string | null;
  channelId: string | null;
  category: string | null;
  thresholdFen: number;
  offFen: number | null;
  percentOff: number | null;
  capFen: number | null;
  /** May be used beside a coupon of another kind (a store's beside the platform's). */
  stackable: boolean;
  perPerson: number;
  validFrom: LocalDate;
  /** The day itself counts. */
  validUntil: LocalDate;
  state: CouponState;
};
export const couponTable = entity<CouponRow>(
  'coupon',
  {
    id: column.id('public'),
    code: column.string(32, 'public'),
    title: column.string(60, 'public'),
    scope: column.string(12, 'public'),
    storeId: nullable(column.id('public')),
    channelId: nullable(column.id('public')),
    category: nullable(column.string(20, 'public')),
    thresholdFen: column.int('public'),
    offFen: nullable(column.int('public')),
    percentOff: nullable(column.int('public')),
    capFen: nullable(column.int('public')),
    stackable: column.flag('public'),
    perPerson: column.int('public'),
    validFrom: column.date('public'),
    validUntil: column.date('public'),
    state: column.string(8, 'public'),
  },
  { unique: [['code']] },
);

/** What delivery costs up to that distance; beyond the last band of a store it does not deliver. */
export type BandRow = { storeId: string; uptoM: number; feeFen: number };
export const bandTable = entity<BandRow>(
  'delivery_band',
  { storeId: column.id('public'), uptoM: column.int('public'), feeFen: column.int('public') },
  { key: ['storeId', 'uptoM'] },
);

export type CouponUseRow = {
  id: string;
  couponId: string;
  /** What the limit is counted over: the coupon, or `first_order` for all coupons of that kind. */
  limitKey: string;
  patientId: string;
  /** 0 … limit − 1; the unique key over it is what holds the limit. */
  slot: number;
  orderId: string;
  usedAt: Instant;
};
export const couponUseTable = entity<CouponUseRow>(
  'coupon_use',
  {
    id: column.id(),
    couponId: column.id(),
    limitKey: column.string(36),
    patientId: column.id('personal'),
    slot: column.int(),
    orderId: column.id(),
    usedAt: column.instant(),
  },
  { unique: [['patientId', 'limitKey', 'slot']], index: [['orderId']] },
);

/** A comparison whose prices are held. `destination` is where it was made for. */
export type PlanRow = {
  id: string;
  patientId: string;
  plan: Omit<Plan, 'id' | 'lockedUntil'>;
  destination: Gcj02Point;
  prescriptionId: string | null;
  lockedUntil: Instant;
  usedAt: Instant | null;
};
export const planTable = entity<PlanRow>(
  'purchase_plan',
  {
    id: column.id(),
    patientId: column.id('personal'),
    plan: column.json('health'),
    destination: column.json('location'),
    prescriptionId: nullable(column.id('health')),
    lockedUntil: column.instant(),
    usedAt: nullable(column.instant()),
  },
  { index: [['patientId', 'id']] },
);

const offerQueries = (tx: Tx) => ({
  /** Offers in force at the moment, those that began last come last. Without sellers: of all sellers. */
  async offersInForce(table: OfferTable, drugIds: string[], at: Instant, sellerIds?: string[]) {
    if (drugIds.length === 0 || sellerIds?.length === 0) return [];
    const query = tx
      .createQueryBuilder(table, 'o')
      .select('o.sellerId', 'sellerId')
      .addSelect('o.drugId', 'drugId')
      .addSelect('o.priceFen', 'priceFen')
      .where('o.drugId IN (:...drugIds) AND o.validFrom <= :at', { drugIds, at })
      .andWhere('(o.validUntil IS NULL OR o.validUntil > :at)');
    if (sellerIds) query.andWhere('o.sellerId IN (:...sellerIds)', { sellerIds });
    return query.orderBy('o.validFrom').getRawMany<{ sellerId: string; drugId: string; priceFen: number }>();
  },
  offersOf: (table: OfferTable, sellerIds: string[], drugIds: string[]): Promise<OfferRow[]> =>
    sellerIds.length && drugIds.length
      ? tx.findBy(table, { sellerId: In(sellerIds), drugId: In(drugIds) })
      : Promise.resolve([]),
  async insertOffers(table: OfferTable, rows: OfferRow[]) {
    if (rows.length === 0) return;
    await tx.createQueryBuilder().insert().into(table).values(rows).updateEntity(false).execute();
  },
  /** The only thing that ever changes of a price is when it ends. False when somebody else ended it meanwhile. */
  async endOffer(table: OfferTable, { id, validUntil }: OfferRow, endsAt: Instant): Promise<boolean> {
    const { affected } = await tx
      .createQueryBuilder()
      .update(table)
      .set({ validUntil: endsAt })
      .where('id = :id', { id })
      .andWhere(validUntil === null ? 'validUntil IS NULL' : 'validUntil = :validUntil', { validUntil })
      .execute();
    return affected === 1;
  },
  async drugIdsPricedBy(storeId: string): Promise<string[]> {
    const rows = await tx
      .createQueryBuilder(offerTable, 'o')
      .select('DISTINCT o.drugId', 'drugId')
      .where('o.sellerId = :storeId', { storeId })
      .getRawMany<{ drugId: string }>();
    return rows.map(({ drugId }) => drugId);
  },

  /** Nearest band first. */
  bandsOf: (storeIds: string[]): Promise<BandRow[]> =>
    storeIds.length
      ? tx.find(bandTable, { where: { storeId: In(storeIds) }, order: { uptoM: 'ASC' } })
      : Promise.resolve([]),

  channels: () => tx.find(channelTable, { order: { code: 'ASC' } }),
  channelsByCodes: (codes: string[]) =>
    codes.length ? tx.findBy(channelTable, { code: In(codes) }) : Promise.resolve([]),
});

const couponQueries = (tx: Tx) => ({
  couponsValidOn: (day: LocalDate): Promise<CouponRow[]> =>
    tx
      .createQueryBuilder(couponTable, 'c')
      .where("c.validFrom <= :day AND c.validUntil >= :day AND c.state = 'running'", { day })
      .orderBy('c.code')
      .getMany(),
  /** Of the wallet: those that run, and ended ones of late. */
  couponsBetween: (from: LocalDate, to: LocalDate): Promise<CouponRow[]> =>
    tx
      .createQueryBuilder(couponTable, 'c')
      .where("c.validUntil >= :from AND c.validFrom <= :to AND c.state <> 'draft'", { from, to })
      .orderBy('c.code')
      .getMany(),
  couponsByCodes: (codes: string[]) =>
    codes.length ? tx.findBy(couponTable, { code: In(codes) }) : Promise.resolve([]),
  couponsOfStore: (storeId: string, page: number, pageSize: number) =>
    tx.findAndCount(couponTable, {
      where: { storeId },
      order: { validFrom: 'DESC', code: 'ASC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
  coupon: (id: string) => tx.findOneBy(couponTable, { id }),
  insertCoupon: (row: CouponRow) => tx.insert(couponTable, row),
  /** False when it was started or stopped by somebody else meanwhile. */
  async setCouponState(id: string, from: CouponState, to: CouponState): Promise<boolean> {
    const { affected } = await tx
      .createQueryBuilder()
      .update(couponTable)
      .set({ state: to })
      .where('id = :id AND state = :from', { id, from })
      .execute();
    return affected === 1;
  },
  async useCounts(couponIds: string[]): Promise<Map<string, number>> {
    if (couponIds.length === 0) return new Map();
    const rows = await tx
      .createQueryBuilder(couponUseTable, 'u')
      .select('u.couponId', 'couponId')
      .addSelect('COUNT(*)', 'n')
      .where('u.couponId IN (:...couponIds)', { couponIds })
      .groupBy('u.couponId')
      .getRawMany<{ couponId: string; n: number | string }>();
    return new Map(rows.map(({ couponId, n }) => [couponId, Number(n)]));
  },
  usesOf: (patientId: string) => tx.findBy(couponUseTable, { patientId }),
  insertUse: (row: CouponUseRow) => tx.insert(couponUseTable, row),
  deleteUses: (orderId: string) => tx.delete(couponUseTable, { orderId }),
});

/** Reads and writes prices, coupons and plans inside `tx`. Holds no rules. */
export const pricingStore = (tx: Tx) => ({
  ...offerQueries(tx),
  ...couponQueries(tx),
  insertPlan: (row: PlanRow) => tx.insert(planTable, row),
  plan: (id: string, patientId: string) => tx.findOneBy(planTable, { id, patientId }),
  /** False when it is used, is locked until no later than `lockedAfter`, or is not this person's. */
  async usePlan(id: string, patientId: string, at: Instant, lockedAfter: Instant): Promise<boolean> {
    const { affected } = await tx
      .createQueryBuilder()
      .update(planTable)
      .set({ usedAt: at })
      .where('id = :id AND patientId = :patientId AND usedAt IS NULL AND lockedUntil > :lockedAfter', {
        id,
        patientId,
        lockedAfter,
      })
      .execute();
    return affected === 1;
  },
});
