import { billOf } from './bill.ts';
import type { Bill } from './bill.ts';
import type { Alloc, PlanInstance } from './instance.ts';
import { shortagesOf, solve } from './solve.ts';
import type { Shortage } from './solve.ts';
import { whyOf } from './why.ts';

/** 最省, 最快, 最少包裹. */
export type PlanTitle = 'cheapest' | 'fastest' | 'fewest';

/**
 * One plan worth showing. `savingFen`: against the best single channel, negative when dearer, null when no single channel has
 * everything. `etaMinutes`: when the last parcel is there, null when a used channel does not say. `proven`: it is the cheapest
 * of its kind for certain. `why`: a Chinese sentence.
 */
export interface PlanPoint {
  titles: PlanTitle[];
  totalFen: number;
  etaMinutes: number | null;
  parcels: number;
  savingFen: number | null;
  proven: boolean;
  why: string;
  alloc: Alloc;
  bill: Bill;
}

/** All plans that no other beats in total, time and parcels, cheapest first; empty when there is no plan. */
export interface Frontier {
  points: PlanPoint[];
  missing: Shortage[];
}

interface Candidate {
  totalFen: number;
  etaMinutes: number | null;
  parcels: number;
  proven: boolean;
  alloc: Alloc;
  bill: Bill;
}

const minutesOf = (eta: number | null | undefined): number => eta ?? Infinity;

function restricted(instance: PlanInstance, latest: number, most: number): PlanInstance {
  const channels = instance.channels.map((c) =>
    minutesOf(c.etaMinutes) <= latest ? c : { ...c, stock: c.stock.map(() => 0) },
  );
  return { ...instance, channels, max_channels: most };
}

function cheapestOf(instance: PlanInstance, latest: number, most: number, end: number): Candidate | null {
  const budgetMs = end === Infinity ? undefined : Math.max(0, end - performance.now());
  const { alloc, proven } = solve(restricted(instance, latest, most), { budgetMs });
  const bill = alloc && billOf(instance, alloc);
  if (!alloc || !bill) return null;
  const eta = Math.max(0, ...bill.channels.map((c) => minutesOf(instance.channels[c.channel]!.etaMinutes)));
  const etaMinutes = eta === Infinity ? null : eta;
  return { totalFen: bill.totalFen, etaMinutes, parcels: bill.channels.length, proven, alloc, bill };
}

/**
 * For each deadline, the cheapest plan and then the cheapest with ever fewer parcels. Deadlines that would only repeat the plans
 * of a later one are skipped.
 */
function candidatesOf(instance: PlanInstance, end: number): Candidate[] {
  const found: Candidate[] = [];
  const deadlines = [...new Set(instance.channels.map((c) => minutesOf(c.etaMinutes)))].sort((a, b) => b - a);
  let next = Infinity;
  for (const latest of deadlines) {
    if (latest > next) continue;
    let last = -1;
    for (let most = Math.min(instance.max_channels, instance.channels.length); most > 0;) {
      const candidate = cheapestOf(instance, latest, most, end);
      if (!candidate) break;
      found.push(candidate);
      last = Math.max(last, minutesOf(candidate.etaMinutes));
      most = Math.min(most, candidate.parcels) - 1;
    }
    if (last < 0) break;
    next = last < latest ? last : next;
  }
  return found;
}

function beats(a: Candidate, b: Candidate): boolean {
  const [etaA, etaB] = [minutesOf(a.etaMinutes), minutesOf(b.etaMinutes)];
  if (a.totalFen > b.totalFen || etaA > etaB || a.parcels > b.parcels) return false;
  return a.totalFen < b.totalFen || etaA < etaB || a.parcels < b.parcels;
}

const byTotal = (a: Candidate, b: Candidate): number =>
  a.totalFen - b.totalFen || byTime(a, b) || a.parcels - b.parcels;
const byTime = (a: Candidate, b: Candidate): number =>
  a.etaMinutes === b.etaMinutes ? 0 : minutesOf(a.etaMinutes) - minutesOf(b.etaMinutes);

function unbeaten(candidates: Candidate[]): Candidate[] {
  const left = candidates.filter((b) => !candidates.some((a) => beats(a, b)));
  const keyOf = (c: Candidate): string => `${c.totalFen}/${c.etaMinutes}/${c.parcels}`;
  return [...new Map(left.map((c) => [keyOf(c), c])).values()].sort(byTotal);
}

function titlesOf(plan: Candidate, plans: Candidate[]): PlanTitle[] {
  const fastest = [...plans].sort((a, b) => byTime(a, b) || byTotal(a, b))[0];
  const fewest = [...plans].sort((a, b) => a.parcels - b.parcels || byTotal(a, b))[0];
  const titles: PlanTitle[] = [];
  if (plan === plans[0]) titles.push('cheapest');
  if (plan === fastest && plan.etaMinutes !== null) titles.push('fastest');
  if (plan === fewest) titles.push('fewest');
  return titles;
}

/**
 * The plans worth choosing between for a basket: 最省, 最快, 最少包裹 and those between. `budgetMs` bounds the whole of it; the
 * same basket gives the same plans as long as it is not exhausted.
 */
export function frontierOf(instance: PlanInstance, options: { budgetMs?: number } = {}): Frontier {
  const missing = shortagesOf(instance);
  if (missing.length > 0) return { points: [], missing };
  const end = options.budgetMs === undefined ? Infinity : performance.now() + options.budgetMs;
  const plans = unbeaten(candidatesOf(instance, end));
  const bestSingle = plans.find((p) => p.parcels === 1) ?? null;
  const points = plans.map((plan): PlanPoint => {
    const savingFen = bestSingle && bestSingle.totalFen - plan.totalFen;
    return { ...plan, titles: titlesOf(plan, plans), savingFen, why: whyOf(plan, bestSingle, plans[0]!) };
  });
  return { points, missing };
}
