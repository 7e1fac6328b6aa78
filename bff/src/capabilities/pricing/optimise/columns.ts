import type { Problem, Shop } from './problem.ts';
import type { Branch, Prices } from './relax.ts';

/** Quantities of all items packed into integers of ≤ 30 bits, one guard bit above each field, so that sets compare at once. */
export interface Packing {
  words: number;
  word: number[];
  shift: number[];
  guard: number[];
}

/** Layout for a basket with these quantities (each ≤ MOST_UNITS). */
export function packingOf(qty: number[]): Packing {
  const packing: Packing = { words: 1, word: [], shift: [], guard: [0] };
  let used = 0;
  for (const q of qty) {
    const bits = 32 - Math.clz32(q);
    if (used + bits + 1 > 30) {
      packing.words++;
      packing.guard.push(0);
      used = 0;
    }
    const w = packing.words - 1;
    packing.word.push(w);
    packing.shift.push(used);
    packing.guard[w]! |= 1 << (used + bits);
    used += bits + 1;
  }
  return packing;
}

/** The units per item packed. */
export function pack(packing: Packing, units: ArrayLike<number>): number[] {
  const out = new Array<number>(packing.words).fill(0);
  for (let i = 0; i < packing.word.length; i++) out[packing.word[i]!]! += units[i]! << packing.shift[i]!;
  return out;
}

/** One basket that a shop could supply, with its coupon. `value` = cost at the relaxation's prices. */
export interface Column {
  packed: number[];
  units: number[];
  cost: number;
  net: number;
  value: number;
  counts: 0 | 1;
}

/** Thrown when the time budget, the memory limit or the effort worth spending is reached. */
export class OutOfBudget extends Error {}

/** Ends a search that has gone on too long. `check` is cheap enough for inner loops: it looks at the clock now and then. */
export interface Budget {
  check(effort?: number): void;
  checkNow(): void;
}

/** Thrown when one part of the search takes more effort than splitting it would. */
export class TooMuch extends Error {}

/** The budget, with a limit on the effort. */
export function capped(budget: Budget, effort: number): Budget {
  let left = effort;
  return {
    checkNow: () => budget.checkNow(),
    check(effort = 1) {
      if ((left -= effort) < 0) throw new TooMuch('split');
      budget.check();
    },
  };
}

/** A listed basket is looked at so often afterwards. */
const LISTED = 50;

interface Cell {
  item: number;
  price: number;
  cap: number;
  worth: number;
}

/** Basket costs of one shop for a subtotal: `[fee, off]` pairs that make sense under the branch. */
function pricings(shop: Shop, branch: Branch, subtotal: number): { fee: number; off: number }[] {
  const level = shop.levels.findLast((l) => l.at <= subtotal);
  if (!level) return [];
  if (!branch.tight) return [level];
  // Near a platform threshold a smaller coupon, or none, can be the better choice.
  const offs = new Set([0, ...shop.coupons.filter((c) => c.at <= subtotal).map((c) => c.off)]);
  return [...offs].map((off) => ({ fee: level.fee, off }));
}

/** The least that the cells from `k` on, the fee and the coupon can add to a basket that has reached `subtotal`. */
function leastOf(shop: Shop, cells: Cell[], couponShare: number): (k: number, subtotal: number) => number {
  const gain = new Float64Array(cells.length + 1);
  const gainSpend = new Float64Array(cells.length + 1);
  const lossSpend = new Float64Array(cells.length + 1);
  const lossRate = new Float64Array(cells.length + 1).fill(Infinity);
  for (let k = cells.length - 1; k >= 0; k--) {
    const { worth, price, cap } = cells[k]!;
    const pays = worth < 0;
    gain[k] = gain[k + 1]! + (pays ? worth * cap : 0);
    gainSpend[k] = gainSpend[k + 1]! + (pays ? price * cap : 0);
    lossSpend[k] = lossSpend[k + 1]! + (pays ? 0 : price * cap);
    lossRate[k] = pays ? lossRate[k + 1]! : Math.min(lossRate[k + 1]!, worth / price);
  }
  const ats = shop.levels.map((l) => l.at);
  const extras = shop.levels.map((l) => l.fee - couponShare * l.off);
  return (k, subtotal) => {
    let least = Infinity;
    for (let l = 0; l < ats.length; l++) {
      const short = ats[l]! - subtotal - gainSpend[k]!;
      if (short > lossSpend[k]!) break;
      const loss = short > 0 ? short * lossRate[k]! : 0;
      if (extras[l]! + loss < least) least = extras[l]! + loss;
    }
    return gain[k]! + least;
  };
}

/** Every basket of the shop whose value is below `cutoff` (units whole, rules of the shop kept), the empty one left out. */
export function columnsOf(
  problem: Problem,
  shop: Shop,
  branch: Branch,
  prices: Prices,
  packing: Packing,
  cutoff: number,
  budget: Budget,
): Column[] {
  const keep = 1 - prices.push;
  const couponShare = Math.max(0, keep);
  const cells = shop.items
    .map((item, k): Cell => {
      const price = shop.price[k]!;
      return { item, price, cap: shop.cap[k]!, worth: price * keep - prices.unit[item]! };
    })
    .sort((a, b) => Math.abs(b.worth) * b.cap - Math.abs(a.worth) * a.cap);
  const leastAfter = leastOf(shop, cells, couponShare);
  const units = new Array<number>(problem.qty.length).fill(0);
  const found: Column[] = [];
  const close = (value: number, subtotal: number): void => {
    if (!units.some((u) => u > 0)) return;
    for (const { fee, off } of pricings(shop, branch, subtotal)) {
      const total = value + fee - keep * off;
      if (total >= cutoff) continue;
      budget.check(LISTED);
      found.push({
        packed: pack(packing, units),
        units: [...units],
        cost: subtotal + fee - off,
        net: subtotal - off,
        value: total,
        counts: shop.counts,
      });
    }
  };
  const grow = (k: number, value: number, subtotal: number): void => {
    if (value + leastAfter(k, subtotal) >= cutoff) return;
    budget.check();
    if (k === cells.length) return close(value, subtotal);
    const cell = cells[k]!;
    for (let u = 0; u <= cell.cap; u++) {
      units[cell.item] = u;
      grow(k + 1, value + u * cell.worth, subtotal + u * cell.price);
    }
    units[cell.item] = 0;
  };
  grow(0, 0, 0);
  return found;
}
