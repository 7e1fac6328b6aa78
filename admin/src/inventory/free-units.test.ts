import { expect, it } from 'vitest';
import { freeUnits } from './free-units.ts';

const batch = { expires: '2026-11-30', onHand: 10, reserved: 3, quarantined: 2 };

it('the counter sells what is neither promised online nor in quarantine', () => {
  expect(freeUnits(batch, '2026-11-22')).toBe(5);
  expect(freeUnits({ ...batch, reserved: 8 }, '2026-11-22')).toBe(0);
});

it('a batch may be sold on its last day and not after it', () => {
  expect(freeUnits(batch, '2026-11-30')).toBe(5);
  expect(freeUnits(batch, '2026-12-01')).toBe(0);
});
