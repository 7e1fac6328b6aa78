import { expect, test } from 'vitest';
import { needsConsent } from './needs-consent.ts';

test('what is dearer, lacks a coupon or comes from another store, is asked; what is the same or cheaper is not', () => {
  const changes = { oldTotalFen: 1000, newTotalFen: 1000, lines: [], couponsGone: [], newStores: [] };
  expect(needsConsent(changes)).toBe(false);
  expect(needsConsent({ ...changes, newTotalFen: 900 })).toBe(false);
  expect(needsConsent({ ...changes, newTotalFen: 1001 })).toBe(true);
  expect(needsConsent({ ...changes, newStores: ['另一家'] })).toBe(true);
  expect(needsConsent({ ...changes, couponsGone: ['平台减2'] })).toBe(true);
});
