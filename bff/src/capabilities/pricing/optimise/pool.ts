import { columnsOf } from './columns.ts';
import type { Budget, Column, Packing } from './columns.ts';
import type { Problem, Shop } from './problem.ts';
import type { Branch, Prices, Relaxation } from './relax.ts';

/** All columns that a plan cheaper than `limit` could contain, per shop of `problem.shops`. */
export interface Pool {
  problem: Problem;
  branch: Branch;
  packing: Packing;
  columns: Column[][];
  prices: Prices;
  /** The bound without any column: base + values of the columns used = a lower bound of the plan's total. */
  base: number;
  limit: number;
}

/** Least possible value of the shops from `k` on when `c` more may be used: `rest[k][c]`. */
export function restBounds(least: number[], shops: Shop[], maxUsed: number): Float64Array[] {
  const rest = [new Float64Array(maxUsed + 1)];
  for (let k = least.length - 1; k >= 0; k--) {
    const after = rest[0]!;
    const here = after.slice();
    const value = least[k]!;
    const { counts, must } = shops[k]!;
    for (let c = 0; c <= maxUsed; c++) {
      const used = c >= counts ? after[c - counts]! + value : Infinity;
      here[c] = must ? used : Math.min(after[c]!, used);
    }
    rest.unshift(here);
  }
  return rest;
}

/** The least that all shops but `s` can add. */
function othersOf(problem: Problem, values: ArrayLike<number>, s: number): number {
  let room = problem.maxUsed - problem.shops[s]!.counts;
  let sum = 0;
  const counting: number[] = [];
  for (let k = 0; k < values.length; k++) {
    const { counts, must } = problem.shops[k]!;
    if (k === s || (values[k]! >= 0 && !must)) continue;
    if (must) room -= counts;
    if (must || counts === 0) sum += values[k]!;
    else counting.push(values[k]!);
  }
  if (room < 0) return Infinity;
  counting.sort((a, b) => a - b);
  for (let c = 0; c < counting.length && c < room; c++) sum += counting[c]!;
  return sum;
}

export function baseOf(problem: Problem, branch: Branch, prices: Prices): number {
  let base = prices.push * branch.at - branch.off;
  for (let i = 0; i < problem.qty.length; i++) base += prices.unit[i]! * problem.qty[i]!;
  return base;
}

/** The least a shop can add with these columns, or with none of them where it may be left out. */
export const leastOf = (columns: Column[], shop: Shop): number =>
  columns.reduce((least, c) => Math.min(least, c.value), shop.must ? Infinity : 0);

/** Drops the columns that are too dear for the limit, given the least each other shop can add. */
export function sift(pool: Pool): void {
  const { problem, columns } = pool;
  const values = columns.map((list, s) => leastOf(list, problem.shops[s]!));
  for (const s of columns.keys()) {
    const cutoff = pool.limit - pool.base - othersOf(problem, values, s);
    columns[s] = columns[s]!.filter((c) => c.value < cutoff);
  }
}

/** Lists the columns for plans below `limit`, from the prices of a proof. */
export function poolOf(
  problem: Problem,
  packing: Packing,
  relax: (branch: Branch, prices: Prices) => Relaxation,
  branch: Branch,
  prices: Prices,
  limit: number,
  budget: Budget,
): Pool {
  const base = baseOf(problem, branch, prices);
  const values = Array.from(relax(branch, prices).values);
  const columns: Column[][] = [];
  for (const [s, shop] of problem.shops.entries()) {
    const cutoff = limit - base - othersOf(problem, values, s);
    columns.push(columnsOf(problem, shop, branch, prices, packing, cutoff, budget));
    // Whole units are worth less than divisible ones: the shops to come profit from the true value.
    values[s] = leastOf(columns[s]!, shop);
  }
  const pool: Pool = { problem, branch, packing, columns, prices, base, limit };
  sift(pool);
  return pool;
}

/** The part of a pool that matters for plans below a lower limit. */
export function narrowed(pool: Pool, limit: number): Pool {
  const part = { ...pool, limit, columns: [...pool.columns] };
  sift(part);
  return part;
}
