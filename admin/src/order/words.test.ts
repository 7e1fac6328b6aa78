import { expect, test } from 'vitest';
import { sumName } from './words.ts';

test('a parcel that was paid says what was paid, not what is to be paid', () => {
  expect(sumName({ paidAt: null })).toBe('应付');
  expect(sumName({ paidAt: '2026-11-30T01:00:00.000Z' })).toBe('实付');
});
