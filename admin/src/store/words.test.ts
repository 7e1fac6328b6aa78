import { expect, test } from 'vitest';
import { alarmWords, dayText, hoursText } from './words.ts';

test.each([
  ['08:00', '22:00', '08:00–22:00'],
  ['20:00', '06:00', '20:00–次日 06:00'],
  ['00:00', '24:00', '24 小时'],
  [null, null, '休息'],
])('hours from %s to %s are written %s', (opens, closes, text) =>
  expect(hoursText({ opens, closes })).toBe(text),
);

test('a day carries its weekday, and its year only when that is another one', () => {
  expect(dayText('2026-11-29', '2026-11-01')).toBe('11月29日 周日');
  expect(dayText('2027-01-01', '2026-11-01')).toBe('2027年1月1日 周五');
  expect(dayText('holiday')).toBe('所有法定节假日');
});

test('an alarm is told open until somebody said what was done, even when it is cold again', () => {
  const alarm = { id: '', startedAt: '2026-11-29T01:00:00Z', worstCelsius: 9, action: null };
  const at = '2026-11-29T02:00:00Z';
  expect(alarmWords({ ...alarm, endedAt: null, handledAt: null }).text).toBe('超温中，待登记处置');
  expect(alarmWords({ ...alarm, endedAt: at, handledAt: null }).text).toBe('已恢复，待登记处置');
  expect(alarmWords({ ...alarm, endedAt: at, handledAt: at }).tone).toBe('good');
});
