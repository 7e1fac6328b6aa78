import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Basket } from './basket.ts';
import type { Candidate } from './candidates.ts';
import { chargedFees, feesOf } from './fees.ts';
import { discountFen } from './coupons.ts';
import { optionsFor } from './options.ts';
import type { CouponRow } from './store.ts';
import { someDrug, someStore } from './testing.ts';

const CATEGORIES = ['感冒发热', '维生素矿物质'];
const small = fc.record({
  items: fc.array(
    fc.record({ qty: fc.integer({ min: 1, max: 2 }), category: fc.constantFrom(...CATEGORIES) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  stores: fc.array(
    fc.record({
      price: fc.array(
        fc.option(
          fc.integer({ min: 1, max: 30 }).map((n) => n * 100),
          { freq: 6 },
        ),
        { minLength: 3, maxLength: 3 },
      ),
      stock: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 }),
      deliveryFeeFen: fc.constantFrom(0, 300, 500),
      freeDeliveryFen: fc.constantFrom(null, 2000, 4000),
      packagingFeeFen: fc.constantFrom(0, 100),
      minOrderFen: fc.constantFrom(0, 0, 1500),
      etaMinutes: fc.integer({ min: 10, max: 15 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  coupons: fc.array(
    fc.record({
      scope: fc.constantFrom('store', 'platform', 'category'),
      at: fc.integer({ min: 0, max: 2 }),
      category: fc.constantFrom(...CATEGORIES),
      thresholdFen: fc.constantFrom(0, 1500, 3000),
      amount: fc.constantFrom(200, 500),
      percent: fc.boolean(),
      stackable: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
});

type Case = typeof small extends fc.Arbitrary<infer T> ? T : never;

function build({ items, stores, coupons }: Case) {
  const basket: Basket = {
    hasRx: false,
    items: items.map(({ qty, category }, i) => ({
      qty,
      parts: [{ drug: someDrug(`D${i}`, { category }), perUnit: 1 }],
    })),
  };
  const candidates = stores.map(({ price, stock, etaMinutes, ...fees }, j): Candidate => {
    const prices = items.map((_, i) => ((stock[i] ?? 0) > 0 ? (price[i] ?? null) : null));
    const store = someStore(`S${j}`, fees);
    return {
      store,
      distanceM: 500,
      fees: feesOf(store, [], 500, 'instant')!,
      etaMinutes,
      price: prices,
      stock: items.map((_, i) => (prices[i] === null ? 0 : stock[i]!)),
      unitPriceFen: new Map(items.map((_, i) => [basket.items[i]!.parts[0]!.drug.id, prices[i] ?? 0])),
    };
  });
  const rows = coupons.map((each, k): CouponRow => ({
    id: `c${k}`,
    code: `C${k}`,
    title: '券',
    scope: each.scope,
    storeId: each.scope === 'store' ? (candidates[each.at]?.store.id ?? 'elsewhere') : null,
    channelId: null,
    category: each.scope === 'category' ? each.category : null,
    thresholdFen: each.thresholdFen,
    offFen: each.percent ? null : each.amount,
    percentOff: each.percent ? 10 : null,
    capFen: each.percent ? each.amount : null,
    stackable: each.stackable,
    perPerson: 1,
    validFrom: '2026-01-01',
    validUntil: '2027-12-31',
    state: 'running',
  }));
  return { basket, candidates, coupons: rows };
}

/** Every way to buy `qty` of each item, as units per store. */
function* allocations({ items }: Basket, candidates: Candidate[], from = 0): Generator<number[][]> {
  if (from === items.length) {
    yield [];
    return;
  }
  const ways = function* (left: number, store: number): Generator<number[]> {
    if (store === candidates.length) {
      if (left === 0) yield [];
      return;
    }
    for (let n = 0; n <= Math.min(left, candidates[store]!.stock[from]!); n += 1)
      for (const rest of ways(left - n, store + 1)) yield [n, ...rest];
  };
  for (const units of ways(items[from]!.qty, 0))
    for (const rest of allocations({ items, hasRx: false }, candidates, from + 1)) yield [units, ...rest];
}

/** What the allocation costs at best, by the rules as people are told them; null when a store's minimum is not met. */
function leastTotal(
  { basket, candidates, coupons }: ReturnType<typeof build>,
  units: number[][],
): number | null {
  const goods = candidates.map(({ price }, j) =>
    units.reduce((sum, row, i) => sum + row[j]! * (price[i] ?? 0), 0),
  );
  if (candidates.some(({ store }, j) => goods[j]! > 0 && goods[j]! < store.minOrderFen)) return null;
  const base = candidates.reduce((sum, { fees }, j) => {
    const { deliveryFeeFen, packagingFeeFen } = chargedFees(fees, goods[j]!);
    return sum + goods[j]! + deliveryFeeFen + packagingFeeFen;
  }, 0);
  const worth = (coupon: CouponRow, fen: number) =>
    coupon.offFen !== null && fen < coupon.offFen ? 0 : discountFen(coupon, fen);
  // Per store: no coupon, or one of its own.
  let choices: { off: number; strict: boolean; any: boolean }[] = [{ off: 0, strict: false, any: false }];
  candidates.forEach(({ store }, j) => {
    const own = coupons
      .filter(({ storeId }) => storeId === store.id)
      .map((c) => ({ off: worth(c, goods[j]!), strict: !c.stackable }));
    choices = choices.flatMap((choice) => [
      choice,
      ...own
        .filter(({ off }) => off > 0)
        .map(({ off, strict }) => ({ off: choice.off + off, strict: choice.strict || strict, any: true })),
    ]);
  });
  const all = goods.reduce((a, b) => a + b, 0);
  const ofCategory = (category: string | null) =>
    units.reduce(
      (sum, row, i) =>
        basket.items[i]!.parts[0]!.drug.category === category
          ? sum + row.reduce((s, n, j) => s + n * (candidates[j]!.price[i] ?? 0), 0)
          : sum,
      0,
    );
  let best = Infinity;
  for (const { off, strict, any } of choices) {
    best = Math.min(best, base - off);
    for (const coupon of coupons.filter(({ scope }) => scope !== 'store')) {
      if (strict || (any && !coupon.stackable)) continue;
      const extra =
        coupon.scope === 'category'
          ? discountFen(coupon, ofCategory(coupon.category))
          : worth(coupon, all - off);
      best = Math.min(best, base - off - extra);
    }
  }
  return best;
}

it('finds the cheapest plan there is, or says that it is not proven, in any small city', async () => {
  let unproven = 0;
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(small, async (facts) => {
      const city = build(facts);
      let least = Infinity;
      for (const units of allocations(city.basket, city.candidates)) {
        least = Math.min(least, leastTotal(city, units) ?? Infinity);
      }
      const options = await optionsFor(city.basket, city.candidates, city.coupons);
      if (options.length === 0) {
        expect(least).toBe(Infinity);
        return;
      }
      compared += 1;
      if (options[0]!.proven) expect(options[0]!.totalFen).toBe(least);
      else {
        unproven += 1;
        expect(options[0]!.totalFen).toBeGreaterThanOrEqual(least);
      }
      for (const option of options) {
        const paid = option.parcels.reduce((sum, { payableFen }) => sum + payableFen, 0);
        expect(option.totalFen).toBe(paid - option.platformCouponOffFen);
        for (const [i, { qty, parts }] of city.basket.items.entries()) {
          const bought = option.parcels
            .flatMap(({ lines }) => lines)
            .filter(({ drugId }) => drugId === parts[0]!.drug.id);
          expect([i, bought.reduce((sum, { quantity }) => sum + quantity, 0)]).toEqual([i, qty]);
        }
      }
    }),
    { numRuns: 400 },
  );
  expect(compared).toBeGreaterThan(100);
  expect(unproven / compared).toBeLessThan(0.1);
}, 120_000);

it('offers no plan that another beats in price, time and parcels', async () => {
  await fc.assert(
    fc.asyncProperty(small, async (facts) => {
      const city = build(facts);
      const options = await optionsFor(city.basket, city.candidates, city.coupons);
      const beaten = options.filter((b) =>
        options.some(
          (a) =>
            a !== b &&
            a.totalFen <= b.totalFen &&
            a.etaMinutes <= b.etaMinutes &&
            a.parcels.length <= b.parcels.length,
        ),
      );
      expect(beaten).toEqual([]);
      for (const label of ['cheapest', 'fastest', 'fewest_parcels'] as const)
        expect(options.filter(({ labels }) => labels.includes(label))).toHaveLength(
          options.length > 0 ? 1 : 0,
        );
    }),
    { numRuns: 150 },
  );
}, 120_000);
