import { yuan } from '@xinglin/shared/kernel/money';
import type { Coupon } from '@xinglin/shared/pricing/contract';

/** `1000` → `10`, `1050` → `10.50`. */
const short = (fen: number) => yuan(fen).replace(/\.00$/, '');

/** What it takes off: `10 元`, `9 折`, `9.5 折`. */
export function worthText({ offFen, percentOff }: Pick<Coupon, 'offFen' | 'percentOff'>): string {
  return offFen !== null ? `${short(offFen)} 元` : `${(100 - (percentOff ?? 0)) / 10} 折`;
}

/** From how much on, and at most how much. */
export function conditionText({ thresholdFen, capFen }: Pick<Coupon, 'thresholdFen' | 'capFen'>): string {
  const from = thresholdFen > 0 ? `满 ${short(thresholdFen)} 元可用` : '无门槛';
  return capFen === null ? from : `${from}，最多减 ${short(capFen)} 元`;
}

/** Where it counts. */
export function scopeText({
  scope,
  sellerName,
  category,
}: Pick<Coupon, 'scope' | 'sellerName' | 'category'>): string {
  if (scope === 'store') return `仅限${sellerName ?? '指定门店'}`;
  if (scope === 'category') return `仅限${category ?? '指定品类'}`;
  return scope === 'first_order' ? '首单专享' : '全平台';
}
