import { expect, test } from 'vitest';
import { conditionText, scopeText, worthText } from './coupon-words.ts';

test('a coupon says what it takes off, from how much on, and where', () => {
  expect(worthText({ offFen: 1000, percentOff: null })).toBe('10 元');
  expect(worthText({ offFen: 1050, percentOff: null })).toBe('10.50 元');
  expect(worthText({ offFen: null, percentOff: 5 })).toBe('9.5 折');
  expect(conditionText({ thresholdFen: 0, capFen: null })).toBe('无门槛');
  expect(conditionText({ thresholdFen: 2000, capFen: 600 })).toBe('满 20 元可用，最多减 6 元');
  expect(scopeText({ scope: 'store', sellerName: '徐家汇店', category: null })).toBe('仅限徐家汇店');
  expect(scopeText({ scope: 'first_order', sellerName: null, category: null })).toBe('首单专享');
});
