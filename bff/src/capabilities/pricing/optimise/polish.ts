import { ascend } from './ascend.ts';
import type { Proof } from './ascend.ts';
import type { Column } from './columns.ts';
import { baseOf, sift } from './pool.ts';
import type { Pool } from './pool.ts';
import { markUsed } from './relax.ts';
import type { Branch, Prices, Relaxation } from './relax.ts';

/** Below this many columns combining is faster than thinking. */
const SMALL_POOL = 150;

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
 * Returns a total that no plan undercuts. It is never above the pool's limit: dearer plans use columns that were not listed.
 */
export function polish(pool: Pool, lower: number, onStep: (relaxation: Relaxation) => void): number {
  const { problem, columns, branch, limit } = pool;
  if (columns.some((list, s) => list.length === 0 && problem.shops[s]!.must)) return limit;
  let bound = lower;
  for (let before = sizeOf(pool), round = 0; before >= SMALL_POOL && round < 4; round++) {
    const from: Proof = { bound: -Infinity, prices: pool.prices };
    const climb = { upper: limit, enough: limit, steps: 30, onStep };
    const proof = ascend(columnRelaxer(pool), branch, from, climb);
    bound = Math.max(bound, proof.bound);
    if (bound >= limit) return limit;
    reprice(pool, proof.prices);
    sift(pool);
    if (sizeOf(pool) > 0.7 * before) break;
    before = sizeOf(pool);
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
