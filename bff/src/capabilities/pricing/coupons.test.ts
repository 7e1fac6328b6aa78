import fc from 'fast-check';
import { expect, it } from 'vitest';
import { discountFen, scenariosOf, tiersOf } from './coupons.ts';
import type { CouponRow } from './store.ts';

const coupon = (changes: Partial<CouponRow>): CouponRow => ({
  id: 'c',
  code: 'C',
  title: '券',
  scope: 'platform',
  storeId: null,
  channelId: null,
  category: null,
  thresholdFen: 0,
  offFen: null,
  percentOff: null,
  capFen: null,
  stackable: true,
  perPerson: 1,
  validFrom: '2026-01-01',
  validUntil: '2027-12-31',
  state: 'running',
  ...changes,
});

it('takes an amount off from its threshold on, and is kept when it is worth more than the goods', () => {
  const off10 = coupon({ thresholdFen: 2900, offFen: 1000 });
  expect([2899, 2900, 9999].map((fen) => discountFen(off10, fen))).toEqual([0, 1000, 1000]);
  expect([100, 200].map((fen) => discountFen(coupon({ offFen: 200 }), fen))).toEqual([0, 200]);
});

it('takes a percentage in whole 角, up to its cap', () => {
  const tenOff = coupon({ thresholdFen: 12_900, percentOff: 10, capFen: 2000 });
  expect([12_899, 12_900, 13_199, 25_000].map((fen) => discountFen(tenOff, fen))).toEqual([
    0, 1290, 1310, 2000,
  ]);
});

it('gives the optimiser thresholds that are worth the same as the coupon at every subtotal it can use in full', () => {
  const any = fc.record({
    thresholdFen: fc.integer({ min: 0, max: 8000 }),
    offFen: fc.option(fc.integer({ min: 1, max: 3000 })),
    percentOff: fc.integer({ min: 1, max: 99 }),
    capFen: fc.option(fc.integer({ min: 1, max: 3000 })),
  });
  fc.assert(
    fc.property(
      any,
      fc.integer({ min: 0, max: 20_000 }),
      fc.integer({ min: 0, max: 20_000 }),
      (facts, a, b) => {
        const of = coupon(facts.offFen === null ? facts : { ...facts, percentOff: null, capFen: null });
        const [subtotal, most] = [Math.min(a, b), Math.max(a, b)];
        const best = Math.max(
          0,
          ...tiersOf(of, most)
            .filter(({ at }) => at <= subtotal)
            .map(({ off }) => off),
        );
        // An amount larger than the goods is not given in part: the thresholds wait until it fits.
        const expected = of.offFen !== null && subtotal < of.offFen ? 0 : discountFen(of, subtotal);
        expect(best).toBe(expected);
      },
    ),
    { numRuns: 500 },
  );
});

it('never puts a coupon that is not stackable beside one of the other kind', () => {
  const coupons = [
    coupon({ code: 'P+', offFen: 100 }),
    coupon({ code: 'P-', offFen: 300, stackable: false }),
    coupon({ code: 'S+', scope: 'store', storeId: 's', offFen: 100 }),
    coupon({ code: 'S-', scope: 'store', storeId: 's', offFen: 300, stackable: false }),
  ];
  const sets = scenariosOf(coupons, () => ({ least: 0, most: 6000 })).map(({ ofStore, platform }) => [
    (ofStore.get('s') ?? []).map((tier) => tier.coupon.code).join(),
    platform.map((tier) => tier.coupon.code).join(),
  ]);
  expect(sets).toEqual([
    ['S+', 'P+'],
    ['', 'P+,P-'],
    ['S+,S-', ''],
  ]);
});

it('does not make the optimiser decide about thresholds that every purchase reaches', () => {
  const coupons = [
    coupon({ code: 'LOW', thresholdFen: 2900, offFen: 1000 }),
    coupon({ code: 'MID', thresholdFen: 5900, offFen: 600 }),
    coupon({ code: 'HIGH', thresholdFen: 9900, offFen: 1800 }),
  ];
  const [only] = scenariosOf(coupons, () => ({ least: 6000, most: 12_000 }));
  expect(only!.platform.map(({ at, off, coupon: { code } }) => [at, off, code])).toEqual([
    [0, 1000, 'LOW'],
    [9900, 1800, 'HIGH'],
  ]);
  const beside = coupon({ scope: 'store', storeId: 's', offFen: 3500 });
  const [less] = scenariosOf([...coupons, beside], () => ({ least: 6000, most: 12_000 }));
  expect(less!.platform.map(({ at }) => at)).toEqual([2900, 5900, 9900]);
});
