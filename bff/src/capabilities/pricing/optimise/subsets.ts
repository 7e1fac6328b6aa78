import type { Problem, Shop } from './problem.ts';

/** With more ways than this to choose the channels, one search over all of them is faster. */
const MOST_SUBSETS = 500;
/** From so many channels on, the choices differ too little to be looked at one by one. */
const MANY = 5;
const MOST_TRIES = 20_000;

/** The problem with some of its shops only, and a total that no plan in it undercuts. */
export interface Part {
  part: Problem;
  lower: number;
}

function ways(n: number, k: number): number {
  let count = 1;
  for (let i = 0; i < k; i++) count = (count * (n - i)) / (i + 1);
  return count;
}

interface Seller {
  item: number;
  shop: number;
  price: number;
  cap: number;
}

/** Who sells item i, cheapest first. */
function sellersOf(problem: Problem): Seller[][] {
  return problem.qty.map((_, i) =>
    problem.shops
      .flatMap((shop, s) => {
        const k = shop.items.indexOf(i);
        return k < 0 ? [] : [{ item: i, shop: s, price: shop.price[k]!, cap: shop.cap[k]! }];
      })
      .sort((a, b) => a.price - b.price),
  );
}

/**
 * Can so few channels have all the goods? Tries the sellers of the first item still short, one after the other; after
 * MOST_TRIES it answers yes, which the search then finds out by itself.
 */
function coverable(problem: Problem): boolean {
  const sellers = sellersOf(problem).sort((a, b) => a.length - b.length);
  const need = sellers.map((list) => problem.qty[list[0]?.item ?? 0]!);
  const chosen = problem.shops.map((shop) => shop.counts === 0);
  let tries = 0;
  const cover = (left: number): boolean => {
    if (++tries > MOST_TRIES) return true;
    const short = sellers.findIndex(
      (list, i) => list.reduce((sum, s) => sum + (chosen[s.shop] ? s.cap : 0), 0) < need[i]!,
    );
    if (short < 0) return true;
    if (left === 0) return false;
    return sellers[short]!.some(({ shop }) => {
      if (chosen[shop]) return false;
      chosen[shop] = true;
      const done = cover(left - 1);
      chosen[shop] = false;
      return done;
    });
  };
  return cover(problem.maxUsed);
}

const bestExtra = (shop: Shop): number =>
  shop.levels.reduce((least, l) => Math.min(least, l.fee - l.off), Infinity);

/**
 * When few channels may be used: every choice of that many channels which together have the goods, with the bound "each unit
 * where it is cheapest, each channel with its best coupon and fee". A plan with fewer channels is inside a larger choice.
 */
export function subsetsOf(problem: Problem): Part[] {
  const counting = [...problem.shops.keys()].filter((s) => problem.shops[s]!.counts === 1);
  const gifts = [...problem.shops.keys()].filter((s) => problem.shops[s]!.counts === 0);
  const k = problem.maxUsed;
  const whole: Part[] = [{ part: problem, lower: -Infinity }];
  if (k >= counting.length) return whole;
  if (k >= MANY || ways(counting.length, k) > MOST_SUBSETS) return coverable(problem) ? whole : [];
  const sellers = sellersOf(problem);
  const extra = problem.shops.map((shop) => Math.min(0, bestExtra(shop)));
  const mostOff = problem.platform.at(-1)?.off ?? 0;
  const chosen = problem.shops.map((shop) => shop.counts === 0);
  const parts: Part[] = [];
  const lowerOf = (): number => {
    let lower = -mostOff;
    for (let i = 0; i < sellers.length; i++) {
      let open = problem.qty[i]!;
      for (const { shop, price, cap } of sellers[i]!) {
        if (open === 0) break;
        if (!chosen[shop]) continue;
        const take = Math.min(open, cap);
        lower += take * price;
        open -= take;
      }
      if (open > 0) return Infinity;
    }
    for (let s = 0; s < extra.length; s++) if (chosen[s]) lower += extra[s]!;
    return lower;
  };
  const choose = (from: number, left: number, picked: number[]): void => {
    if (left === 0) {
      const lower = lowerOf();
      const shops = [...picked, ...gifts].map((s) => problem.shops[s]!);
      if (lower < Infinity) parts.push({ part: { ...problem, shops }, lower });
      return;
    }
    for (let c = from; c <= counting.length - left; c++) {
      chosen[counting[c]!] = true;
      choose(c + 1, left - 1, [...picked, counting[c]!]);
      chosen[counting[c]!] = false;
    }
  };
  choose(0, k, []);
  return parts;
}
