import { OutOfBudget } from './columns.ts';
import type { Budget } from './columns.ts';
import type { Alloc, PlanInstance } from './instance.ts';
import { problemOf } from './problem.ts';
import { searchPlans } from './search.ts';
import type { Draft } from './local-search.ts';

/** An item of which all channels together have fewer units than wanted. */
export interface Shortage {
  item: number;
  sku: string;
  wanted: number;
  available: number;
}

/**
 * The cheapest plan. `total` and `alloc` are null when there is no plan (or, with `proven` false, none was found in time).
 * `bound`: no plan costs less (fen); null when it is proven that there is none. `missing`: what nobody has enough of; empty
 * though there is no plan means that minimum orders or the number of channels forbid it.
 */
export interface Solution {
  total: number | null;
  alloc: Alloc | null;
  proven: boolean;
  bound: number | null;
  missing: Shortage[];
}

/**
 * `budgetMs`: stop after this time with the best plan found and the bound proven so far. `effort`: how many baskets are listed and
 * combined before a part of the search is split in two; it changes the time, never the answer.
 */
export interface SolveOptions {
  budgetMs?: number;
  effort?: number;
}

/** What all channels together cannot supply. */
export function shortagesOf(instance: PlanInstance): Shortage[] {
  return instance.items.flatMap(({ sku, qty }, item) => {
    let available = 0;
    for (const c of instance.channels) if (c.price[item] != null) available += c.stock[item]!;
    return available < qty ? [{ item, sku, wanted: qty, available }] : [];
  });
}

function budgetOf(ms: number | undefined): Budget {
  const end = performance.now() + (ms ?? Infinity);
  let calls = 0;
  const checkNow = (): void => {
    if (performance.now() > end) throw new OutOfBudget('time');
  };
  return {
    checkNow,
    check() {
      if ((++calls & 1023) === 0) checkNow();
    },
  };
}

function allocOf(draft: Draft, channels: number): Alloc {
  const alloc = draft.problem.qty.map(() => new Array<number>(channels).fill(0));
  draft.problem.shops.forEach((shop, s) =>
    draft.units[s]!.forEach((n, i) => (alloc[i]![shop.channel]! += n)),
  );
  return alloc;
}

/**
 * The exact cheapest plan. Bounds come from a relaxation in which demand has prices instead of being met; then every basket a
 * channel could contribute to a plan near that bound is listed, and these are combined exactly. The window is widened until the
 * optimum is in it, so the answer does not depend on how good the prices are.
 */
export function solve(instance: PlanInstance, options: SolveOptions = {}): Solution {
  const missing = shortagesOf(instance);
  const none: Solution = { total: null, alloc: null, proven: true, bound: null, missing };
  if (missing.length > 0) return none;
  const { best, bound, proven } = searchPlans(
    problemOf(instance),
    budgetOf(options.budgetMs),
    options.effort,
  );
  if (!best) return { ...none, proven, bound: proven ? null : bound };
  return { total: best.total, alloc: allocOf(best, instance.channels.length), proven, bound, missing };
}
