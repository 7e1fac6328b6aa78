import { ascend } from './ascend.ts';
import type { Problem, Shop } from './problem.ts';
import type { Branch, Prices, Relaxation } from './relax.ts';

const STEPS = 25;

/** A border between plans: those in which the subtotal of a shop reaches a level, and those that do without that level. */
interface Border {
  shop: number;
  level: number;
}

/** How often the relaxation is on this level or above while its prices improve: what wavers there is why the bound is weak. */
function bordersOf(
  problem: Problem,
  relax: (branch: Branch, prices: Prices) => Relaxation,
  branch: Branch,
  prices: Prices,
): (Border & { share: number })[] {
  const reached = problem.shops.map((shop) => new Float64Array(shop.levels.length));
  let steps = 0;
  const onStep = ({ used, levels }: Relaxation): void => {
    steps++;
    for (let s = 0; s < used.length; s++)
      for (let l = 0; used[s] && l <= levels[s]!; l++) reached[s]![l]! += 1;
  };
  ascend(
    relax,
    branch,
    { bound: -Infinity, prices },
    { upper: Infinity, enough: Infinity, steps: STEPS, onStep },
  );
  return problem.shops.flatMap(({ counts, must }, shop) =>
    counts === 0
      ? []
      : [...reached[shop]!.keys()]
          .slice(must ? 1 : 0)
          .map((level) => ({ shop, level, share: reached[shop]![level]! / steps })),
  );
}

function withShop(problem: Problem, s: number, shop: Shop | null): Problem {
  const shops = problem.shops.flatMap((each, k) => (k !== s ? [each] : shop ? [shop] : []));
  const counting = shops.filter(({ counts }) => counts === 1).length;
  return { ...problem, shops, maxUsed: Math.min(problem.maxUsed, counting) };
}

/**
 * The problem as two smaller ones, null when nothing is left to decide. Without a level its fee and coupon are gone but not the
 * subtotals that would reach it: such a plan then only looks dearer than it is, and is in the other part at its true price.
 */
export function split(
  problem: Problem,
  relax: (branch: Branch, prices: Prices) => Relaxation,
  branch: Branch,
  prices: Prices,
): Problem[] | null {
  const borders = bordersOf(problem, relax, branch, prices);
  if (borders.length === 0) return null;
  const doubt = ({ share }: { share: number }) => Math.abs(share - 0.5);
  const { shop: s, level } = borders.reduce((a, b) => (doubt(b) < doubt(a) ? b : a));
  const shop = problem.shops[s]!;
  const at = shop.levels[level]!.at;
  const under = {
    ...shop,
    levels: shop.levels.slice(0, level),
    coupons: shop.coupons.filter((c) => c.at < at),
  };
  const parts = [withShop(problem, s, level === 0 ? null : under)];
  const musts = problem.shops.filter(({ must }, k) => must || k === s).length;
  if (musts <= problem.maxUsed)
    parts.push(withShop(problem, s, { ...shop, must: true, levels: shop.levels.slice(level) }));
  return parts;
}
