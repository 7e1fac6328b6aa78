import { expect, it } from 'vitest';
import { idNumberCheck, maskedIdNumber, plainIdNumber, readIdNumber } from './id-number.ts';

// The example of GB 11643-1999 itself.
const EXAMPLE = '11010519491231002X';

it('reads birth date and sex out of a number', () => {
  expect(readIdNumber(EXAMPLE)).toEqual({ birthDate: '1949-12-31', sex: 'female' });
  expect(readIdNumber(' 11010519491231002x ')).toEqual(readIdNumber(EXAMPLE));
});

it('refuses a wrong last character, a slip in any one digit, and two digits swapped', () => {
  for (let place = 0; place < 17; place += 1) {
    const other = String((Number(EXAMPLE[place]) + 1) % 10);
    expect(readIdNumber(EXAMPLE.slice(0, place) + other + EXAMPLE.slice(place + 1)), `${place}`).toBeNull();
  }
  expect(readIdNumber('110105194912310020')).toBeNull();
  expect(readIdNumber('11010519491213002X')).toBeNull();
});

it('refuses a day that never was, and what is no number of eighteen', () => {
  const never = '11010519490230002';
  expect(readIdNumber(never + idNumberCheck(never))).toBeNull();
  for (const text of ['', '110105491231002', 'ABCDEFGHIJKLMNOPQR']) expect(readIdNumber(text)).toBeNull();
});

it('shows three digits and the last four', () => {
  expect(maskedIdNumber(plainIdNumber(EXAMPLE))).toBe('110***********002X');
});
