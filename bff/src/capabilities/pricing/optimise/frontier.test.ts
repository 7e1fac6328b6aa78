import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { billOf } from './bill.ts';
import { frontierOf } from './frontier.ts';
import type { Alloc, PlanInstance } from './instance.ts';

type Size = [total: number, eta: number, parcels: number];

function sizeOf(it: PlanInstance, alloc: Alloc): Size | null {
  const bill = billOf(it, alloc);
  if (!bill) return null;
  const etas = bill.channels.map((c) => it.channels[c.channel]!.etaMinutes ?? Infinity);
  return [bill.totalFen, Math.max(...etas), etas.length];
}

/** All lawful plans of a small basket, reduced to those that no other beats. */
function bruteFrontier(it: PlanInstance): Size[] {
  const sizes = new Map<string, Size>();
  const place = (i: number, j: number, open: number, alloc: Alloc): void => {
    if (i === it.items.length) {
      const size = sizeOf(it, alloc);
      if (size) sizes.set(size.join(), size);
      return;
    }
    if (j === it.channels.length) {
      if (open === 0) place(i + 1, 0, it.items[i + 1]?.qty ?? 0, alloc);
      return;
    }
    for (let n = 0; n <= open; n++) {
      place(
        i,
        j + 1,
        open - n,
        alloc.map((row, r) => (r === i ? row.map((u, c) => (c === j ? n : u)) : row)),
      );
    }
  };
  place(
    0,
    0,
    it.items[0]!.qty,
    it.items.map(() => it.channels.map(() => 0)),
  );
  const all = [...sizes.values()];
  return all.filter((b) => !all.some((a) => a !== b && a.every((v, k) => v <= b[k]!)));
}

const coupon = fc.record({ at: fc.integer({ min: 10, max: 90 }), off: fc.integer({ min: 1, max: 10 }) });
const instances = fc.integer({ min: 1, max: 3 }).chain((items) =>
  fc.record({
    id: fc.constant('random'),
    items: fc.array(fc.record({ sku: fc.constant('x'), qty: fc.integer({ min: 1, max: 2 }) }), {
      minLength: items,
      maxLength: items,
    }),
    channels: fc.array(
      fc.record({
        id: fc.constant('c'),
        price: fc.array(fc.option(fc.integer({ min: 1, max: 30 }), { freq: 8 }), {
          minLength: items,
          maxLength: items,
        }),
        stock: fc.array(fc.constantFrom(0, 1, 2, 99), { minLength: items, maxLength: items }),
        fee: fc.constantFrom(0, 3, 6),
        free_at: fc.option(fc.integer({ min: 1, max: 60 }), { freq: 2 }),
        min_order: fc.constantFrom(0, 0, 15),
        coupons: fc.array(coupon, { maxLength: 2 }),
        etaMinutes: fc.option(fc.constantFrom(15, 30, 45, 1440), { freq: 8 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    platform_coupons: fc.array(coupon, { maxLength: 1 }),
    max_channels: fc.constantFrom(2, 99),
  }),
);

const bySize = (a: Size, b: Size): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

const shop = (
  id: string,
  price: (number | null)[],
  etaMinutes: number,
  more: object = {},
): PlanInstance['channels'][number] => ({
  ...{ id, price, stock: price.map(() => 9), fee: 300, free_at: null, min_order: 0, coupons: [], etaMinutes },
  ...more,
});
const two = [
  { sku: 'i0', qty: 1 },
  { sku: 'i1', qty: 1 },
];

// Thousands of baskets a test: on a busy machine that takes longer than the default.
vi.setConfig({ testTimeout: 120_000 });

describe('the plans worth choosing between', () => {
  it('are exactly the plans that no other beats in total, time and parcels', () => {
    fc.assert(
      fc.property(instances, (instance) => {
        const points = frontierOf(instance).points.map((p): Size => [
          p.totalFen,
          p.etaMinutes ?? Infinity,
          p.parcels,
        ]);
        expect(points.sort(bySize)).toEqual(bruteFrontier(instance).sort(bySize));
      }),
      { numRuns: 500, seed: 20261123 },
    );
  });

  it('each have a bill whose parts add up to the total, and the titles go to the right ones', () => {
    fc.assert(
      fc.property(instances, (instance) => {
        const { points } = frontierOf(instance);
        for (const { bill, totalFen } of points) {
          const parts = bill.channels.map((c) => {
            expect(c.subtotalFen).toBe(c.lines.reduce((sum, l) => sum + l.qty * l.priceFen, 0));
            return c.subtotalFen - (c.coupon?.off ?? 0) + c.feeFen;
          });
          expect(parts.reduce((a, b) => a + b, 0) - (bill.platformCoupon?.off ?? 0)).toBe(totalFen);
        }
        if (points.length === 0) return;
        const holder = (title: string) => points.filter((p) => p.titles.some((t) => t === title));
        expect(holder('cheapest').map((p) => p.totalFen)).toEqual([
          Math.min(...points.map((p) => p.totalFen)),
        ]);
        expect(holder('fewest').map((p) => p.parcels)).toEqual([Math.min(...points.map((p) => p.parcels))]);
        const fastest = Math.min(...points.map((p) => p.etaMinutes ?? Infinity));
        expect(holder('fastest').map((p) => p.etaMinutes)).toEqual(fastest === Infinity ? [] : [fastest]);
      }),
      { numRuns: 300, seed: 20261124 },
    );
  });

  it('say in one sentence what splitting saves and how much longer it takes', () => {
    const channels = [shop('a', [2000, 3000], 31), shop('b', [2500, 1770], 40)];
    const { points } = frontierOf({ id: 't', items: two, channels, platform_coupons: [], max_channels: 2 });
    expect(points.map((p) => [p.totalFen, p.titles, p.savingFen, p.why])).toEqual([
      [4370, ['cheapest'], 200, '分两家买省 2.00 元，一样快'],
      [4570, ['fewest'], 0, '在一家买齐，单家方案里最省'],
      [5300, ['fastest'], -730, '换一家买贵 7.30 元，早到 9 分钟'],
    ]);
  });

  it('compare with the cheapest plan where no single channel has everything', () => {
    const channels = [
      shop('a', [2000, null], 30),
      shop('b', [null, 1000], 1480),
      shop('c', [null, 1500], 40),
    ];
    const { points } = frontierOf({ id: 't', items: two, channels, platform_coupons: [], max_channels: 2 });
    expect(points.map((p) => [p.savingFen, p.why])).toEqual([
      [null, '没有一家能配齐，分两家买最省'],
      [null, '没有一家能配齐，分两家买比最省的贵 5.00 元，早到 约 24 小时'],
    ]);
  });

  it('are none, with the item to blame, when nobody has it', () => {
    const channels = [shop('a', [2000, null], 30)];
    const instance = { id: 't', items: two, channels, platform_coupons: [], max_channels: 2 };
    expect(frontierOf(instance)).toEqual({
      points: [],
      missing: [{ item: 1, sku: 'i1', wanted: 1, available: 0 }],
    });
  });
});
