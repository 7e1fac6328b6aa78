import { expect, it } from 'vitest';
import { codeText, inOrder, missingFor, signed, stateOf, type OwnVoucher } from './points.ts';

const now = Date.parse('2026-11-22T04:00:00.000Z');
const voucher = (id: string, more: Partial<OwnVoucher> = {}): OwnVoucher => ({
  id,
  title: '券',
  code: '123456789012',
  usedAt: null,
  validUntil: '2026-12-01T00:00:00.000Z',
  ...more,
});

it('tells how many points are missing, also for a balance below nothing after a refund', () => {
  expect(missingFor({ points: 20 }, 20)).toBe(0);
  expect(missingFor({ points: 20 }, 5)).toBe(15);
  expect(missingFor({ points: 20 }, -20)).toBe(40);
});

it('shows what came and what went with its sign', () => {
  expect([20, -60, 0].map(signed)).toEqual(['+20', '-60', '0']);
});

it('shows a voucher that was used as used, also after its day', () => {
  expect(stateOf(voucher('a'), now)).toBe('good');
  expect(stateOf(voucher('a', { validUntil: '2026-11-22T04:00:00.000Z' }), now)).toBe('expired');
  expect(
    stateOf(
      voucher('a', { usedAt: '2026-11-01T00:00:00.000Z', validUntil: '2026-11-02T00:00:00.000Z' }),
      now,
    ),
  ).toBe('used');
});

it('puts what can still be used first, soonest to end on top, and leaves its input alone', () => {
  const vouchers = [
    voucher('used', { usedAt: '2026-11-01T00:00:00.000Z' }),
    voucher('late', { validUntil: '2027-01-01T00:00:00.000Z' }),
    voucher('soon'),
  ];
  expect(inOrder(vouchers, now).map(({ id }) => id)).toEqual(['soon', 'late', 'used']);
  expect(vouchers[0]?.id).toBe('used');
});

it('reads a code in groups of four', () => {
  expect(codeText('123456789012')).toBe('1234 5678 9012');
  expect(codeText('1234')).toBe('1234');
});
