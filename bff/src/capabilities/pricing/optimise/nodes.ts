import { ascend, startPrices } from './ascend.ts';
import type { Proof } from './ascend.ts';
import type { Budget, Packing } from './columns.ts';
import { localSearch } from './local-search.ts';
import type { Draft } from './local-search.ts';
import type { Problem, Shop } from './problem.ts';
import { relaxer } from './relax.ts';
import type { Branch, Prices, Relaxation } from './relax.ts';
import { split } from './split.ts';

/** So many sets of shops are worth a local search. */
const MOST_HINTS = 6;

/** Part of the search: a set of shops, and once opened one use of the platform coupon. No plan in it costs less than `lower`. */
export interface Node {
  problem: Problem;
  lower: number;
  open: Open | null;
}

export interface Open {
  branch: Branch;
  prices: Prices;
  relax: (branch: Branch, prices: Prices) => Relaxation;
  hint: (problem: Problem, relaxation: Relaxation) => void;
  reach: number;
}

export interface Search {
  packing: Packing;
  budget: Budget;
  effort: number;
  ceiling: number;
  grain: number;
  best: Draft | null;
}

export const upperOf = (search: Search): number => search.best?.total ?? Infinity;

/** Only plans below this improve on the best one: totals are multiples of the grain. */
export const limitOf = (search: Search): number => upperOf(search) - search.grain + 1e-3;

export function remember(search: Search, draft: Draft | null): void {
  if (draft && draft.total < upperOf(search)) search.best = draft;
}

/** Local search from each distinct set of shops that the relaxations use, the first few only. */
function hintsOf(search: Search, problem: Problem): Open['hint'] {
  const improve = localSearch(problem);
  const tried = new Set<string>();
  return (part, { used }) => {
    if (tried.size >= MOST_HINTS) return;
    const inUse = (shop: Shop) => part.shops.some((p, s) => used[s] && p.channel === shop.channel);
    const allowed = problem.shops.map(inUse);
    const key = allowed.map((u) => (u ? '1' : '0')).join('');
    if (tried.has(key)) return;
    if (tried.size === 0) remember(search, improve(problem.shops.map(() => true)));
    tried.add(key);
    remember(search, improve(allowed));
  };
}

/** The ways to use (or not use) a platform coupon, each with a first bound. Those that another covers are left out. */
export function branchesOf(search: Search, problem: Problem): Node[] {
  const relax = relaxer(problem);
  const hint = hintsOf(search, problem);
  const free: Branch = { at: 0, off: 0, tight: false };
  const climb = (branch: Branch, from: Proof): Proof =>
    ascend(relax, branch, from, {
      upper: upperOf(search),
      enough: limitOf(search) + mostOff - branch.off,
      steps: 80,
      onStep: (relaxation) => hint(problem, relaxation),
    });
  const mostOff = problem.platform.at(-1)?.off ?? 0;
  const proof = climb(free, { bound: -Infinity, prices: startPrices(problem) });
  const fees = problem.shops.map((s) => s.levels[0]!.fee * s.counts).sort((a, b) => b - a);
  const leastNet = proof.bound - fees.slice(0, problem.maxUsed).reduce((sum, fee) => sum + fee, 0);
  const slack = problem.platform.filter((c) => c.at <= leastNet).at(-1) ?? { at: 0, off: 0 };
  const nodeOf = (branch: Branch, prices: Prices, lower: number): Node => ({
    problem,
    lower,
    open: { branch, prices, relax, hint, reach: 0 },
  });
  const nodes = [nodeOf({ ...free, off: slack.off }, proof.prices, proof.bound - slack.off)];
  for (const coupon of problem.platform) {
    const least = proof.bound - coupon.off;
    if (coupon.off <= slack.off || least >= limitOf(search)) continue;
    const branch: Branch = { ...coupon, tight: true };
    const tight = climb(branch, proof);
    nodes.push(nodeOf(branch, tight.prices, Math.max(tight.bound, least)));
  }
  return nodes;
}

/** The parts of an open node that is too much at once, each with a bound of its own. */
export function partsOf(search: Search, node: Node, open: Open): Node[] | null {
  const { branch, prices, hint } = open;
  const parts = split(node.problem, open.relax, branch, prices);
  return (
    parts &&
    parts.map((problem) => {
      const relax = relaxer(problem);
      const proof = ascend(
        relax,
        branch,
        { bound: -Infinity, prices },
        {
          upper: upperOf(search),
          enough: limitOf(search),
          steps: 40,
          onStep: (relaxation) => hint(problem, relaxation),
        },
      );
      const lower = Math.max(node.lower, proof.bound);
      return { problem, lower, open: { branch, prices: proof.prices, relax, hint, reach: open.reach / 2 } };
    })
  );
}
