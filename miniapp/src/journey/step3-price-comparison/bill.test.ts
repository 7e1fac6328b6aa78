import { describe, expect, test } from 'vitest';
import type { PlanOption } from '@xinglin/shared/pricing/contract';
import { billOf, differenceOf, namedIn, pointsOf, priceMoved, singleOf, whenText } from './bill.ts';

type Parcel = PlanOption['parcels'][number];
const parcel = (rest: Partial<Parcel>): Parcel => ({
  storeId: 's',
  storeName: '店',
  distanceM: 500,
  etaMinutes: 25,
  lines: [],
  goodsFen: 0,
  couponCode: null,
  couponTitle: null,
  couponOffFen: 0,
  deliveryFeeFen: 0,
  packagingFeeFen: 0,
  payableFen: 0,
  ...rest,
});
const option = (parcels: Parcel[], rest: Partial<PlanOption> = {}): PlanOption => ({
  key: 'o1',
  labels: ['cheapest'],
  parcels,
  platformCouponCode: null,
  platformCouponTitle: null,
  platformCouponOffFen: 0,
  totalFen: 0,
  etaMinutes: 25,
  savingFen: 0,
  why: '',
  proven: true,
  ...rest,
});

const split = option(
  [
    parcel({
      goodsFen: 3_000,
      couponOffFen: 500,
      deliveryFeeFen: 300,
      packagingFeeFen: 50,
      payableFen: 2_850,
    }),
    parcel({ goodsFen: 1_200, deliveryFeeFen: 200, payableFen: 1_400 }),
  ],
  { platformCouponOffFen: 200, totalFen: 4_050 },
);
const single = option([parcel({ goodsFen: 4_900, deliveryFeeFen: 300, payableFen: 5_200 })], {
  key: 'o2',
  labels: ['fastest', 'best_single'],
  totalFen: 5_200,
});

describe('the bill', () => {
  test('adds up to the total, coupons of stores and platform taken off', () => {
    expect(billOf(split)).toEqual([
      { name: '药品', fen: 4_200 },
      { name: '优惠券', fen: -700 },
      { name: '配送费', fen: 500 },
      { name: '包装费', fen: 50 },
    ]);
    expect(billOf(split).reduce((sum, { fen }) => sum + fen, 0)).toBe(split.totalFen);
  });

  test('leaves out what is nothing, but never the goods', () => {
    expect(billOf(option([]))).toEqual([{ name: '药品', fen: 0 }]);
  });

  test('explains a saving by its parts, and the parts add up to it', () => {
    const rows = differenceOf(split, single);
    expect(rows).toContainEqual({ name: '药品', fen: -700 });
    expect(rows).toContainEqual({ name: '配送费', fen: 200 });
    expect(rows.reduce((sum, { fen }) => sum + fen, 0)).toBe(split.totalFen - single.totalFen);
  });
});

test('the best single store is what others are compared with, if there is one', () => {
  expect(singleOf([split, single])?.key).toBe('o2');
  expect(singleOf([split])).toBeUndefined();
});

test('a price that moved between two looks is told with both ends', () => {
  expect(priceMoved([split, single], [single])).toEqual({ fromFen: 4_050, toFen: 5_200 });
  expect(priceMoved([split], [split, single])).toBeNull();
  expect(priceMoved([], [split])).toBeNull();
});

test('stands in the chart the further right the later, and the higher the dearer', () => {
  const dear = { ...single, key: 'o2', etaMinutes: 10 };
  expect(pointsOf([split, dear])).toEqual([
    { key: 'o1', left: 86, top: 86 },
    { key: 'o2', left: 14, top: 14 },
  ]);
  expect(pointsOf([split])).toEqual([{ key: 'o1', left: 50, top: 50 }]);
});

test('of points that lie close together only one is named: the chosen one, else one that has a name of its own', () => {
  const at = (key: string, label: PlanOption['labels'][number], totalFen: number, etaMinutes: number) =>
    option([], { key, labels: [label], totalFen, etaMinutes });
  const options = [
    at('cheap', 'cheapest', 4_370, 29),
    at('near', 'between', 4_610, 23),
    at('few', 'fewest_parcels', 4_690, 23),
    at('fast', 'fastest', 5_250, 17),
  ];
  expect([...namedIn(options, 'cheap')].toSorted()).toEqual(['cheap', 'fast', 'few']);
  expect([...namedIn(options, 'near')].toSorted()).toEqual(['cheap', 'fast', 'near']);
});

test('is there when the way that was asked for says', () => {
  expect(whenText({ mode: 'instant' }, 95)).toBe('约 1 小时 35 分钟送到');
  expect(whenText({ mode: 'pickup' }, 5)).toBe('约 5 分钟后可取');
  const slot = { from: '2026-11-22T02:00:00.000Z', to: '2026-11-22T03:00:00.000Z' };
  expect(whenText({ mode: 'scheduled', slot }, 180)).toBe('11月22日 10:00–11:00 送到');
});
