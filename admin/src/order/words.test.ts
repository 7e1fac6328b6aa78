import { expect, test } from 'vitest';
import { modeText, sumName } from './words.ts';

test('a parcel that was paid says what was paid, not what is to be paid', () => {
  expect(sumName({ paidAt: null })).toBe('应付');
  expect(sumName({ paidAt: '2026-11-30T01:00:00.000Z' })).toBe('实付');
});

test('a booked hour is on the parcel', () => {
  const slot = { from: '2026-11-30T06:00:00.000Z', to: '2026-11-30T07:00:00.000Z' };
  expect(modeText({ mode: 'scheduled', slot })).toContain('14:00–15:00');
  expect(modeText({ mode: 'instant', slot: null })).toBe('即时配送');
});
