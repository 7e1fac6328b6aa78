import { capped, OutOfBudget, packingOf, TooMuch } from './columns.ts';
import type { Budget } from './columns.ts';
import { combine } from './combine.ts';
import type { Choice } from './labels.ts';
import type { Draft } from './local-search.ts';
import { branchesOf, limitOf, partsOf, remember, upperOf } from './nodes.ts';
import type { Node, Open, Search } from './nodes.ts';
import { polish } from './polish.ts';
import { narrowed, poolOf } from './pool.ts';
import type { Pool } from './pool.ts';
import type { Problem } from './problem.ts';
import { subsetsOf } from './subsets.ts';

/** First widths of the windows above a bound in which plans are searched, as parts of the bound. */
const WINDOW = 0.002;
const NEAR = 0.0004;
/** Listing and combining more baskets than this is slower than splitting the part in two. */
const EFFORT = 400_000;

/** Outcome: the best plan, and a bound below which there is none (Infinity: no plan at all); `proven` when they meet. */
export interface Found {
  best: Draft | null;
  bound: number;
  proven: boolean;
}

/** More than any plan can cost. */
function ceilingOf(problem: Problem): number {
  let sum = 1;
  for (const shop of problem.shops) {
    shop.price.forEach((price, k) => (sum += price * shop.cap[k]!));
    sum += shop.levels[0]!.fee;
  }
  return sum;
}

function draftOf(problem: Problem, total: number, choice: Choice): Draft {
  const units = problem.shops.map(() => new Array<number>(problem.qty.length).fill(0));
  for (const { shop, column } of choice) units[shop] = column.units;
  return { total, units, problem };
}

/** Searches all plans of the node below a target somewhat above its bound: finds the cheapest or raises the bound. */
function deepen(search: Search, node: Node, open: Open, budget: Budget): void {
  const upper = Math.min(search.ceiling, upperOf(search));
  open.reach = open.reach === 0 ? Math.max(search.grain * 2, Math.abs(node.lower) * WINDOW) : open.reach * 2;
  const all = node.lower + open.reach * 1.4 >= upper;
  const limit = all ? Math.min(search.ceiling, limitOf(search)) : node.lower + open.reach;
  const { packing } = search;
  const pool = poolOf(node.problem, packing, open.relax, open.branch, open.prices, limit, budget);
  node.lower = polish(pool, node.lower, (relaxation) => open.hint(node.problem, relaxation));
  open.prices = pool.prices;
  if (combineNear(search, node, pool, budget) || all) node.lower = Infinity;
}

/**
 * Combines the columns, first only those for plans close to the bound. True when a plan below such a window's limit was found: it
 * is the cheapest of the node. (With a price on the platform threshold a dearer plan can turn up too; it proves nothing.)
 */
function combineNear(search: Search, node: Node, pool: Pool, budget: Budget): boolean {
  for (let reach = Math.max(search.grain * 2, node.lower * NEAR); node.lower < pool.limit; reach *= 2) {
    const limit = node.lower + reach * 1.5 >= pool.limit ? pool.limit : node.lower + reach;
    const found = combine(limit === pool.limit ? pool : narrowed(pool, limit), budget);
    if (found) remember(search, draftOf(node.problem, found.total, found.choice));
    if (found && found.total < limit) return true;
    node.lower = limit;
  }
  return false;
}

/** One step with a node: opens it, searches it, or splits it. What is left of it. */
function advance(search: Search, node: Node): Node[] {
  const { open } = node;
  if (!open) {
    const opened = branchesOf(search, node.problem);
    for (const o of opened) o.lower = Math.max(o.lower, node.lower);
    return opened;
  }
  try {
    deepen(search, node, open, capped(search.budget, search.effort));
  } catch (stop) {
    if (!(stop instanceof TooMuch)) throw stop;
    const parts = partsOf(search, node, open);
    if (parts) return parts;
    deepen(search, node, open, search.budget);
  }
  return [node];
}

/** Best first: always the part with the lowest bound, until no part can hold anything cheaper than the best plan. */
export function searchPlans(problem: Problem, budget: Budget, effort = EFFORT): Found {
  const search: Search = {
    packing: packingOf(problem.qty),
    budget,
    effort,
    ceiling: ceilingOf(problem),
    grain: problem.grain,
    best: null,
  };
  let nodes: Node[] = [];
  try {
    nodes = subsetsOf(problem).map(({ part, lower }) => ({ problem: part, lower, open: null }));
    for (let round = 0; ; round++) {
      nodes = nodes.filter((o) => o.lower < limitOf(search));
      if (nodes.length === 0) return { best: search.best, bound: upperOf(search), proven: true };
      // The first round always runs: it leaves a plan and a bound to answer with.
      if (round > 0) budget.checkNow();
      const node = nodes.reduce((a, b) => (b.lower < a.lower ? b : a));
      const left = advance(search, node);
      nodes = nodes.filter((o) => o !== node).concat(left);
    }
  } catch (stop) {
    if (!(stop instanceof OutOfBudget)) throw stop;
    const bound = Math.min(...nodes.map((o) => o.lower), upperOf(search));
    return { best: search.best, bound: Math.ceil(bound - 1e-3), proven: false };
  }
}
