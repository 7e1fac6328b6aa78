import type { Problem, Shop } from './problem.ts';

/** One way to use the platform coupon: goods after channel coupons must reach `at` for `off`; `tight` when that can bind. */
export interface Branch {
  at: number;
  off: number;
  tight: boolean;
}

/** What a unit of each item may cost (`unit`, fen) and the worth of a fen towards the platform threshold (`push`). */
export interface Prices {
  unit: Float64Array;
  push: number;
}

/** The least a shop can contribute at given prices, and the (fractional) basket that does so. */
interface Offer {
  value: number;
  level: number;
  spent: number;
  order: number[];
  full: number;
  part: number;
}

function sortedRest(shop: Shop, unit: Float64Array, keep: number, order: number[]): number[] {
  const ratio: number[] = [];
  for (let k = 0; k < shop.items.length; k++) {
    const r = keep - unit[shop.items[k]!]! / shop.price[k]!;
    if (!(r >= 0)) continue;
    let at = ratio.length;
    while (at > 0 && ratio[at - 1]! > r) {
      ratio[at] = ratio[at - 1]!;
      order[at] = order[at - 1]!;
      at--;
    }
    ratio[at] = r;
    order[at] = k;
  }
  order.length = ratio.length;
  return order;
}

/**
 * Cheapest use of one shop at the given prices, with units divisible: everything that pays for itself, then for each level
 * (minimum order, free delivery, coupon) the goods that raise the subtotal at the least loss. Level -1 means leave it.
 */
function offerOf(shop: Shop, unit: Float64Array, keep: number, offer: Offer): void {
  let value = 0;
  let spent = 0;
  for (let k = 0; k < shop.items.length; k++) {
    const w = shop.price[k]! * keep - unit[shop.items[k]!]!;
    if (w >= 0) continue;
    value += w * shop.cap[k]!;
    spent += shop.price[k]! * shop.cap[k]!;
  }
  const couponShare = Math.max(0, keep);
  const natural = spent;
  let done = 0;
  offer.value = shop.must ? Infinity : 0;
  offer.level = -1;
  offer.order.length = 0;
  const last = shop.levels[shop.levels.length - 1]!;
  if (!shop.must && value + last.fee - couponShare * last.off >= 0) return;
  if (natural < last.at) sortedRest(shop, unit, keep, offer.order);
  for (let l = 0; l < shop.levels.length; l++) {
    const level = shop.levels[l]!;
    let part = 0;
    let extra = 0;
    while (spent < level.at && done < offer.order.length) {
      const k = offer.order[done]!;
      const worth = shop.price[k]! * shop.cap[k]!;
      const loss = worth * keep - unit[shop.items[k]!]! * shop.cap[k]!;
      if (spent + worth >= level.at) {
        part = (level.at - spent) / worth;
        extra = loss * part;
        break;
      }
      spent += worth;
      value += loss;
      done++;
    }
    const total = value + extra + level.fee - couponShare * level.off;
    if (total >= offer.value) continue;
    offer.value = total;
    offer.level = l;
    offer.full = done;
    offer.part = part;
    offer.spent = Math.max(natural, level.at) - (keep > 0 ? level.off : 0);
  }
}

/** Subtracts the basket of an offer from the demand still open. */
function takeOffer(shop: Shop, unit: Float64Array, keep: number, offer: Offer, open: Float64Array): void {
  for (let k = 0; k < shop.items.length; k++) {
    const i = shop.items[k]!;
    if (shop.price[k]! * keep - unit[i]! < 0) open[i]! -= shop.cap[k]!;
  }
  for (let r = 0; r < offer.full; r++) {
    const k = offer.order[r]!;
    open[shop.items[k]!]! -= shop.cap[k]!;
  }
  if (offer.part > 0) {
    const k = offer.order[offer.full]!;
    open[shop.items[k]!]! -= shop.cap[k]! * offer.part;
  }
}

/** A lower bound of the total at given prices, with the slope (`open` units per item, `short` fen) to better prices. */
export interface Relaxation {
  bound: number;
  values: Float64Array;
  /** Per shop the level its basket reaches; -1 when it is left. */
  levels: Int8Array;
  used: boolean[];
  open: Float64Array;
  short: number;
}

/** Lagrangian relaxation: shops are optimised one by one, demand is met only through `prices`. */
export function relaxer(problem: Problem): (branch: Branch, prices: Prices) => Relaxation {
  const { shops, qty } = problem;
  const offers = shops.map((): Offer => ({ value: 0, level: -1, spent: 0, order: [], full: 0, part: 0 }));
  const out: Relaxation = {
    bound: 0,
    values: new Float64Array(shops.length),
    levels: new Int8Array(shops.length),
    used: shops.map(() => false),
    open: new Float64Array(qty.length),
    short: 0,
  };
  return (branch, prices) => {
    const keep = 1 - prices.push;
    out.bound = prices.push * branch.at - branch.off;
    for (let i = 0; i < qty.length; i++) {
      out.bound += prices.unit[i]! * qty[i]!;
      out.open[i] = qty[i]!;
    }
    for (let s = 0; s < shops.length; s++) {
      offerOf(shops[s]!, prices.unit, keep, offers[s]!);
      out.values[s] = offers[s]!.value;
      out.levels[s] = offers[s]!.level;
    }
    out.short = branch.at;
    markUsed(problem, out);
    for (let s = 0; s < shops.length; s++) {
      if (!out.used[s]) continue;
      out.bound += out.values[s]!;
      out.short -= offers[s]!.spent;
      takeOffer(shops[s]!, prices.unit, keep, offers[s]!, out.open);
    }
    return out;
  };
}

/** The shops that must be used and those with the most negative values, no more than may be used. */
export function markUsed(problem: Problem, out: Relaxation): void {
  let count = 0;
  for (let s = 0; s < out.values.length; s++) {
    out.used[s] = problem.shops[s]!.must || out.values[s]! < 0;
    if (out.used[s] && problem.shops[s]!.counts === 1) count++;
  }
  while (count > problem.maxUsed) {
    let worst = -1;
    for (let s = 0; s < out.values.length; s++) {
      if (!out.used[s] || problem.shops[s]!.counts === 0 || problem.shops[s]!.must) continue;
      if (worst < 0 || out.values[s]! > out.values[worst]!) worst = s;
    }
    out.used[worst] = false;
    count--;
  }
}
