import { dateTimeText, shanghaiTime } from '@xinglin/shared/kernel/time';
import type { Plan, PlanOption, Slot } from '@xinglin/shared/pricing/contract';
import { minutesText } from '../../find/use-now.ts';

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

/** `11月30日 10:00–11:00` */
export const slotText = ({ from, to }: Slot): string => `${dateTimeText(from)}–${shanghaiTime(to)}`;

/** When the goods are there, in the way that was asked for. */
export function whenText({ mode, slot }: Pick<Plan, 'mode' | 'slot'>, minutes: number): string {
  if (slot) return `${slotText(slot)} 送到`;
  return mode === 'pickup' ? `约 ${minutesText(minutes)}后可取` : `约 ${minutesText(minutes)}送到`;
}

export type Point = { key: string; left: number; top: number };
/** A point at the very edge would be cut off, and its name with it. */
const [FIRST, LAST] = [14, 86];
const placed = (value: number, least: number, most: number): number =>
  most === least ? 50 : Math.round(FIRST + ((value - least) / (most - least)) * (LAST - FIRST));

/** Options as points in percent of the chart: minutes to the right, price upwards. */
export function pointsOf(options: readonly PlanOption[]): Point[] {
  const minutes = options.map(({ etaMinutes }) => etaMinutes);
  const totals = options.map(({ totalFen }) => totalFen);
  return options.map(({ key, etaMinutes, totalFen }) => ({
    key,
    left: placed(etaMinutes, Math.min(...minutes), Math.max(...minutes)),
    top: 100 - placed(totalFen, Math.min(...totals), Math.max(...totals)),
  }));
}

/** So near in percent of the chart, two names would be printed over each other. */
const NAME_WIDTH = 24;
const NAME_HEIGHT = 14;

/** Whose names fit: the chosen one's always, then those that have a name of their own, as long as they cover no other. */
export function namedIn(options: readonly PlanOption[], chosen: string | undefined): Set<string> {
  const points = new Map(pointsOf(options).map((point) => [point.key, point]));
  const isPlain = ({ labels }: PlanOption) => labels[0] === 'between';
  const rank = (option: PlanOption) => (option.key === chosen ? 0 : isPlain(option) ? 2 : 1);
  const named: Point[] = [];
  for (const { key } of options.toSorted((a, b) => rank(a) - rank(b))) {
    const { left, top } = points.get(key)!;
    const covers = named.some(
      (each) => Math.abs(each.left - left) < NAME_WIDTH && Math.abs(each.top - top) < NAME_HEIGHT,
    );
    if (!covers) named.push({ key, left, top });
  }
  return new Set(named.map(({ key }) => key));
}

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
