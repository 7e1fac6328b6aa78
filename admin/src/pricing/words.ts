import { yuan } from '@xinglin/shared/kernel/money';
import { PRICE_JUMP_PERCENT, type PriceHistoryRow, type StoreCoupon } from '@xinglin/shared/pricing/desk';
import type { CouponState } from '@xinglin/shared/pricing/lifecycle';
import type { Tone } from '../components/tone-tag.tsx';

/** `12.5` yuan → 1250 fen. */
export const fenOf = (amount: number): number => Math.round(amount * 100);

export const historyText: Record<PriceHistoryRow['state'], string> = {
  past: '已结束',
  now: '现行',
  future: '待生效',
  withdrawn: '已撤回',
};

/** When a price ends: where it was ended, or where one that waits already will take its place. */
export function endOf(row: PriceHistoryRow, rows: readonly PriceHistoryRow[]): string | null {
  if (row.state === 'withdrawn') return null;
  const follows = rows
    .filter(({ state, validFrom }) => state === 'future' && validFrom > row.validFrom)
    .map(({ validFrom }) => validFrom);
  return [row.validUntil, ...follows].filter((at) => at !== null).sort()[0] ?? null;
}

export const couponState: Record<CouponState, { text: string; tone: Tone }> = {
  draft: { text: '未开始', tone: 'quiet' },
  running: { text: '进行中', tone: 'good' },
  stopped: { text: '已停止', tone: 'waiting' },
};

type Worth = Pick<StoreCoupon, 'thresholdFen' | 'offFen' | 'percentOff' | 'capFen'>;
/** `满 20.00 元减 3.00 元`, `无门槛打 9 折，最多减 6.00 元` */
export function worthText({ thresholdFen, offFen, percentOff, capFen }: Worth): string {
  const from = thresholdFen > 0 ? `满 ${yuan(thresholdFen)} 元` : '无门槛';
  if (offFen !== null) return `${from}减 ${yuan(offFen)} 元`;
  const cap = capFen === null ? '' : `，最多减 ${yuan(capFen)} 元`;
  return `${from}打 ${(100 - (percentOff ?? 0)) / 10} 折${cap}`;
}

/** The change in percent, and whether it must be typed twice. */
export function jumpOf(fromFen: number | null, toFen: number): { percent: number; large: boolean } {
  if (fromFen === null || fromFen === 0) return { percent: 0, large: false };
  const percent = Math.round(((toFen - fromFen) / fromFen) * 100);
  return { percent, large: Math.abs(toFen - fromFen) * 100 > fromFen * PRICE_JUMP_PERCENT };
}

type Base = { fen: number; from: 'orders' | 'history' } | null;
/** What patients would see beside a new price, and why. */
export function wasText(base: Base, newFen: number): string {
  if (!base) return '最近 7 天没有价格可比，不显示划线价。';
  const why = base.from === 'orders' ? '最近 7 天最低成交价' : '最近 7 天没有成交，按这段时间最低标价';
  return base.fen > newFen
    ? `顾客会看到划线价 ${yuan(base.fen)} 元（${why}），7 天后自动取消。`
    : `不显示划线价：${why}是 ${yuan(base.fen)} 元，不高于新价。`;
}
