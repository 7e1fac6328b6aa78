import { ascend } from './ascend.ts';
import type { Proof } from './ascend.ts';
import { columnsOf } from './columns.ts';
import type { Budget, Column, Packing } from './columns.ts';
import type { Problem, Shop } from './problem.ts';
import { markUsed } from './relax.ts';
import type { Branch, Prices, Relaxation } from './relax.ts';

/** Below this many columns combining is faster than thinking. */
const SMALL_POOL = 60;

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

function baseOf(problem: Problem, branch: Branch, prices: Prices): number {
  let base = prices.push * branch.at - branch.off;
  for (let i = 0; i < problem.qty.length; i++) base += prices.unit[i]! * problem.qty[i]!;
  return base;
}

/** The least a shop can add with these columns, or with none of them where it may be left out. */
export const leastOf = (columns: Column[], shop: Shop): number =>
  columns.reduce((least, c) => Math.min(least, c.value), shop.must ? Infinity : 0);

/** Drops the columns that are too dear for the limit, given the least each other shop can add. */
function sift(pool: Pool): void {
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

/** Columns of one shop as flat arrays, for loops that run thousands of times. */
interface Flat {
  size: number;
  cost: Float64Array;
  net: Float64Array;
  units: Float64Array;
}

function flatten(columns: Column[], n: number): Flat {
  const units = new Float64Array(columns.length * n);
  columns.forEach((c, k) => units.set(c.units, k * n));
  return {
    size: columns.length,
    cost: Float64Array.from(columns, (c) => c.cost),
    net: Float64Array.from(columns, (c) => c.net),
    units,
  };
}

/** Index of the column with the least value, -1 when none is below `most`. */
function leastColumn(
  flat: Flat,
  { unit, push }: Prices,
  most: number,
  values: Float64Array,
  s: number,
): number {
  const n = unit.length;
  let least = most;
  let pick = -1;
  for (let c = 0, at = 0; c < flat.size; c++, at += n) {
    let value = flat.cost[c]! - push * flat.net[c]!;
    for (let i = 0; i < n; i++) value -= unit[i]! * flat.units[at + i]!;
    if (value >= least) continue;
    least = value;
    pick = c;
  }
  values[s] = least;
  return pick;
}

/** The relaxation over the columns of a pool: sharper than the one with divisible units, valid for plans below its limit. */
function columnRelaxer(pool: Pool): (branch: Branch, prices: Prices) => Relaxation {
  const { problem, columns } = pool;
  const n = problem.qty.length;
  const flats = columns.map((list) => flatten(list, n));
  const out: Relaxation = {
    bound: 0,
    values: new Float64Array(columns.length),
    levels: new Int8Array(columns.length),
    used: columns.map(() => false),
    open: new Float64Array(n),
    short: 0,
  };
  const pick = new Int32Array(columns.length);
  return (branch, prices) => {
    for (let s = 0; s < flats.length; s++)
      pick[s] = leastColumn(flats[s]!, prices, problem.shops[s]!.must ? Infinity : 0, out.values, s);
    markUsed(problem, out);
    out.bound = baseOf(problem, branch, prices);
    out.short = branch.at;
    for (let i = 0; i < n; i++) out.open[i] = problem.qty[i]!;
    for (let s = 0; s < flats.length; s++) {
      if (!out.used[s]) continue;
      const flat = flats[s]!;
      const c = pick[s]!;
      out.bound += out.values[s]!;
      out.short -= flat.net[c]!;
      for (let i = 0; i < n; i++) out.open[i]! -= flat.units[c * n + i]!;
    }
    return out;
  };
}

const sizeOf = (pool: Pool): number => pool.columns.reduce((sum, list) => sum + list.length, 0);

/**
 * Better prices for a large pool, found on its own columns, and the columns they rule out dropped.
 * Returns a total that no plan below the pool's limit undercuts; at or above the limit there is none.
 */
export function polish(pool: Pool, lower: number, onStep: (relaxation: Relaxation) => void): number {
  let bound = lower;
  if (pool.columns.some((list, s) => list.length === 0 && pool.problem.shops[s]!.must)) return pool.limit;
  for (let round = 0; round < 4; round++) {
    const before = sizeOf(pool);
    if (before < SMALL_POOL) return bound;
    const from: Proof = { bound: -Infinity, prices: pool.prices };
    const proof = ascend(columnRelaxer(pool), pool.branch, from, {
      upper: pool.limit,
      enough: pool.limit,
      steps: 50,
      onStep,
    });
    bound = Math.max(bound, proof.bound);
    if (bound >= pool.limit) return bound;
    reprice(pool, proof.prices);
    sift(pool);
    if (sizeOf(pool) > 0.7 * before) return bound;
  }
  return bound;
}

function reprice(pool: Pool, prices: Prices): void {
  pool.prices = prices;
  pool.base = baseOf(pool.problem, pool.branch, prices);
  for (const column of pool.columns.flat()) {
    column.value = column.cost - prices.push * column.net;
    for (let i = 0; i < column.units.length; i++) column.value -= column.units[i]! * prices.unit[i]!;
  }
}

/** The part of a pool that matters for plans below a lower limit. */
export function narrowed(pool: Pool, limit: number): Pool {
  const part = { ...pool, limit, columns: [...pool.columns] };
  sift(part);
  return part;
}
