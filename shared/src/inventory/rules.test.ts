import { expect, it } from 'vitest';
import { isIdNumber } from './rules.ts';

it('an identity number needs 18 digits, a birthday that exists and the right last digit', () => {
  expect(isIdNumber('11010519491231002X')).toBe(true);
  expect(isIdNumber('440524188001010014')).toBe(true);
  expect(isIdNumber('110105194912310021')).toBe(false);
  expect(isIdNumber('110105194913310026')).toBe(false);
  expect(isIdNumber('1101051949123100')).toBe(false);
});
