import type { Problem } from './problem.ts';

/** A lawful plan of `problem`: `units[shop][item]`. */
export interface Draft {
  problem: Problem;
  total: number;
  units: number[][];
}

const BROKEN = 1e12;

function totalOf(problem: Problem, subtotals: number[]): number {
  let net = 0;
  let fees = 0;
  let used = 0;
  let broken = 0;
  for (let s = 0; s < subtotals.length; s++) {
    const shop = problem.shops[s]!;
    const subtotal = subtotals[s]!;
    if (subtotal === 0) continue;
    used += shop.counts;
    let level = shop.levels.length - 1;
    while (level >= 0 && shop.levels[level]!.at > subtotal) level--;
    if (level < 0) {
      broken += BROKEN + (shop.levels[0]!.at - subtotal) * 1000;
      net += subtotal;
      continue;
    }
    fees += shop.levels[level]!.fee;
    net += subtotal - shop.levels[level]!.off;
  }
  let off = 0;
  for (const coupon of problem.platform) if (coupon.at <= net) off = Math.max(off, coupon.off);
  return net + fees - off + broken + Math.max(0, used - problem.maxUsed) * BROKEN * 100;
}

interface State {
  units: number[][];
  subtotals: number[];
  total: number;
}

/** Buys every item where it is cheapest among the shops allowed; null when they do not have enough. */
function buyCheapest(problem: Problem, price: number[][], cap: number[][], allowed: boolean[]): State | null {
  const units = problem.shops.map(() => new Array<number>(problem.qty.length).fill(0));
  const subtotals = new Array<number>(problem.shops.length).fill(0);
  for (let i = 0; i < problem.qty.length; i++) {
    let open = problem.qty[i]!;
    while (open > 0) {
      let best = -1;
      for (let s = 0; s < units.length; s++) {
        if (!allowed[s] || cap[s]![i]! === units[s]![i]!) continue;
        if (best < 0 || price[s]![i]! < price[best]![i]!) best = s;
      }
      if (best < 0) return null;
      const take = Math.min(open, cap[best]![i]! - units[best]![i]!);
      units[best]![i]! += take;
      subtotals[best]! += take * price[best]![i]!;
      open -= take;
    }
  }
  return { units, subtotals, total: totalOf(problem, subtotals) };
}

/**
 * Quick good plans: buy cheapest within a hinted set of shops, then move units between shops while that saves.
 * Only an upper bound for the exact search.
 */
export function localSearch(problem: Problem): (allowed: boolean[]) => Draft | null {
  const { shops, qty } = problem;
  const price = shops.map(() => new Array<number>(qty.length).fill(0));
  const cap = shops.map(() => new Array<number>(qty.length).fill(0));
  shops.forEach((shop, s) =>
    shop.items.forEach((i, k) => {
      price[s]![i] = shop.price[k]!;
      cap[s]![i] = shop.cap[k]!;
    }),
  );
  const tryMove = (state: State, i: number, from: number, to: number, n: number): boolean => {
    const { subtotals, units } = state;
    subtotals[from]! -= n * price[from]![i]!;
    subtotals[to]! += n * price[to]![i]!;
    const total = totalOf(problem, subtotals);
    if (total < state.total) {
      state.total = total;
      units[from]![i]! -= n;
      units[to]![i]! += n;
      return true;
    }
    subtotals[from]! += n * price[from]![i]!;
    subtotals[to]! -= n * price[to]![i]!;
    return false;
  };
  const improve = (state: State): boolean => {
    let better = false;
    for (let i = 0; i < qty.length; i++)
      for (let from = 0; from < shops.length; from++)
        for (let to = 0; to < shops.length && state.units[from]![i]! > 0; to++) {
          const room = Math.min(state.units[from]![i]!, cap[to]![i]! - state.units[to]![i]!);
          if (to === from || room <= 0) continue;
          if (tryMove(state, i, from, to, room) || (room > 1 && tryMove(state, i, from, to, 1)))
            better = true;
        }
    return better;
  };
  return (allowed) => {
    const state = buyCheapest(problem, price, cap, allowed);
    if (!state) return null;
    for (let round = 0; round < 20 && improve(state); round++);
    return state.total < BROKEN / 2 ? { problem, total: state.total, units: state.units } : null;
  };
}
