import { shanghaiDate } from '@xinglin/shared/kernel/time';
import type { Coupon, listCoupons as contract } from '@xinglin/shared/pricing/contract';
import type { Handler } from '../../kernel/http.ts';
import type { Deps } from './ports.ts';
import { pricingStore, type CouponRow, type CouponUseRow } from './store.ts';

/** All coupons for the first order are one chance together: whoever used one has had their first order. */
export const limitOf = ({ id, scope, perPerson }: CouponRow): { limitKey: string; limit: number } =>
  scope === 'first_order' ? { limitKey: 'first_order', limit: 1 } : { limitKey: id, limit: perPerson };

export type Held = { coupon: CouponRow; used: boolean };

/** The coupons in force today, and which of them this person has used up. Those for the first order end with the first order. */
export async function couponsOf(
  { db, now, hasOrdered }: Pick<Deps, 'db' | 'now' | 'hasOrdered'>,
  patientId: string,
): Promise<Held[]> {
  const store = pricingStore(db.read);
  const [coupons, uses, ordered] = await Promise.all([
    store.couponsValidOn(shanghaiDate(now())),
    store.usesOf(patientId),
    hasOrdered(patientId),
  ]);
  return coupons.map((coupon) => ({
    coupon,
    used: usedUp(coupon, uses) || (coupon.scope === 'first_order' && ordered),
  }));
}

function usedUp(coupon: CouponRow, uses: CouponUseRow[]): boolean {
  const { limitKey, limit } = limitOf(coupon);
  return uses.filter((use) => use.limitKey === limitKey).length >= limit;
}

/** The wallet of step 3. Coupons of other channels are left out: they cannot be used here. */
export function listCoupons(deps: Deps): Handler<typeof contract> {
  return async (patient) => {
    const held = (await couponsOf(deps, patient.id)).filter(({ coupon }) => coupon.scope !== 'channel');
    const storeIds = [...new Set(held.map(({ coupon }) => coupon.storeId).filter((id) => id !== null))];
    const names = new Map((await deps.storesByIds(storeIds)).map(({ id, name }) => [id, name]));
    const items = held.map(({ coupon, used }): Coupon => {
      const { storeId, channelId: _, perPerson: __, validFrom: ___, stackable: ____, ...shown } = coupon;
      return { ...shown, sellerName: storeId ? (names.get(storeId) ?? null) : null, used };
    });
    return { items: items.sort((a, b) => Number(a.used) - Number(b.used) || (a.code < b.code ? -1 : 1)) };
  };
}
