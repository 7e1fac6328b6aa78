import type { Fen } from '../kernel/money.ts';
import type { AfterSaleReason, RefusalReason } from './changes.ts';
import type { ParcelStatus } from './contract.ts';

/** How far the goods had come. */
export const SITUATIONS = ['unpaid', 'not_picked', 'picked', 'on_the_way', 'at_door', 'signed'] as const;
export type Situation = (typeof SITUATIONS)[number];
/** Whose cause it is. `fault`: the store's or the platform's; `quality`: of goods already received. */
export const CAUSES = ['customer', 'fault', 'quality', 'recall'] as const;
export type Cause = (typeof CAUSES)[number];

/**
 * Where goods go. `release`: they never left the shelf. `shelf`: back for sale after a check, cold goods excepted.
 * `quarantine`: a quality check decides. `destroy`: never sold again. `none`: nothing to move.
 */
export type GoodsWay = 'release' | 'shelf' | 'quarantine' | 'destroy' | 'none';

export type Rule = {
  back: { goods: boolean; packaging: boolean; delivery: boolean };
  goods: GoodsWay;
  /** `at_once`, or when the store has checked in what came back. */
  paid: 'at_once' | 'after_check' | 'nothing_paid';
  compensation: boolean;
  report: 'quality' | 'recall' | null;
};

const FULL = { goods: true, packaging: true, delivery: true };
const KEEPS_DELIVERY = { goods: true, packaging: true, delivery: false };
const NOTHING = { goods: false, packaging: false, delivery: false };
const rule = (back: Rule['back'], goods: GoodsWay, more: Partial<Rule> = {}): Rule => ({
  back,
  goods,
  paid: 'at_once',
  compensation: false,
  report: null,
  ...more,
});
const recalled = (goods: GoodsWay, more: Partial<Rule> = {}) =>
  rule(FULL, goods, { report: 'recall', ...more });
const nothingPaid = rule(NOTHING, 'release', { paid: 'nothing_paid' });

/**
 * The refund matrix (journey D9), one cell a situation and cause; null: not accepted, as shown and confirmed before paying.
 * A coupon's part of a price was never paid and is not paid out; whole orders get the coupon itself back.
 */
export const REFUND_MATRIX: Readonly<Record<Situation, Readonly<Record<Cause, Rule | null>>>> = {
  unpaid: { customer: nothingPaid, fault: nothingPaid, quality: null, recall: nothingPaid },
  not_picked: {
    customer: rule(FULL, 'release'),
    fault: rule(FULL, 'release', { compensation: true }),
    quality: null,
    recall: recalled('release'),
  },
  picked: {
    customer: rule(FULL, 'shelf'),
    fault: rule(FULL, 'shelf'),
    quality: null,
    recall: recalled('destroy'),
  },
  on_the_way: {
    customer: rule(KEEPS_DELIVERY, 'quarantine', { paid: 'after_check' }),
    fault: rule(FULL, 'quarantine'),
    quality: null,
    recall: recalled('destroy'),
  },
  at_door: {
    customer: rule(KEEPS_DELIVERY, 'quarantine', { paid: 'after_check' }),
    fault: rule(FULL, 'destroy', { paid: 'after_check' }),
    quality: rule(FULL, 'destroy', { paid: 'after_check', report: 'quality' }),
    recall: recalled('destroy'),
  },
  signed: {
    customer: null,
    fault: rule(FULL, 'destroy', { report: 'quality' }),
    quality: rule(FULL, 'destroy', { report: 'quality' }),
    recall: recalled('destroy'),
  },
};

/** What was really paid for the part in question, and has not come back yet. */
export type Paid = { goodsFen: Fen; packagingFeeFen: Fen; deliveryFeeFen: Fen };
export type Refund = Paid & { amountFen: Fen; rule: Rule };

/** What comes back in this situation for this cause; null when it is not accepted. */
export function refundFor(situation: Situation, cause: Cause, paid: Paid): Refund | null {
  const found = REFUND_MATRIX[situation][cause];
  if (!found) return null;
  const goodsFen = found.back.goods ? paid.goodsFen : 0;
  const packagingFeeFen = found.back.packaging ? paid.packagingFeeFen : 0;
  const deliveryFeeFen = found.back.delivery ? paid.deliveryFeeFen : 0;
  const amountFen = goodsFen + packagingFeeFen + deliveryFeeFen;
  return { goodsFen, packagingFeeFen, deliveryFeeFen, amountFen, rule: found };
}

/** How far a parcel has come, as the matrix asks. A returning one was decided about when it turned back. */
export const situationOf: Readonly<Partial<Record<ParcelStatus, Situation>>> = {
  waiting: 'unpaid',
  scheduled: 'not_picked',
  to_pick: 'not_picked',
  picked: 'picked',
  sealed: 'picked',
  on_the_way: 'on_the_way',
  delivered: 'signed',
};

export const causeOfRefusal: Readonly<Record<RefusalReason, Cause>> = {
  seal_broken: 'fault',
  wrong_item: 'fault',
  too_late: 'fault',
  cold_breach: 'fault',
  changed_mind: 'customer',
  not_home: 'customer',
};

export const causeOfAfterSale: Readonly<Record<AfterSaleReason, Cause>> = {
  damaged: 'quality',
  expired: 'quality',
  abnormal: 'quality',
  wrong_item: 'fault',
  missing: 'fault',
  recalled: 'recall',
  no_reason: 'customer',
};

export type Destination = 'available' | 'quarantine' | 'destroy';
/**
 * What the store may decide about goods that came back. Goods that need cold and have been outside the store's fridge in a bag
 * go to no shelf without a quality check, however short it was: nobody measured the bag.
 */
export function destinationsOf(goods: GoodsWay, cold: boolean): Destination[] {
  if (goods === 'shelf') return cold ? ['quarantine', 'destroy'] : ['available', 'quarantine', 'destroy'];
  if (goods === 'quarantine') return ['quarantine', 'destroy'];
  return goods === 'destroy' ? ['destroy'] : [];
}

/** Points for an order that fell through by our fault; they buy services, never medicine. */
export const COMPENSATION_POINTS = 60;
