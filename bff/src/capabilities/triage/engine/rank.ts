import type { PossibleCondition } from '@xinglin/shared/triage/contract';
import { monthsOf, type Facts } from './facts.ts';
import { knowledge, type ConditionEntry, type Knowledge } from './knowledge.ts';

/** A condition with its share of the whole, 0–1 among those considered. */
export type Ranked = { condition: ConditionEntry; probability: number };

/** How often a finding that is there is told unasked: being silent about it is weak evidence against. */
const TOLD_UNASKED = 0.45;
const LEAK = 0.006;

/** Bands of the prevalence table. */
const bandOf = (months: number): number =>
  months < 12 ? 0 : months < 12 * 12 ? 1 : months < 18 * 12 ? 2 : months < 65 * 12 ? 3 : 4;

/** Conditions by probability: naive Bayes over what is told present and absent, from prevalence by age and sex. */
export function rank(facts: Facts, know: Knowledge = knowledge()): Ranked[] {
  const evidence = evidenceOf(facts, know);
  if (evidence.present.length === 0) return [];
  const band = bandOf(monthsOf(facts));
  const scored = know.conditions
    .map((condition) => ({
      condition,
      score: Math.log(prior(condition, band, facts)) + likelihood(condition, evidence, facts, know),
    }))
    .filter(({ score }) => Number.isFinite(score));
  const top = Math.max(...scored.map(({ score }) => score));
  const weights = scored.map(({ condition, score }) => ({ condition, weight: Math.exp(score - top) }));
  const sum = weights.reduce((total, { weight }) => total + weight, 0);
  return weights
    .map(({ condition, weight }) => ({ condition, probability: weight / sum }))
    .sort((a, b) => b.probability - a.probability);
}

function prior({ prevalence, female }: ConditionEntry, band: number, { person }: Facts): number {
  const bySex = person.sex === null ? 1 : (person.sex === 'F' ? 2 * female : 2) / (1 + female);
  return prevalence[band]! * bySex;
}

type Evidence = { present: string[]; absent: string[] };

function evidenceOf({ present, absent }: Facts, know: Knowledge): Evidence {
  const weighed = rates(know);
  return {
    present: [...present.keys()].filter((code) => weighed.has(code)),
    absent: [...absent].filter((code) => weighed.has(code)),
  };
}

function likelihood(
  condition: ConditionEntry,
  { present, absent }: Evidence,
  facts: Facts,
  know: Knowledge,
): number {
  let sum = 0;
  for (const code of present) sum += Math.log(chance(condition, code, know));
  for (const code of absent) sum += Math.log(1 - Math.min(0.97, chance(condition, code, know)));
  for (const [code, likely] of Object.entries(condition.findings))
    if (!facts.present.has(code) && !facts.absent.has(code) && !covered(code, facts))
      sum += Math.log(1 - TOLD_UNASKED * likely);
  return sum;
}

/** A low fever is a fever, told less loudly; likewise a dry cough is a cough. */
const covered = (code: string, { present }: Facts) => code === 'fever' && present.has('fever_low');

/** P(finding | condition). */
export function chance({ findings }: ConditionEntry, code: string, know: Knowledge = knowledge()): number {
  const listed = findings[code];
  if (listed !== undefined) return listed;
  if (code === 'fever_low' && findings['fever'] !== undefined) return findings['fever'] * 0.5;
  const kind = know.findings.get(code)?.kind;
  const usual = rates(know).get(code) ?? LEAK;
  // Old illness and manner of course say little about what they are not listed under.
  return kind === 'history' || kind === 'course' || kind === 'state'
    ? Math.max(usual, 0.05)
    : Math.max(LEAK, usual * 0.25);
}

const cache = new WeakMap<Knowledge, Map<string, number>>();
/** How often a finding is met over all conditions, weighed by prevalence in adults and children. */
function rates(know: Knowledge): Map<string, number> {
  const known = cache.get(know);
  if (known) return known;
  const weight = ({ prevalence }: ConditionEntry) => prevalence.reduce((sum, each) => sum + each, 0);
  const whole = know.conditions.reduce((sum, each) => sum + weight(each), 0);
  const result = new Map<string, number>();
  for (const condition of know.conditions)
    for (const [code, likely] of Object.entries(condition.findings))
      result.set(code, (result.get(code) ?? 0) + (likely * weight(condition)) / whole);
  cache.set(know, result);
  return result;
}

const SHOWN = 5;
const WORTH_SHOWING = 0.04;

/** At most five, with what speaks for and against each in plain words. */
export function shown(
  ranked: readonly Ranked[],
  facts: Facts,
  know: Knowledge = knowledge(),
): PossibleCondition[] {
  const name = (code: string) => know.findings.get(code)!.name;
  return ranked
    .filter(({ probability }, index) => index === 0 || probability >= WORTH_SHOWING)
    .slice(0, SHOWN)
    .map(({ condition, probability }) => {
      const entries = Object.entries(condition.findings);
      const hallmark = entries.filter(
        ([code, likely]) => likely >= 0.6 && !facts.present.has(code) && !covered(code, facts),
      );
      return {
        code: condition.code,
        name: condition.name,
        probability: Math.round(probability * 1000) / 1000,
        evidenceFor: entries
          .filter(([code, likely]) => facts.present.has(code) && likely >= 0.1)
          .map(([code]) => name(code)),
        evidenceAgainst: [
          ...entries
            .filter(([code, likely]) => facts.absent.has(code) && likely >= 0.2)
            .map(([code]) => `没有${name(code)}`),
          ...hallmark
            .filter(([code]) => !facts.absent.has(code))
            .slice(0, 2)
            .map(([code]) => `没有提到${name(code)}`),
        ],
      };
    });
}
