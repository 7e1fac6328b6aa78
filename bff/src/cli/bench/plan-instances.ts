import type { PlanInstance } from '../../capabilities/pricing/optimise/instance.ts';
import { seeded } from './measure.ts';

/** Least and most, both drawn. */
type Range = readonly [number, number];

/** What a kind of basket is drawn from. `rough`: amounts to the fen instead of round ones. */
export interface Shape {
  items: Range;
  channels: Range;
  coupons: Range;
  qty: readonly number[];
  stock: readonly number[];
  most: readonly number[];
  rough?: boolean;
}

const QTY = [1, 1, 1, 1, 1, 2, 2, 2, 3, 3];
const STOCK = [0, 1, 2, 3, 5, 99];
const MOST = [1, 2, 2, 2, 3, 99, 99];
const FULL = { items: [10, 10], channels: [12, 12], coupons: [3, 3] } as const;

/** `shared` is drawn as the instances of ../shared/data/plan are; the others are larger or nastier. */
export const SHAPES = {
  shared: { items: [2, 8], channels: [3, 9], coupons: [0, 3], qty: QTY, stock: STOCK, most: MOST },
  full: { ...FULL, qty: QTY, stock: STOCK, most: [1, 2, 2, 3, 4, 6, 99] },
  rough: { ...FULL, qty: [1, 2, 3, 4, 5, 6], stock: STOCK, most: [2, 3, 4, 99, 99], rough: true },
  thin: { ...FULL, qty: [1, 2, 3, 4], stock: [0, 0, 1, 1, 1, 2], most: [5, 6, 8, 12, 99] },
} satisfies Record<string, Shape>;

export type ShapeName = keyof typeof SHAPES;

interface Draw {
  int(from: number, to: number): number;
  of<T>(values: readonly T[]): T;
  likely(share: number): boolean;
}

function drawOf(next: () => number): Draw {
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return { int, of: (values) => values[int(0, values.length - 1)]!, likely: (share) => next() < share };
}

function channelOf(draw: Draw, shape: Shape, bases: number[], j: number): PlanInstance['channels'][number] {
  const online = draw.likely(0.35);
  const blur = (amount: number) => (shape.rough && amount > 0 ? amount + draw.int(-99, 99) : amount);
  const grain = shape.rough ? 1 : 10;
  return {
    id: `${online ? 'o' : 's'}${j}`,
    price: bases.map((base) =>
      draw.likely(0.15) ? null : Math.round((base * draw.int(7500, 12500)) / 10_000 / grain) * grain,
    ),
    stock: bases.map(() => draw.of(shape.stock)),
    fee: blur(draw.of(online ? [0, 600, 800, 1000] : [300, 500, 600, 900])),
    free_at: draw.likely(0.27) ? null : blur(draw.of([3900, 5900, 9900])),
    min_order: blur(draw.of([0, 0, 1500, 2000])),
    coupons: Array.from({ length: draw.int(...shape.coupons) }, () => {
      const at = draw.of([2900, 3900, 5900, 9900, 15900]);
      return {
        at: blur(at),
        off: blur(draw.of([300, 500, 800, 1000, 1500].filter((off) => off < at * 0.4))),
      };
    }),
  };
}

function instanceOf(draw: Draw, shape: Shape, id: string): PlanInstance {
  const bases = Array.from({ length: draw.int(...shape.items) }, () => draw.int(500, 9000));
  const channels = draw.int(...shape.channels);
  return {
    id,
    items: bases.map((_, i) => ({ sku: `i${i}`, qty: draw.of(shape.qty) })),
    channels: Array.from({ length: channels }, (_, j) => channelOf(draw, shape, bases, j)),
    platform_coupons: Array.from({ length: draw.int(0, 2) }, () => ({
      at: draw.of([5000, 9900, 19900]),
      off: draw.of([500, 1000, 2000]),
    })),
    max_channels: draw.of(shape.most),
  };
}

/** The same baskets for the same shape, number and seed. */
export function drawInstances(name: ShapeName, n: number, seed: number): PlanInstance[] {
  const draw = drawOf(seeded(seed));
  return Array.from({ length: n }, (_, k) => instanceOf(draw, SHAPES[name], `${name}-${k}`));
}
