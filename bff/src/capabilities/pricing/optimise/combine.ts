import { pack } from './columns.ts';
import type { Budget, Column } from './columns.ts';
import { Front, Labels } from './labels.ts';
import type { Choice } from './labels.ts';
import { leastOf, restBounds } from './pool.ts';
import type { Pool } from './pool.ts';

interface Layer {
  shop: number;
  columns: Column[];
  packed: Int32Array;
  /** Least value of the shops after this one, by how many of them may be used. */
  rest: Float64Array;
  /** What the shops after this one could still supply, packed. */
  cover: number[];
  /** The last shop must supply exactly what is left: its columns by packed basket. */
  exact: Map<number | string, number[]> | null;
}

const keyOf = (packed: number[]): number | string => (packed.length === 1 ? packed[0]! : packed.join(':'));

function byBasket(columns: Column[]): Map<number | string, number[]> {
  const index = new Map<number | string, number[]>();
  columns.forEach((column, c) => {
    const key = keyOf(column.packed);
    const same = index.get(key);
    if (same) same.push(c);
    else index.set(key, [c]);
  });
  return index;
}

/** Shops with few columns first: they decide most. */
function layersOf(pool: Pool): Layer[] {
  const { problem, packing } = pool;
  const order = problem.shops
    .map((_, s) => s)
    .filter((s) => pool.columns[s]!.length > 0)
    .sort((a, b) => pool.columns[a]!.length - pool.columns[b]!.length);
  const least = order.map((s) => leastOf(pool.columns[s]!, problem.shops[s]!));
  const rest = restBounds(
    least,
    order.map((s) => problem.shops[s]!),
    problem.maxUsed,
  );
  const units = new Array<number>(problem.qty.length).fill(0);
  const layers: Layer[] = [];
  for (let k = order.length - 1; k >= 0; k--) {
    const shop = order[k]!;
    const columns = [...pool.columns[shop]!].sort((a, b) => a.value - b.value);
    const packed = Int32Array.from(columns.flatMap((c) => c.packed));
    layers.unshift({
      shop,
      columns,
      packed,
      rest: rest[k + 1]!,
      cover: pack(packing, units),
      exact: k === order.length - 1 ? byBasket(columns) : null,
    });
    for (let i = 0; i < units.length; i++) {
      const most = columns.reduce((m, c) => Math.max(m, c.units[i]!), 0);
      units[i] = Math.min(problem.qty[i]!, units[i]! + most);
    }
  }
  return layers;
}

/**
 * The cheapest way to meet the demand exactly with at most one column a shop, below the pool's limit, or null when there is
 * none. Shop by shop; partial plans with the same open demand are kept only while none is at least as good.
 */
export function combine(pool: Pool, budget: Budget): { total: number; choice: Choice } | null {
  const { problem, branch, packing } = pool;
  if (problem.shops.some(({ must }, s) => must && pool.columns[s]!.length === 0)) return null;
  const layers = layersOf(pool);
  const counted = layers.reduce((sum, layer) => sum + problem.shops[layer.shop]!.counts, 0) > problem.maxUsed;
  const labels = new Labels();
  let front = [labels.root(pack(packing, problem.qty))];
  for (const layer of layers) {
    const next = new Front(labels, counted, branch.tight);
    if (!problem.shops[layer.shop]!.must) stay(pool, layer, labels, front, next);
    extend(pool, layer, labels, front, next, budget);
    front = next.all();
  }
  let best = -1;
  for (const l of front) {
    for (let w = 0; w < packing.words; w++) if (labels.open[l * packing.words + w] !== 0) return null;
    if (branch.tight && labels.net[l]! < branch.at) continue;
    if (best < 0 || labels.cost[l]! < labels.cost[best]!) best = l;
  }
  return best < 0 ? null : { total: labels.cost[best]! - branch.off, choice: labels.choiceOf(best) };
}

/** Partial plans that can do without this shop. */
function stay(pool: Pool, layer: Layer, labels: Labels, front: number[], next: Front): void {
  const { guard, words } = pool.packing;
  for (const l of front) {
    labels.chain[l] = -1;
    const used = labels.used[l]!;
    if (pool.base + labels.value[l]! + layer.rest[pool.problem.maxUsed - used]! >= pool.limit) continue;
    const open = labels.open.slice(l * words, (l + 1) * words);
    if (!open.every((word, w) => (((layer.cover[w]! | guard[w]!) - word) & guard[w]!) === guard[w]!))
      continue;
    const key = next.key(open, used);
    if (!next.knows(key, labels.cost[l]!, labels.net[l]!)) next.keep(key, l);
  }
}

/** Partial plans with each column of this shop that fits the open demand and leaves what the others can supply. */
function extend(
  pool: Pool,
  layer: Layer,
  labels: Labels,
  front: number[],
  next: Front,
  budget: Budget,
): void {
  const { base, limit, problem, packing } = pool;
  const { guard, words } = packing;
  const { columns, packed, cover } = layer;
  const counts = problem.shops[layer.shop]!.counts;
  const left = new Array<number>(words).fill(0);
  for (const l of front) {
    const used = labels.used[l]! + counts;
    if (used > problem.maxUsed) continue;
    const most = limit - base - labels.value[l]! - layer.rest[problem.maxUsed - used]!;
    const exact =
      layer.exact && (layer.exact.get(keyOf(labels.open.slice(l * words, (l + 1) * words))) ?? []);
    const size = exact ? exact.length : columns.length;
    for (let k = 0; k < size; k++) {
      const c = exact ? exact[k]! : k;
      if (columns[c]!.value >= most) break;
      budget.check();
      let fits = true;
      for (let w = 0; w < words && fits; w++) {
        const open = labels.open[l * words + w]!;
        const g = guard[w]!;
        const taken = (open | g) - packed[c * words + w]!;
        left[w] = taken & ~g;
        fits = (taken & g) === g && (((cover[w]! | g) - left[w]!) & g) === g;
      }
      if (!fits) continue;
      const column = columns[c]!;
      const key = next.key(left, used);
      if (next.knows(key, labels.cost[l]! + column.cost, labels.net[l]! + column.net)) continue;
      next.keep(key, labels.grow(l, column, layer.shop, left));
    }
  }
}
