import { expect, it } from 'vitest';
import { unreachable } from '../kernel/lifecycle.ts';
import { atShanghai } from '../kernel/time.ts';
import { prescriptionLifecycle } from './lifecycle.ts';
import { daysLeft, validityEnd } from './rules.ts';

it('has no state that nothing leads to', () => {
  expect(unreachable(prescriptionLifecycle, 'submitted')).toEqual([]);
});

it('is approved only out of a review, and used only once approved', () => {
  const from = (event: string) =>
    Object.entries(prescriptionLifecycle).flatMap(([state, events]) => (event in events ? [state] : []));
  expect(from('approve')).toEqual(['in_review']);
  expect(from('reject')).toEqual(['in_review']);
  expect(from('use')).toEqual(['approved']);
  expect(from('dispense')).toEqual(['used']);
});

it('ends when its doctor wrote, but never after the third Shanghai day from the day of issue', () => {
  const end = (issuedAt: string, validUntil: string) => validityEnd({ issuedAt, validUntil });
  const [issued, latest] = [atShanghai('2026-11-22', '23:59'), atShanghai('2026-11-26', '00:00')];
  expect(end(issued, '2026-11-23T00:00:00+08:00')).toBe(atShanghai('2026-11-23', '00:00'));
  expect(end(issued, latest)).toBe(latest);
  expect(end(issued, '2026-12-22T00:00:00Z')).toBe(latest);
  expect(end(atShanghai('2026-11-23', '00:00'), '2026-12-22T00:00:00Z')).toBe(
    atShanghai('2026-11-27', '00:00'),
  );
});

it('counts the days that are left in Shanghai', () => {
  const until = atShanghai('2026-11-25', '00:00');
  expect(daysLeft(until, new Date(atShanghai('2026-11-22', '23:59')))).toBe(2);
  expect(daysLeft(until, new Date(atShanghai('2026-11-24', '00:00')))).toBe(0);
});
