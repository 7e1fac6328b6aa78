import type { CouponRow } from './store.ts';

/** Take `off` fen away when the subtotal reaches `at` fen; knows which coupon it comes from. */
export type Tier = { at: number; off: number; coupon: CouponRow };

type Discount = Pick<CouponRow, 'thresholdFen' | 'offFen' | 'percentOff' | 'capFen'>;

/** A percentage is counted in whole 角 (10 fen), rounded down, so that it has few steps and people can check it. */
const STEP_FEN = 10;

/** What the coupon takes off a subtotal, fen: never more than the subtotal itself. */
export function discountFen(
  { thresholdFen, offFen, percentOff, capFen }: Discount,
  subtotalFen: number,
): number {
  if (subtotalFen < thresholdFen) return 0;
  // Worth more than the goods: it is kept for another time, no change is given.
  if (offFen !== null) return subtotalFen >= offFen ? offFen : 0;
  const exact = (subtotalFen * (percentOff ?? 0)) / 100;
  return Math.min(capFen ?? Infinity, Math.floor(exact / STEP_FEN) * STEP_FEN);
}

/** The coupon as thresholds, exact for every subtotal up to `most`: what the optimiser understands. */
export function tiersOf(coupon: CouponRow, most: number): Tier[] {
  const { thresholdFen, offFen, percentOff, capFen } = coupon;
  const steps = [Math.max(thresholdFen, offFen ?? 0)];
  const highest = Math.min(capFen ?? Infinity, discountFen(coupon, most)) + STEP_FEN;
  if (percentOff)
    for (let off = STEP_FEN; off <= highest; off += STEP_FEN) steps.push(Math.ceil((off * 100) / percentOff));
  const tiers: Tier[] = [];
  for (const at of steps.filter((each) => each >= thresholdFen && each <= most)) {
    const off = discountFen(coupon, at);
    if (off > (tiers.at(-1)?.off ?? 0)) tiers.push({ at, off, coupon });
  }
  return tiers;
}

/** Coupons that may be used together, as the optimiser gets them: `ofStore` by store id, `platform` at most one in all. */
export type Scenario = {
  ofStore: Map<string, Tier[]>;
  platform: Tier[];
  /** A category coupon whose worth depends on what is bought where; assumed at its best, to be checked on the plan found. */
  assumed: Tier | null;
};

/** What goods of a category, or the whole basket (`null`), can cost at least and at most at the stores considered. */
export type Range = (category: string | null) => { least: number; most: number };

/**
 * All lawful uses of the coupons, as a few problems whose solutions together are all solutions. A coupon that is not stackable
 * is never used beside one of the other kind: hence stackable ones only; any of the platform's alone; any of the stores' alone.
 */
export function scenariosOf(coupons: CouponRow[], range: Range): Scenario[] {
  const basket = range(null);
  const scenario = (
    ofStore: Map<string, Tier[]>,
    platform: Tier[],
    assumed: Tier | null = null,
  ): Scenario => {
    const storesOff = [...ofStore.values()].reduce((sum, tiers) => sum + mostOff(tiers), 0);
    return { ofStore, platform: settled(platform, basket.least - storesOff), assumed };
  };
  const ofStore = (usable: (coupon: CouponRow) => boolean) => {
    const tiers = new Map<string, Tier[]>();
    for (const coupon of coupons.filter((each) => each.scope === 'store' && usable(each)))
      tiers.set(coupon.storeId!, [...(tiers.get(coupon.storeId!) ?? []), ...tiersOf(coupon, basket.most)]);
    return tiers;
  };
  const judged = coupons
    .filter(({ scope }) => scope !== 'store' && scope !== 'channel')
    .map((coupon) => ({ coupon, ...judge(coupon, range) }));
  const platform = (usable: (coupon: CouponRow) => boolean, alone = false) =>
    judged
      .filter(({ coupon }) => usable(coupon))
      .flatMap((each) => (alone ? [...each.tiers, ...each.alone] : each.tiers));
  const stackable = ({ stackable: may }: CouponRow) => may;
  const any = () => true;
  const none = new Map<string, Tier[]>();
  const together = ofStore(stackable);
  const scenarios = [scenario(together, platform(stackable))];
  if (platform(any, true).length > platform(stackable).length)
    scenarios.push(scenario(none, platform(any, true)));
  if (tierCount(ofStore(any)) > tierCount(together)) scenarios.push(scenario(ofStore(any), []));
  for (const { coupon, alone, assumed } of judged) {
    const stores = coupon.stackable ? together : none;
    if (assumed && (alone.length === 0 || stores.size > 0))
      scenarios.push(scenario(stores, [assumed], assumed));
  }
  return scenarios;
}

const mostOff = (tiers: Tier[]) => Math.max(0, ...tiers.map(({ off }) => off));

/**
 * Thresholds that every purchase reaches need no deciding: of those only the best is kept, without its threshold, and beside it
 * only what gives more. That spares the optimiser most of its work.
 */
function settled(tiers: Tier[], least: number): Tier[] {
  const always = tiers.filter(({ at }) => at <= least).sort((a, b) => b.off - a.off)[0];
  if (!always) return tiers;
  const higher = tiers.filter(({ at, off }) => at > least && off > always.off);
  // What was assumed is recognised by identity, and stands at 0 already.
  return [always.at === 0 ? always : { ...always, at: 0 }, ...higher];
}

const tierCount = (tiers: Map<string, Tier[]>) =>
  [...tiers.values()].reduce((sum, each) => sum + each.length, 0);

/**
 * `tiers`: usable beside any store coupon; `alone`: exact only without store coupons, because the optimiser counts a platform
 * threshold after them but a category's goods at full price; `assumed`: the category's goods decide, so it must be checked.
 */
type Judged = { tiers: Tier[]; alone: Tier[]; assumed: Tier | null };

function judge(coupon: CouponRow, range: Range): Judged {
  const { least, most } = range(coupon.category);
  if (coupon.scope !== 'category') return { tiers: tiersOf(coupon, most), alone: [], assumed: null };
  const [worst, best] = [discountFen(coupon, least), discountFen(coupon, most)];
  const always = { at: 0, off: best, coupon };
  if (best === 0) return { tiers: [], alone: [], assumed: null };
  if (worst === best) return { tiers: [always], alone: [], assumed: null };
  const wholeBasket = range(null).most === most;
  return { tiers: [], alone: wholeBasket ? tiersOf(coupon, most) : [], assumed: always };
}
