import type { OtcOption, Result } from '@xinglin/shared/triage/contract';
import { checkedOf, leftOutOf, notCoveredOf } from './account.ts';
import { ADULT_DOSE_MONTHS } from './dose.ts';
import { monthsOf, type Facts } from './facts.ts';
import { doseFor, fitOf, type Candidate } from './fits.ts';
import { interactionsBetween, sharedUse } from './interactions.ts';
import type { Judgement } from './judge.ts';
import { knowledge, type Knowledge } from './knowledge.ts';
import { isHerbal, type OtcFact } from './otc.ts';

type Recommendation = Pick<Result, 'options' | 'leftOut' | 'checked' | 'notCovered'>;

const MOST_OPTIONS = 4;
const INFANT_MONTHS = 12;

/**
 * OTC products for exactly this person, by complaint and ingredient: none beside a red flag or a call for a doctor today,
 * none for infants, one product per ingredient, never a prescription drug, never one whose class is not known. Who is to
 * see a doctor within days is offered only what guidelines name first, to bridge the time until then.
 */
export function recommend(
  facts: Facts,
  { urgency, within, redFlags }: Pick<Judgement, 'urgency' | 'within' | 'redFlags'>,
  catalogue: readonly OtcFact[],
  know: Knowledge = knowledge(),
): Recommendation {
  const none: Recommendation = { options: [], leftOut: [], checked: [], notCovered: [] };
  if (urgency === 'emergency' || redFlags.length > 0 || within === 'today') return none;
  if (monthsOf(facts) < INFANT_MONTHS)
    return { ...none, notCovered: ['1 岁以下婴儿不在这里推荐任何药，请问儿科医生'] };
  const unknownChild =
    facts.person.ageMonths === null &&
    facts.person.guessedMonths !== null &&
    monthsOf(facts) < ADULT_DOSE_MONTHS;
  if (unknownChild) return { ...none, notCovered: ['不知道孩子的准确年龄，不推荐药'] };

  const wanted = complaintsOf(facts, know);
  const bridging = urgency !== 'self_care';
  const candidates = offered(catalogue, wanted, know)
    .filter((fact) => !bridging || isFirstChoice(fact, wanted, know))
    .map((fact) => ({ fact, fit: fitOf(fact, facts, know) }));
  const options = chosen(candidates, wanted, facts, know);
  return {
    options: bridging ? options.map(asBridge) : options,
    leftOut: leftOutOf(candidates, options, know),
    checked: checkedOf(facts, know),
    notCovered: notCoveredOf(
      facts,
      candidates.map(({ fact }) => fact),
      know,
    ),
  };
}

/** What may be sold without prescription and is for one of the complaints; ingredients by the names of our tables. */
const offered = (catalogue: readonly OtcFact[], wanted: ReadonlyMap<string, string>, know: Knowledge) =>
  catalogue
    .filter(({ class: each }) => each === 'otc_a' || each === 'otc_b')
    .filter(({ symptoms }) => symptoms.some((tag) => wanted.has(tag)))
    .map((fact) => ({
      ...fact,
      ingredients: fact.ingredients.map((each) => ({ ...each, inn: know.inn(each.inn) })),
    }));

const asBridge = (option: OtcOption): OtcOption => ({
  ...option,
  warnings: ['只在看医生之前缓解不适，不能代替就诊', ...option.warnings],
});

/** Complaint tag of the catalogue → what the person calls it. */
function complaintsOf({ present }: Facts, { findings }: Knowledge): Map<string, string> {
  const tags = new Map<string, string>();
  for (const code of present.keys()) {
    const finding = findings.get(code)!;
    // A dry-cough remedy is not for a cough with phlegm.
    const tag = finding.otc === 'cough_dry' && present.has('cough_phlegm') ? 'cough_phlegm' : finding.otc;
    if (tag && !tags.has(tag)) tags.set(tag, finding.name);
  }
  return tags;
}

/**
 * Greedy: what relieves most of what is not yet relieved; then, while there is room, another of first choice for the same
 * complaint. Each ingredient once.
 */
