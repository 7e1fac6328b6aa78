import { describe, expect, test } from 'vitest';
import { caution, draftOf, refusal, startDay, withOneMore } from './plan-draft.ts';

const plan = { times: ['08:00', '13:00', '19:00'], days: 5, maxTimesPerDay: 3 };
const draft = draftOf(plan);
/** 14:00 in Shanghai. */
const now = Date.parse('2026-11-22T06:00:00Z');

describe('a plan is not confirmed', () => {
  test.each([
    ['with no time at all', { ...draft, times: [] }, '至少'],
    ['with the same time twice', { ...draft, times: ['08:00', '08:00'] }, '一样'],
    [
      'more often than the prescription or the leaflet says',
      { ...draft, times: ['07:00', '12:00', '17:00', '22:00'] },
      '3 次',
    ],
    ['for longer than proposed', { ...draft, days: 6 }, '5 天'],
    [
      'for a single day whose times are over',
      { times: ['08:00', '13:00'], days: 1, starts: 'today' as const },
      '明天',
    ],
  ])('%s', (_, it, reason) => {
    expect(refusal(it, plan, now)).toContain(reason);
  });
});

test('the proposal itself, fewer times and fewer days can be confirmed', () => {
  expect(refusal(draft, plan, now)).toBeNull();
  expect(refusal({ ...draft, times: ['09:00'], days: 2 }, plan, now)).toBeNull();
  expect(refusal({ times: ['08:00'], days: 1, starts: 'tomorrow' }, plan, now)).toBeNull();
});

test('a day begins in Shanghai, where it is already tomorrow', () => {
  const lateEvening = Date.parse('2026-11-22T16:30:00Z');
  expect(startDay(draft, lateEvening)).toBe('2026-11-23');
  expect(startDay({ ...draft, starts: 'tomorrow' }, lateEvening)).toBe('2026-11-24');
});

describe('a caution', () => {
  test('is given when two doses are too close together, also over midnight', () => {
    expect(caution({ ...draft, times: ['08:00', '09:00', '19:00'], starts: 'tomorrow' }, now)).toContain(
      '太近',
    );
    expect(caution({ ...draft, times: ['00:30', '12:00', '23:00'], starts: 'tomorrow' }, now)).toContain(
      '太近',
    );
  });
  test('is given for times of today that went by: they are not made up for', () => {
    expect(caution(draft, now)).toContain('08:00、13:00');
    expect(caution(draft, now)).toContain('不用补服');
  });
  test('is not given for an even day from tomorrow', () => {
    expect(caution({ ...draft, starts: 'tomorrow' }, now)).toBeNull();
  });
});

test('one more time goes into the widest gap, and not beyond the most', () => {
  expect(withOneMore({ ...draft, times: ['08:00', '19:00'] }, plan).times).toEqual([
    '08:00',
    '13:30',
    '19:00',
  ]);
  expect(withOneMore(draft, plan)).toEqual(draft);
});
