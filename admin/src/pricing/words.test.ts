import { expect, test } from 'vitest';
import { endOf, fenOf, jumpOf, wasText, worthText } from './words.ts';

test('yuan become fen exactly', () => {
  expect([12.5, 0.29, 1.15, 4.35].map(fenOf)).toEqual([1250, 29, 115, 435]);
});

test('a change of more than 30 % must be typed twice, exactly 30 % not', () => {
  expect(jumpOf(1000, 1300)).toEqual({ percent: 30, large: false });
  expect(jumpOf(1000, 1301)).toMatchObject({ large: true });
  expect(jumpOf(1000, 699)).toEqual({ percent: -30, large: true });
  expect(jumpOf(null, 5)).toMatchObject({ large: false });
});

test('a coupon and a 划线价 are told in words', () => {
  expect(worthText({ thresholdFen: 2000, offFen: 300, percentOff: null, capFen: null })).toBe(
    '满 20.00 元减 3.00 元',
  );
  expect(worthText({ thresholdFen: 0, offFen: null, percentOff: 10, capFen: 600 })).toBe(
    '无门槛打 9 折，最多减 6.00 元',
  );
  expect(wasText({ fen: 1000, from: 'orders' }, 900)).toContain('划线价 10.00 元');
  expect(wasText({ fen: 900, from: 'history' }, 900)).toContain('不显示划线价');
  expect(wasText(null, 900)).toContain('没有价格可比');
});

test('a price ends where the next one that waits begins, unless it is taken back', () => {
  const row = (
    state: 'past' | 'now' | 'future' | 'withdrawn',
    day: string,
    validUntil: string | null = null,
  ) => ({ id: day, priceFen: 500, validFrom: `2026-12-${day}T00:00:00.000Z`, validUntil, state }) as const;
  const [past, now] = [row('past', '01', '2026-12-02T00:00:00.000Z'), row('now', '02')];
  const [next, last, gone] = [row('future', '05'), row('future', '09'), row('withdrawn', '03', '2026-12-03')];
  const rows = [last, next, gone, now, past];
  expect(rows.map((each) => endOf(each, rows)?.slice(8, 10))).toEqual([
    undefined,
    '09',
    undefined,
    '05',
    '02',
  ]);
  expect(endOf(now, [gone, now])).toBeNull();
});