function chosen(
  candidates: readonly Candidate[],
  wanted: ReadonlyMap<string, string>,
  facts: Facts,
  know: Knowledge,
): OtcOption[] {
  const usable = candidates.filter(({ fit }) => fit.refused === null);
  const used: OtcFact[] = [];
  const options: OtcOption[] = [];
  const take = (open: Set<string>, pool: readonly Candidate[], most: number) => {
    while (open.size > 0 && options.length < most) {
      const best = bestOf(pool, open, used, facts, know);
      if (!best) return;
      options.push(optionOf(best, wanted, open, facts));
      for (const tag of best.fact.symptoms) open.delete(tag);
      used.push(best.fact);
    }
  };
  take(new Set(wanted.keys()), usable, MOST_OPTIONS);
  const firstChoice = usable.filter(({ fact }) => isFirstChoice(fact, wanted, know, 1));
  const first = options.length;
  take(new Set(wanted.keys()), firstChoice, Math.min(MOST_OPTIONS, first + 1));
  return options.map((option, at) =>
    at < first ? option : { ...option, why: `${option.why}（与上面同用途的任选一种）` },
  );
}

const bestOf = (
  pool: readonly Candidate[],
  open: ReadonlySet<string>,
  used: readonly OtcFact[],
  facts: Facts,
  know: Knowledge,
) =>
  pool
    .filter(({ fact }) => used.every((other) => mayGoWith(fact, other, know)))
    .map((each) => ({ each, gain: gainOf(each, open, facts, know) }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain || a.each.fact.drugCode.localeCompare(b.each.fact.drugCode))[0]?.each;

/** No ingredient twice, no two of a group of which one is enough, nothing grave between the two. */
function mayGoWith(fact: OtcFact, other: OtcFact, know: Knowledge): boolean {
  const [own, others] = [fact, other].map(({ ingredients }) => ingredients.map(({ inn }) => inn));
  return (
    !own!.some((inn) => others!.includes(inn)) &&
    sharedUse(own!, others!, know).length === 0 &&
    !interactionsBetween(own!, others!, know).some(({ severity }) => GRAVE.has(severity))
  );
}
const GRAVE = new Set<string>(['contraindicated', 'major']);

const isFirstChoice = (
  fact: OtcFact,
  wanted: ReadonlyMap<string, string>,
  know: Knowledge,
  least = Number.MIN_VALUE,
): boolean =>
  fact.symptoms.some((tag) => wanted.has(tag) && preference(fact, know.firstLine.get(tag) ?? []) >= least);

const CHILD_FORM = /小儿|儿童|婴|混悬|滴剂|颗粒/;

function gainOf({ fact, fit }: Candidate, open: ReadonlySet<string>, facts: Facts, know: Knowledge): number {
  const covers = fact.symptoms.filter((tag) => open.has(tag));
  if (covers.length === 0) return 0;
  const child = monthsOf(facts) < ADULT_DOSE_MONTHS;
  return (
    // Never below what still helps a little.
    2 +
    covers.length +
    Math.max(...covers.map((tag) => preference(fact, know.firstLine.get(tag) ?? []))) -
    0.4 *
      Math.max(
        0,
        fact.ingredients.filter(({ inn }) => !know.medicines.get(inn)?.groups.includes('salt')).length - 1,
      ) -
    0.05 * (fact.symptoms.length - covers.length) -
    0.1 * fit.warnings.length -
    (isHerbal(fact) ? 0.5 : 0) -
    (fact.class === 'otc_a' ? 0.1 : 0) +
    (CHILD_FORM.test(fact.name) === child ? 0.3 : 0) -
    (/栓/.test(fact.name) ? 0.5 : 0)
  );
}

/** What guidelines name first for a complaint comes first. */
function preference({ ingredients }: OtcFact, inns: readonly string[]): number {
  const at = inns.findIndex((inn) => ingredients.some((each) => each.inn === inn));
  return at < 0 ? 0 : 1.5 - 0.25 * at;
}

function optionOf(
  { fact, fit }: Candidate,
  wanted: ReadonlyMap<string, string>,
  open: ReadonlySet<string>,
  facts: Facts,
): OtcOption {
  const relieves = fact.symptoms.filter((tag) => open.has(tag)).map((tag) => wanted.get(tag)!);
  return {
    ...(fact.drugId ? { drugId: fact.drugId } : {}),
    drugCode: fact.drugCode,
    name: `${fact.name} ${fact.strength}`.trim(),
    why: `用于${[...new Set(relieves)].join('、')}`,
    how: howFor(fact, facts),
    warnings: fit.warnings,
  };
}

function howFor(fact: OtcFact, facts: Facts): string {
  const dose = doseFor(fact, facts) ?? fact.dosageChild;
  const months = monthsOf(facts);
  if (months >= ADULT_DOSE_MONTHS) return dose;
  const age = months < 24 ? `${months} 个月` : `${Math.floor(months / 12)} 岁`;
  const weight = facts.person.weightKg ? `，体重 ${facts.person.weightKg} 公斤` : '';
  return `${age}${weight}：${dose}`;
}
