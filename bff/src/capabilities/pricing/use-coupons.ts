import { pricingProblem } from '@xinglin/shared/pricing/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import { isDuplicate, type Tx } from '../../kernel/database.ts';
import type { Deps } from './ports.ts';
import { pricingStore, type CouponRow } from './store.ts';
import { limitOf } from './wallet.ts';

/**
 * For orders: marks the coupons of a taken plan as used by this order. A coupon that ran out of time while its plan was locked
 * still counts. @throws COUPON_GONE when the person has used it up with another order meanwhile
 */
export function useCoupons(deps: Pick<Deps, 'now' | 'newId'>) {
  return async (
    tx: Tx,
    { patientId, orderId, codes }: { patientId: string; orderId: string; codes: string[] },
  ): Promise<void> => {
    const unique = [...new Set(codes)];
    const coupons = await pricingStore(tx).couponsByCodes(unique);
    if (coupons.length < unique.length) throw pricingProblem('COUPON_GONE');
    for (const coupon of coupons) await use(deps, tx, coupon, patientId, orderId);
  };
}

/** Each use takes a numbered slot, and the unique key over them holds the limit, whoever else is ordering right now. */
async function use(
  { now, newId }: Pick<Deps, 'now' | 'newId'>,
  tx: Tx,
  coupon: CouponRow,
  patientId: string,
  orderId: string,
): Promise<void> {
  const { limitKey, limit } = limitOf(coupon);
  const store = pricingStore(tx);
  const taken = new Set(
    (await store.usesOf(patientId)).filter((each) => each.limitKey === limitKey).map(({ slot }) => slot),
  );
  for (let slot = 0; slot < limit; slot += 1) {
    if (taken.has(slot)) continue;
    const row = {
      id: newId(),
      couponId: coupon.id,
      limitKey,
      patientId,
      slot,
      orderId,
      usedAt: toInstant(now()),
    };
    const done = await store.insertUse(row).then(
      () => true,
      (error: unknown) => {
        if (isDuplicate(error)) return false;
        throw error;
      },
    );
    if (done) return;
  }
  throw pricingProblem('COUPON_GONE', { code: coupon.code });
}

/** For orders that end unpaid or are given back: the coupons are the person's again. Safe to repeat. */
export const restoreCoupons = async (tx: Tx, orderId: string): Promise<void> => {
  await pricingStore(tx).deleteUses(orderId);
};
