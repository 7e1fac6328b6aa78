import { expect, test } from 'vitest';
import { leftText, minutesText } from './use-now.ts';

const now = Date.parse('2026-11-22T12:00:00Z');

test.each([
  ['2026-11-22T12:09:05Z', '9:05'],
  ['2026-11-22T12:00:00.400Z', '0:01'],
  ['2026-11-22T12:00:00Z', null],
  ['2026-11-22T11:59:00Z', null],
])('until %s there is %s', (until, left) => {
  expect(leftText(until, now)).toBe(left);
});

test.each([
  [25, '25 分钟'],
  [60, '1 小时'],
  [95, '1 小时 35 分钟'],
  [2880, '2 天'],
])('%i minutes are said as %s', (minutes, text) => {
  expect(minutesText(minutes)).toBe(text);
});
