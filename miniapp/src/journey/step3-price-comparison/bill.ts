import type { PlanOption } from '@xinglin/shared/pricing/contract';

export type Sums = { goodsFen: number; couponFen: number; deliveryFen: number; packagingFen: number };
export type BillRow = { name: string; fen: number };

/** The four things a total is made of; coupons count as what they take off. */
export function sumsOf({ parcels, platformCouponOffFen }: PlanOption): Sums {
  const sum = (of: (parcel: PlanOption['parcels'][number]) => number) =>
    parcels.reduce((total, parcel) => total + of(parcel), 0);
  return {
    goodsFen: sum(({ goodsFen }) => goodsFen),
    couponFen: sum(({ couponOffFen }) => couponOffFen) + platformCouponOffFen,
    deliveryFen: sum(({ deliveryFeeFen }) => deliveryFeeFen),
    packagingFen: sum(({ packagingFeeFen }) => packagingFeeFen),
  };
}

/** The bill in rows that add up to the total. */
export function billOf(option: PlanOption): BillRow[] {
  const { goodsFen, couponFen, deliveryFen, packagingFen } = sumsOf(option);
  return [
    { name: '药品', fen: goodsFen },
    { name: '优惠券', fen: -couponFen },
    { name: '配送费', fen: deliveryFen },
    { name: '包装费', fen: packagingFen },
  ].filter(({ name, fen }) => name === '药品' || fen !== 0);
}

/** Where the difference to another option comes from: what is less is negative. Rows add up to the difference of the totals. */
export function differenceOf(option: PlanOption, other: PlanOption): BillRow[] {
  const a = billOf(option);
  const b = billOf(other);
  const names = [...new Set([...a, ...b].map(({ name }) => name))];
  const fenOf = (rows: BillRow[], wanted: string) => rows.find(({ name }) => name === wanted)?.fen ?? 0;
  return names.map((name) => ({ name, fen: fenOf(a, name) - fenOf(b, name) })).filter(({ fen }) => fen !== 0);
}

export const labelText: Record<PlanOption['labels'][number], string> = {
  cheapest: '最省',
  fastest: '最快',
  fewest_parcels: '最少包裹',
  best_single: '最优单店',
  between: '折中',
};

/** Length of a bar in percent of the longest; a trace stays visible. */
export const barPercent = (value: number, most: number): number =>
  most > 0 ? Math.max(4, Math.round((value / most) * 100)) : 0;

/** The best single store, to compare with; undefined when no store has everything. */
export const singleOf = (options: readonly PlanOption[]): PlanOption | undefined =>
  options.find(({ labels }) => labels.includes('best_single'));

/** Both ends of the price since the last look; null when nothing moved. */
export function priceMoved(
  before: readonly PlanOption[],
  now: readonly PlanOption[],
): { fromFen: number; toFen: number } | null {
  const cheapest = (options: readonly PlanOption[]) => Math.min(...options.map(({ totalFen }) => totalFen));
  if (before.length === 0 || now.length === 0) return null;
  const [fromFen, toFen] = [cheapest(before), cheapest(now)];
  return fromFen === toFen ? null : { fromFen, toFen };
}
