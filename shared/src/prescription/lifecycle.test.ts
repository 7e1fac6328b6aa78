import { expect, it } from 'vitest';
import { next, unreachable } from '../kernel/lifecycle.ts';
import { atShanghai } from '../kernel/time.ts';
import { PrescriptionEvent, PrescriptionStatus } from './contract.ts';
import { prescriptionLifecycle } from './lifecycle.ts';
import { daysLeft, validityEnd } from './rules.ts';

it('has no state that nothing leads to', () => {
  expect(unreachable(prescriptionLifecycle, 'submitted')).toEqual([]);
});

/** Every move there is; what is not here does not happen. */
const MOVES = [
  'submitted claim in_review',
  'submitted withdraw withdrawn',
  'submitted expire expired',
  'submitted answer submitted',
  'submitted note submitted',
  'in_review claim in_review',
  'in_review transcribe in_review',
  'in_review approve approved',
  'in_review reject rejected',
  'in_review release submitted',
  'in_review expire expired',
  'in_review ask in_review',
  'in_review answer in_review',
  'in_review note in_review',
  'in_review read in_review',
  'in_review drop in_review',
  'in_review pause in_review',
  'in_review request_changes changes_requested',
  'approved use used',
  'approved expire expired',
  'used free approved',
  'used dispense dispensed',
  'used expire expired',
  'used check_dispensing used',
];

it('moves as its table says, and in no other way', () => {
  const moves = PrescriptionStatus.options.flatMap((state) =>
    PrescriptionEvent.options.flatMap((event) => {
      try {
        return [`${state} ${event} ${next(prescriptionLifecycle, state, event)}`];
      } catch {
        return [];
      }
    }),
  );
  expect(moves.sort()).toEqual([...MOVES].sort());
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
