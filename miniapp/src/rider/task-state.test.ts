import { describe, expect, test } from 'vitest';
import { asReceiptCode, asSealNo, isReceiptCode, isSealNo, mayGiveBack, nextStep } from './task-state.ts';

describe('giving a task back', () => {
  test.each([
    ['accepted', true],
    ['at_store', true],
    ['picked_up', false],
    ['delivered', false],
  ] as const)('%s', (status, expected) => {
    expect(mayGiveBack({ status })).toBe(expected);
  });
});

test('at the counter the rider waits for the seal before anything is taken', () => {
  expect(nextStep({ status: 'at_store', ready: false })).toBe('等药店封签');
  expect(nextStep({ status: 'at_store', ready: true })).toBe('核对封签号，取货');
});

test('a seal number is read whatever the camera or the thumb adds to it', () => {
  expect(asSealNo(' xl-000123\n')).toBe('XL-000123');
  expect(isSealNo(asSealNo('xl'))).toBe(false);
});

test('a receipt code has four digits, a leading zero included', () => {
  expect(asReceiptCode('0 42-73')).toBe('0427');
  expect(isReceiptCode('0427')).toBe(true);
  expect(isReceiptCode('427')).toBe(false);
});
