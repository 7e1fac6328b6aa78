import type { Problem } from './problem.ts';
import type { Branch, Prices, Relaxation } from './relax.ts';

/** A proven lower bound (fen, not rounded) and the prices that prove it. */
export interface Proof {
  bound: number;
  prices: Prices;
}

/** First guess of the prices: what the last unit needed costs when everything is bought where it is cheapest. */
export function startPrices(problem: Problem): Prices {
  const unit = new Float64Array(problem.qty.length);
  for (let i = 0; i < unit.length; i++) {
    const sold: [number, number][] = [];
    for (const shop of problem.shops) {
      const k = shop.items.indexOf(i);
      if (k >= 0) sold.push([shop.price[k]!, shop.cap[k]!]);
    }
    sold.sort((a, b) => a[0] - b[0]);
    let open = problem.qty[i]!;
    for (const [price, cap] of sold) {
      if (open <= 0) break;
      unit[i] = price;
      open -= cap;
    }
  }
  return { unit, push: 0 };
}

const copy = (prices: Prices): Prices => ({ unit: prices.unit.slice(), push: prices.push });

/** How far to climb: `upper` is the best total known (Infinity: none), a bound at or above `enough` ends the climb. */
export interface Climb {
  upper: number;
  enough: number;
  steps: number;
  /** Called with every relaxation on the way: what it would use is a hint where good plans lie. */
  onStep?: (relaxation: Relaxation) => void;
}

/**
 * Subgradient ascent (Polyak steps, directions smoothed). Any prices give a valid bound, so this only ever returns a proof;
 * how good it is decides how long the exact search takes, never what it answers.
 */
export function ascend(
  relax: (branch: Branch, prices: Prices) => Relaxation,
  branch: Branch,
  from: Proof,
  climb: Climb,
): Proof {
  const at = copy(from.prices);
  const direction = new Float64Array(at.unit.length);
  const scale = at.unit.reduce((sum, u) => sum + u, 0) / Math.max(1, at.unit.length) || 1;
  let best: Proof = { bound: -Infinity, prices: copy(at) };
  let push = 0;
  let pace = 1;
  let idle = 0;
  for (let step = 0; step < climb.steps; step++) {
    const now = relax(branch, at);
    climb.onStep?.(now);
    if (now.bound > best.bound + 0.01) {
      best = { bound: now.bound, prices: copy(at) };
      idle = 0;
    } else if (++idle >= 5) {
      pace /= 2;
      idle = 0;
      if (pace < 0.02) break;
      at.unit.set(best.prices.unit);
      at.push = best.prices.push;
      direction.fill(0);
      push = 0;
      continue;
    }
    if (best.bound >= climb.enough) break;
    let norm = 0;
    for (let i = 0; i < direction.length; i++) {
      direction[i] = 0.7 * now.open[i]! + 0.3 * direction[i]!;
      norm += direction[i]! ** 2;
    }
    push = branch.tight ? 0.7 * (now.short / scale) + 0.3 * push : 0;
    norm += push ** 2;
    if (norm < 1e-9) break;
    const target = Number.isFinite(climb.upper)
      ? climb.upper
      : best.bound + Math.abs(best.bound) * 0.02 + 500;
    const move = (pace * Math.max(1, target - now.bound)) / norm;
    for (let i = 0; i < direction.length; i++) at.unit[i] = at.unit[i]! + move * direction[i]!;
    at.push = Math.max(0, at.push + (move * push) / scale);
  }
  return best;
}
