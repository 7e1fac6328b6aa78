import { describe, expect, test } from 'vitest';
import {
  CAUSES,
  causeOfAfterSale,
  causeOfRefusal,
  destinationsOf,
  refundFor,
  SITUATIONS,
  type Cause,
  type Situation,
} from './refund-matrix.ts';

const PAID = { goodsFen: 3_100, packagingFeeFen: 100, deliveryFeeFen: 500 };
const FULL = 3_700;
const MINUS_DELIVERY = 3_200;

type Cell = [Situation, Cause, amountFen: number | null, goods?: string, paid?: string, extra?: string];
/** Journey D9, line by line. */
const CELLS: Cell[] = [
  ['unpaid', 'customer', 0, 'release', 'nothing_paid'],
  ['unpaid', 'fault', 0, 'release', 'nothing_paid'],
  ['unpaid', 'quality', null],
  ['unpaid', 'recall', 0, 'release', 'nothing_paid'],
  ['not_picked', 'customer', FULL, 'release', 'at_once'],
  ['not_picked', 'fault', FULL, 'release', 'at_once', 'compensation'],
  ['not_picked', 'quality', null],
  ['not_picked', 'recall', FULL, 'release', 'at_once', 'recall'],
  ['picked', 'customer', FULL, 'shelf', 'at_once'],
  ['picked', 'fault', FULL, 'shelf', 'at_once'],
  ['picked', 'quality', null],
  ['picked', 'recall', FULL, 'destroy', 'at_once', 'recall'],
  ['on_the_way', 'customer', MINUS_DELIVERY, 'quarantine', 'after_check'],
  ['on_the_way', 'fault', FULL, 'quarantine', 'at_once'],
  ['on_the_way', 'quality', null],
  ['on_the_way', 'recall', FULL, 'destroy', 'at_once', 'recall'],
  ['at_door', 'customer', MINUS_DELIVERY, 'quarantine', 'after_check'],
  ['at_door', 'fault', FULL, 'destroy', 'after_check'],
  ['at_door', 'quality', FULL, 'destroy', 'after_check', 'quality'],
  ['at_door', 'recall', FULL, 'destroy', 'at_once', 'recall'],
  ['signed', 'customer', null],
  ['signed', 'fault', FULL, 'destroy', 'at_once', 'quality'],
  ['signed', 'quality', FULL, 'destroy', 'at_once', 'quality'],
  ['signed', 'recall', FULL, 'destroy', 'at_once', 'recall'],
];

test.each(CELLS)('%s, %s', (situation, cause, amountFen, goods, paid, extra) => {
  const refund = refundFor(situation, cause, PAID);
  expect(refund?.amountFen ?? null).toBe(amountFen);
  if (!refund) return;
  const { rule } = refund;
  expect([rule.goods, rule.paid]).toEqual([goods, paid]);
  expect(rule.compensation ? 'compensation' : (rule.report ?? undefined)).toBe(extra);
});

test('every cell of the matrix is one of those lines', () => {
  const told = new Set(CELLS.map(([situation, cause]) => `${situation}/${cause}`));
  expect(told.size).toBe(SITUATIONS.length * CAUSES.length);
});

describe('reasons', () => {
  test.each(['seal_broken', 'wrong_item', 'too_late', 'cold_breach'] as const)(
    '%s at the door is our fault',
    (reason) => expect(causeOfRefusal[reason]).toBe('fault'),
  );
  test.each(['changed_mind', 'not_home'] as const)('%s at the door is the customer’s', (reason) =>
    expect(causeOfRefusal[reason]).toBe('customer'),
  );
  test('who received medicine without fault keeps it', () => {
    expect(refundFor('signed', causeOfAfterSale.no_reason, PAID)).toBeNull();
  });
});

describe('goods that came back', () => {
  test('never go to the shelf from the road', () => {
    expect(destinationsOf('quarantine', false)).not.toContain('available');
    expect(destinationsOf('destroy', false)).toEqual(['destroy']);
  });
  test('go to the shelf from the counter, unless they need cold', () => {
    expect(destinationsOf('shelf', false)).toContain('available');
    expect(destinationsOf('shelf', true)).not.toContain('available');
  });
});
