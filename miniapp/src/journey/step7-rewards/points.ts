import type { RewardItem, Voucher } from '@xinglin/shared/reward/contract';
import type { z } from 'zod';

export type OwnVoucher = z.infer<typeof Voucher>;

/** How many points are missing; 0 when it can be had. A balance below nothing counts as it is. */
export const missingFor = ({ points }: Pick<RewardItem, 'points'>, balance: number): number =>
  Math.max(0, points - balance);

export const signed = (points: number): string => (points > 0 ? `+${points}` : String(points));

export type VoucherState = 'good' | 'used' | 'expired';
export function stateOf(
  { usedAt, validUntil }: Pick<OwnVoucher, 'usedAt' | 'validUntil'>,
  now: number,
): VoucherState {
  if (usedAt !== null) return 'used';
  return Date.parse(validUntil) <= now ? 'expired' : 'good';
}

/** `1234 5678 9012`: a code as it is read aloud in a store. */
export const codeText = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1 ');

/** Those that can be used first, the one that ends soonest on top. */
export const inOrder = (vouchers: readonly OwnVoucher[], now: number): OwnVoucher[] =>
  [...vouchers].sort(
    (a, b) =>
      Number(stateOf(a, now) !== 'good') - Number(stateOf(b, now) !== 'good') ||
      a.validUntil.localeCompare(b.validUntil),
  );
