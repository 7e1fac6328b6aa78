import { addDays, shanghaiDate, type LocalDate } from '@xinglin/shared/kernel/time';
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

/** How long an ended coupon, and one to come, is shown. */
const SHOWN_DAYS = 60;

type Standing = Pick<Coupon, 'state' | 'reason' | 'left'>;

/** Where a coupon stands for this person today, and why it cannot be used, in plain words. */
function standingOf(coupon: CouponRow, uses: CouponUseRow[], ordered: boolean, day: LocalDate): Standing {
  const { limitKey, limit } = limitOf(coupon);
  const left = Math.max(0, limit - uses.filter((use) => use.limitKey === limitKey).length);
  const firstGone = coupon.scope === 'first_order' && ordered;
  if (left === 0 && !firstGone) return { state: 'used', left: 0, reason: '您已经用过了' };
  if (coupon.state === 'stopped') return { state: 'expired', left: 0, reason: '商家已停止发放' };
  if (coupon.validUntil < day)
    return { state: 'expired', left: 0, reason: `${dayText(coupon.validUntil)}已过期` };
  if (firstGone) return { state: 'used', left: 0, reason: '仅限第一次下单，您已经下过单了' };
  if (coupon.validFrom > day)
    return { state: 'waiting', left, reason: `还没到时间，${dayText(coupon.validFrom)}起可以用` };
  return { state: 'usable', left, reason: null };
}

const dayText = (day: LocalDate): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
const ORDER: Coupon['state'][] = ['usable', 'waiting', 'used', 'expired'];

/** The wallet: what can be used, what cannot yet and why, what is used and over. Coupons of other channels cannot be used here. */
export function listCoupons(deps: Deps): Handler<typeof contract> {
  return async (patient) => {
    const store = pricingStore(deps.db.read);
    const day = shanghaiDate(deps.now());
    const [all, uses, ordered] = await Promise.all([
      store.couponsBetween(addDays(day, -SHOWN_DAYS), addDays(day, SHOWN_DAYS)),
      store.usesOf(patient.id),
      deps.hasOrdered(patient.id),
    ]);
    const coupons = all.filter(({ scope }) => scope !== 'channel');
    const storeIds = [...new Set(coupons.map(({ storeId }) => storeId).filter((id) => id !== null))];
    const names = new Map((await deps.storesByIds(storeIds)).map(({ id, name }) => [id, name]));
    const items = coupons.map((coupon): Coupon => {
      const { storeId, channelId: _, perPerson: __, state: ___, ...shown } = coupon;
      const standing = standingOf(coupon, uses, ordered, day);
      const sellerName = storeId ? (names.get(storeId) ?? null) : null;
      return { ...shown, sellerName, ...standing, used: standing.state === 'used' };
    });
    const rank = ({ state }: Coupon) => ORDER.indexOf(state);
    return { items: items.sort((a, b) => rank(a) - rank(b) || (a.code < b.code ? -1 : 1)) };
  };
}
