import { setImmediate as breathe } from 'node:timers/promises';
import type { Plan } from '@xinglin/shared/pricing/contract';
import type { Basket } from './basket.ts';
import type { Candidate } from './candidates.ts';
import { discountFen, scenariosOf, type Scenario, type Tier } from './coupons.ts';
import { frontierOf } from './optimise/frontier.ts';
import { whyOf } from './optimise/why.ts';
import { instanceOf, rangeOf } from './plan-instance.ts';
import type { CouponRow } from './store.ts';

export type PlanOption = Plan['options'][number];
type Label = PlanOption['labels'][number];
type Parcel = PlanOption['parcels'][number];
type Draft = Omit<PlanOption, 'key' | 'labels' | 'savingFen' | 'why'>;
type Point = ReturnType<typeof frontierOf>['points'][number];

/** Enough to prove nearly every basket; past it the best found is shown, and said not to be proven. */
const BUDGET_MS = 1_500;
/** A person compares a handful. */
const MAX_OPTIONS = 6;

/** The ways to buy the basket that no other beats in price, time and parcels, cheapest first. */
export async function optionsFor(
  basket: Basket,
  candidates: Candidate[],
  coupons: CouponRow[],
): Promise<PlanOption[]> {
  // 处方药不参加优惠: with prescription drugs in the basket no coupon applies at all.
  const scenarios = scenariosOf(basket.hasRx ? [] : coupons, rangeOf(basket, candidates));
  const drafts: Draft[] = [];
  const hopes: Size[] = [];
  let proven = true;
  for (const scenario of scenarios) {
    const { points } = frontierOf(instanceOf(basket, candidates, scenario), { budgetMs: BUDGET_MS });
    for (const point of points) {
      const draft = draftOf(basket, candidates, scenario, point);
      if (draft.totalFen > point.totalFen) hopes.push(sizeOf(draft, point.totalFen));
      proven &&= point.proven;
      drafts.push(draft);
    }
    // Others are served between two scenarios.
    await breathe();
  }
  // A category coupon that was assumed and did not hold leaves open whether another split earns it.
  const certain = (draft: Draft) => proven && !hopes.some((hope) => beats(hope, sizeOf(draft)));
  return titled(unbeaten(drafts).map((draft) => ({ ...draft, proven: certain(draft) })));
}

function draftOf({ items }: Basket, candidates: Candidate[], scenario: Scenario, point: Point): Draft {
  const parcels = point.bill.channels.map((bill): Parcel => {
    const { store, distanceM, etaMinutes, fees } = candidates[bill.channel]!;
    const coupon = bill.coupon as Tier | null;
    const waived = bill.feeFen === 0;
    return {
      storeId: store.id,
      storeName: store.name,
      distanceM,
      etaMinutes,
      lines: bill.lines.flatMap(({ item, qty }) => linesOf(items[item]!, qty, candidates[bill.channel]!)),
      goodsFen: bill.subtotalFen,
      couponCode: coupon?.coupon.code ?? null,
      couponTitle: coupon?.coupon.title ?? null,
      couponOffFen: coupon?.off ?? 0,
      deliveryFeeFen: waived ? 0 : fees.deliveryFeeFen,
      packagingFeeFen: waived ? 0 : fees.packagingFeeFen,
      payableFen: bill.totalFen,
    };
  });
  const platform = point.bill.platformCoupon as Tier | null;
  const off = platform ? worthOf(platform, scenario, items, point) : 0;
  return {
    parcels,
    platformCouponCode: off > 0 ? platform!.coupon.code : null,
    platformCouponTitle: off > 0 ? platform!.coupon.title : null,
    platformCouponOffFen: off,
    totalFen: parcels.reduce((sum, { payableFen }) => sum + payableFen, 0) - off,
    etaMinutes: Math.max(...parcels.map(({ etaMinutes }) => etaMinutes)),
    proven: point.proven,
  };
}

