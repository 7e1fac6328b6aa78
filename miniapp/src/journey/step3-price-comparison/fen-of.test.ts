import { expect, test } from 'vitest';
import { fenOf } from './fen-of.ts';

test('an amount in yuan becomes fen exactly, and what is no amount is none', () => {
  expect(['12', '12.5', '12.05', '0.1', ' 8。90 '].map(fenOf)).toEqual([1200, 1250, 1205, 10, 890]);
  expect(['', '0', 'abc', '1.234', '-1', '1,5'].map(fenOf)).toEqual([null, null, null, null, null, null]);
});
