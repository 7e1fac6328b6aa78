import { yuan } from '@xinglin/shared/kernel/money';

/** What a plan is told apart by: fen, minutes until the last parcel is there (null: unknown), parcels. */
export interface PlanSize {
  totalFen: number;
  etaMinutes: number | null;
  parcels: number;
}

const NUMERALS = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const counted = (n: number): string => NUMERALS[n] ?? String(n);

function spanOf(minutes: number): string {
  if (minutes < 120) return `${minutes} 分钟`;
  return minutes < 48 * 60 ? `约 ${Math.round(minutes / 60)} 小时` : `约 ${Math.round(minutes / 1440)} 天`;
}

function timeOf(plan: PlanSize, other: PlanSize): string {
  if (plan.etaMinutes === null || other.etaMinutes === null) return '';
  const minutes = Math.round(plan.etaMinutes - other.etaMinutes);
  if (minutes === 0) return '，一样快';
  return minutes > 0 ? `，多等 ${spanOf(minutes)}` : `，早到 ${spanOf(-minutes)}`;
}

function moneyOf(plan: PlanSize, other: PlanSize): string {
  const fen = other.totalFen - plan.totalFen;
  if (fen === 0) return '价钱一样';
  return fen > 0 ? `省 ${yuan(fen)} 元` : `贵 ${yuan(-fen)} 元`;
}

const howOf = (plan: PlanSize): string => (plan.parcels > 1 ? `分${counted(plan.parcels)}家买` : '换一家买');

/**
 * The sentence under a plan: against the best single channel, or where no single one has everything, against the cheapest
 * plan. E.g. 「分两家买省 6.30 元，多等 9 分钟」.
 */
export function whyOf(plan: PlanSize, bestSingle: PlanSize | null, cheapest: PlanSize): string {
  if (plan === bestSingle)
    return plan === cheapest ? '一家买齐就最省，不必拆单' : '在一家买齐，单家方案里最省';
  if (bestSingle) return `${howOf(plan)}${moneyOf(plan, bestSingle)}${timeOf(plan, bestSingle)}`;
  const alone = `没有一家能配齐，${howOf(plan)}`;
  return plan === cheapest
    ? `${alone}最省`
    : `${alone}比最省的${moneyOf(plan, cheapest)}${timeOf(plan, cheapest)}`;
}
