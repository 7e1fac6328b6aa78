import { describe, expect, test } from 'vitest';
import type { DoseStatus } from '@xinglin/shared/medication/contract';
import { inOrder, maySkip, mayTake } from './dose-state.ts';

const now = Date.parse('2026-11-22T06:00:00Z');
const dose = (status: DoseStatus, hoursFromNow: number) => ({
  status,
  dueAt: new Date(now + hoursFromNow * 3_600_000).toISOString(),
});

describe('ticking off', () => {
  test.each([
    ['a due dose', dose('due', -0.5), true],
    ['a dose whose time is in an hour', dose('planned', 1), true],
    ['a dose of tonight', dose('planned', 7), false],
    ['a dose missed this morning', dose('missed', -5), true],
    ['a dose missed more than half a day ago', dose('missed', -13), false],
    ['a dose already taken', dose('taken', -1), false],
    ['a dose left out', dose('skipped', -1), false],
  ])('%s', (_, it, expected) => {
    expect(mayTake(it, now)).toBe(expected);
  });
});

test('a missed dose can not be skipped any more, a due one can', () => {
  expect(maySkip(dose('missed', -3), now)).toBe(false);
  expect(maySkip(dose('due', 0), now)).toBe(true);
});

test('what is due stands first, then what was missed, then the day by time, without what was cancelled', () => {
  const day = [
    dose('taken', -6),
    dose('missed', -3),
    dose('planned', 4),
    dose('due', 0),
    dose('cancelled', 1),
  ];
  expect(inOrder(day, now).map(({ status }) => status)).toEqual(['due', 'missed', 'taken', 'planned']);
});
