import type { Share } from '@xinglin/shared/triage/contract';

/** `0.8276` → `82.8%`; nothing to count is no figure. */
export const percentText = ({ of, hit }: Share): string =>
  of === 0 ? '没有数据' : `${((hit / of) * 100).toFixed(1)}%`;

/** `95% 区间 71–90%` */
export const rangeText = ({ of, low, high }: Share): string =>
  of === 0 ? '' : `95% 区间 ${Math.round(low * 100)}–${Math.round(high * 100)}%`;
