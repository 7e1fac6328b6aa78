import type { PlanInstance, Threshold } from './instance.ts';

/** From subtotal `at` on: this delivery fee, and at best this coupon. */
export interface Level {
  at: number;
  fee: number;
  off: number;
}

/** One channel reduced to what can be bought there: parallel arrays of item, unit price and units available. */
export interface Shop {
  channel: number;
  /** 1 when it counts as a used channel and has fee, minimum and coupons; 0 for goods given away at price 0. */
  counts: 0 | 1;
  /** The plans looked for all use it (and reach its first level). */
  must: boolean;
  items: number[];
  price: number[];
  cap: number[];
  levels: Level[];
  /** All of them: next to a platform coupon a smaller one can be the better choice. */
  coupons: Threshold[];
}

/** The instance in the form the search works on. `grain`: every possible total is a multiple of it. */
export interface Problem {
  qty: number[];
  shops: Shop[];
  maxUsed: number;
  grain: number;
  platform: Threshold[];
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** Coupons worth having: none that needs as much and gives no more than another. */
function undominated(coupons: Threshold[]): Threshold[] {
  const kept: Threshold[] = [];
  for (const c of [...coupons].sort((a, b) => a.at - b.at || b.off - a.off)) {
    if (c.off > (kept.at(-1)?.off ?? 0)) kept.push(c);
  }
  return kept;
}

function levelsOf(shop: PlanInstance['channels'][number], coupons: Threshold[], most: number): Level[] {
  const base = Math.max(1, shop.min_order);
  const steps = [base, ...(shop.free_at === null ? [] : [shop.free_at]), ...coupons.map((c) => c.at)];
  const levels: Level[] = [];
  for (const at of [...new Set(steps.map((s) => Math.max(s, base)))].sort((a, b) => a - b)) {
    if (at > most) continue;
    const fee = shop.free_at !== null && at >= shop.free_at ? 0 : shop.fee;
    const off = coupons.reduce((best, c) => (c.at <= at ? Math.max(best, c.off) : best), 0);
    const last = levels.at(-1);
    if (!last || fee < last.fee || off > last.off) levels.push({ at, fee, off });
  }
  return levels;
}

function shopsOf(instance: PlanInstance, channel: number): Shop[] {
  const from = instance.channels[channel]!;
  const paid: Shop = {
    channel,
    counts: 1,
    must: false,
    items: [],
    price: [],
    cap: [],
    levels: [],
    coupons: from.coupons,
  };
  const gift: Shop = {
    ...paid,
    counts: 0,
    items: [],
    price: [],
    cap: [],
    levels: [{ at: 0, fee: 0, off: 0 }],
    coupons: [],
  };
  for (const [i, item] of instance.items.entries()) {
    const price = from.price[i] ?? null;
    const cap = Math.min(from.stock[i]!, item.qty);
    if (price === null || cap === 0) continue;
    const to = price === 0 ? gift : paid;
    to.items.push(i);
    to.price.push(price);
    to.cap.push(cap);
  }
  const most = paid.price.reduce((sum, price, k) => sum + price * paid.cap[k]!, 0);
  paid.levels = levelsOf(from, paid.coupons, most);
  return [paid, gift].filter((shop) => shop.items.length > 0 && shop.levels.length > 0);
}

/** The problem of an instance; channels that can never be used are gone. */
export function problemOf(instance: PlanInstance): Problem {
  const shops = instance.channels.flatMap((_, j) => shopsOf(instance, j));
  const platform = undominated(instance.platform_coupons);
  let grain = 0;
  for (const shop of shops) {
    for (const price of shop.price) grain = gcd(grain, price);
    for (const level of shop.levels) grain = gcd(grain, level.fee);
    for (const coupon of shop.coupons) grain = gcd(grain, coupon.off);
  }
  for (const coupon of platform) grain = gcd(grain, coupon.off);
  const counting = shops.filter((shop) => shop.counts === 1).length;
  return {
    qty: instance.items.map((item) => item.qty),
    shops,
    maxUsed: Math.min(instance.max_channels, counting),
    grain: Math.max(1, grain),
    platform,
  };
}