/** What the platform coupon takes off this very plan; only one that was assumed can be worth less than the optimiser believed. */
function worthOf(platform: Tier, { assumed }: Scenario, items: Basket['items'], { bill }: Point): number {
  if (platform !== assumed) return platform.off;
  const ofCategory = bill.channels
    .flatMap(({ lines }) => lines)
    .filter(({ item }) => items[item]!.parts[0]!.drug.category === assumed.coupon.category)
    .reduce((sum, { qty, priceFen }) => sum + qty * priceFen, 0);
  return discountFen(assumed.coupon, ofCategory);
}

function linesOf(item: Basket['items'][number], qty: number, candidate: Candidate): Parcel['lines'] {
  return item.parts.map(({ drug, perUnit }) => {
    const unitPriceFen = candidate.unitPriceFen.get(drug.id)!;
    const quantity = qty * perUnit;
    const { id: drugId, genericName: name, strength, pack } = drug;
    return { drugId, name, strength, pack, quantity, unitPriceFen, lineFen: unitPriceFen * quantity };
  });
}

/** What plans are told apart by. */
type Size = { totalFen: number; etaMinutes: number; parcels: number };
const sizeOf = ({ totalFen, etaMinutes, parcels }: Draft, ifItCost = totalFen): Size => ({
  totalFen: ifItCost,
  etaMinutes,
  parcels: parcels.length,
});

const beats = (a: Size, b: Size) =>
  a.totalFen <= b.totalFen &&
  a.etaMinutes <= b.etaMinutes &&
  a.parcels <= b.parcels &&
  (a.totalFen < b.totalFen || a.etaMinutes < b.etaMinutes || a.parcels < b.parcels);

const byTotal = (a: Draft, b: Draft) =>
  a.totalFen - b.totalFen || a.etaMinutes - b.etaMinutes || a.parcels.length - b.parcels.length;
const byTime = (a: Draft, b: Draft) => a.etaMinutes - b.etaMinutes || byTotal(a, b);
const byParcels = (a: Draft, b: Draft) => a.parcels.length - b.parcels.length || byTotal(a, b);

function unbeaten(drafts: Draft[]): Draft[] {
  const left = drafts.filter((b) => !drafts.some((a) => beats(sizeOf(a), sizeOf(b))));
  const sizes = left.map(
    (each) => [`${each.totalFen}/${each.etaMinutes}/${each.parcels.length}`, each] as const,
  );
  // Of several that are equal in all three the first stays, so that everybody sees the same.
  return [...new Map(sizes.reverse()).values()].sort(byTotal);
}

/** Names each plan by what it is best at, and keeps the named ones and the cheapest of those between. */
function titled(plans: Draft[]): PlanOption[] {
  const cheapest = plans[0];
  if (!cheapest) return [];
  const fastest = [...plans].sort(byTime)[0];
  const fewest = [...plans].sort(byParcels)[0];
  const single = fewest!.parcels.length === 1 ? fewest! : null;
  const labelsOf = (plan: Draft): Label[] => {
    const labels: Label[] = [];
    if (plan === cheapest) labels.push('cheapest');
    if (plan === fastest) labels.push('fastest');
    if (plan === fewest) labels.push('fewest_parcels');
    if (plan === single) labels.push('best_single');
    return labels.length > 0 ? labels : ['between'];
  };
  const sizes = new Map(plans.map((plan) => [plan, sizeOf(plan)]));
  const named = plans.filter((plan) => labelsOf(plan)[0] !== 'between').length;
  let between = MAX_OPTIONS - named;
  return plans
    .filter((plan) => labelsOf(plan)[0] !== 'between' || (between -= 1) >= 0)
    .map((plan, i) => ({
      ...plan,
      key: `o${i + 1}`,
      labels: labelsOf(plan),
      savingFen: single ? single.totalFen - plan.totalFen : 0,
      why: whyOf(sizes.get(plan)!, single && sizes.get(single)!, sizes.get(cheapest)!),
    }));
}
