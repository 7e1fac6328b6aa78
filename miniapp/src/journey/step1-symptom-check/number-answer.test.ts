import { expect, test } from 'vitest';
import { numberFault } from './number-answer.ts';

const temperature = { min: 34, max: 43, step: 0.1, unit: '℃' };
const age = { min: 0, max: 120, step: 1, unit: '岁' };

test.each([
  ['38.2', temperature, null],
  ['', temperature, '请填一个数字'],
  ['三十八', temperature, '请填一个数字'],
  ['382', temperature, '请填 34 到 43 之间的数字'],
  ['35', age, null],
  ['35.5', age, '请填整数'],
  ['7', null, null],
])('%s in %o: %s', (text, range, fault) => {
  expect(numberFault(text, range)).toBe(fault);
});
