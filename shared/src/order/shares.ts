import type { Fen } from '../kernel/money.ts';

/**
 * Shares `total` out in proportion to `weights`, in whole fen: the shares add up to `total` exactly, and none is larger than its
 * weight when `total` is not larger than their sum. What rounding leaves goes to the largest remainders, the earlier one first.
 */
export function shareOut(total: Fen, weights: readonly number[]): Fen[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  // Two amounts of fen multiplied may pass what a number holds exactly.
  const products = weights.map((weight) => BigInt(total) * BigInt(weight));
  const shares = products.map((product) => Number(product / BigInt(sum)));
  const left = total - shares.reduce((all, share) => all + share, 0);
  const byRemainder = products
    .map((product, index) => ({ index, remainder: product % BigInt(sum) }))
    .sort((a, b) => Number(b.remainder - a.remainder) || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) shares[index]! += 1;
  return shares;
}

/** What `count` of `units` units come to that `left` fen are left for; taken in whatever steps, the parts add up to all of it. */
export const partOf = (left: Fen, units: number, count: number): Fen => Math.floor((left * count) / units);
