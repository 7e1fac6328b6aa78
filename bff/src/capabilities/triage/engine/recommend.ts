import type { OtcOption, Result } from '@xinglin/shared/triage/contract';
import { monthsOf, type Facts } from './facts.ts';
import { fitOf, type Fit } from './fits.ts';
import type { Judgement } from './judge.ts';
import { knowledge, type Knowledge } from './knowledge.ts';
import type { OtcFact } from './otc.ts';

export type Recommendation = Pick<Result, 'options' | 'leftOut' | 'checked' | 'notCovered'>;

const MOST_OPTIONS = 4;
const MOST_LEFT_OUT = 6;
const INFANT_MONTHS = 12;
const CHILD_MONTHS = 14 * 12;

/**
 * OTC products for exactly this person, by complaint and ingredient: none beside a red flag or a call for a doctor today,
 * none for infants, one product per ingredient, never a prescription drug, never one whose class is not known.
 */
export function recommend(
  facts: Facts,
  { urgency, within }: Judgement,
  catalogue: readonly OtcFact[],
  know: Knowledge = knowledge(),
): Recommendation {
  const none: Recommendation = { options: [], leftOut: [], checked: [], notCovered: [] };
  if (urgency === 'emergency' || within === 'today') return none;
  if (monthsOf(facts) < INFANT_MONTHS)
    return { ...none, notCovered: ['1 岁以下婴儿不在这里推荐任何药，请问儿科医生'] };
  const unknownChild =
    facts.person.ageMonths === null && facts.person.guessedMonths !== null && monthsOf(facts) < CHILD_MONTHS;
  if (unknownChild) return { ...none, notCovered: ['不知道孩子的准确年龄，不推荐药'] };

  const wanted = complaintsOf(facts, know);
  const candidates = catalogue
    .filter(
      (fact) =>
        (fact.class === 'otc_a' || fact.class === 'otc_b') && fact.symptoms.some((tag) => wanted.has(tag)),
    )
    .map((fact) => ({
      ...fact,
      ingredients: fact.ingredients.map((each) => ({ ...each, inn: know.inn(each.inn) })),
    }))
    .map((fact) => ({ fact, fit: fitOf(fact, facts, know) }));
  const options = chosen(candidates, wanted, facts, know);
  return {
    options,
    leftOut: leftOutOf(candidates, know),
    checked: checkedOf(facts, know),
    notCovered: notCoveredOf(
      facts,
      candidates.map(({ fact }) => fact),
      know,
    ),
  };
}

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

type Candidate = { fact: OtcFact; fit: Fit };

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
  const used = new Set<string>();
  const options: OtcOption[] = [];
  const take = (open: Set<string>, pool: readonly Candidate[], most: number) => {
    while (open.size > 0 && options.length < most) {
      const best = bestOf(pool, open, used, facts, know);
      if (!best) return;
      options.push(optionOf(best, wanted, open, facts));
      for (const tag of best.fact.symptoms) open.delete(tag);
      for (const { inn } of best.fact.ingredients) used.add(inn);
    }
  };
  take(new Set(wanted.keys()), usable, MOST_OPTIONS);
  const firstChoice = usable.filter(({ fact }) =>
    fact.symptoms.some((tag) => wanted.has(tag) && preference(fact, know.firstLine.get(tag) ?? []) >= 1),
  );
  const first = options.length;
  take(new Set(wanted.keys()), firstChoice, Math.min(MOST_OPTIONS, first + 1));
  return options.map((option, at) =>
    at < first ? option : { ...option, why: `${option.why}（与上面同用途的任选一种）` },
  );
}

const bestOf = (
  pool: readonly Candidate[],
  open: ReadonlySet<string>,
  used: ReadonlySet<string>,
  facts: Facts,
  know: Knowledge,
) =>
  pool
    .filter(({ fact }) => fact.ingredients.every(({ inn }) => !used.has(inn)))
    .map((each) => ({ each, gain: gainOf(each, open, facts, know) }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain || a.each.fact.drugCode.localeCompare(b.each.fact.drugCode))[0]?.each;

const isHerbal = ({ ingredients }: OtcFact) =>
  ingredients.length === 0 || ingredients.every(({ amount }) => amount === null);

const CHILD_FORM = /小儿|儿童|婴|混悬|滴剂|颗粒/;

function gainOf({ fact, fit }: Candidate, open: ReadonlySet<string>, facts: Facts, know: Knowledge): number {
  const covers = fact.symptoms.filter((tag) => open.has(tag));
  if (covers.length === 0) return 0;
  const child = monthsOf(facts) < CHILD_MONTHS;
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
    how: doseFor(fact, facts),
    warnings: fit.warnings,
  };
}

function doseFor({ dosageAdult, dosageChild }: OtcFact, facts: Facts): string {
  const months = monthsOf(facts);
  if (months >= CHILD_MONTHS) return dosageAdult;
  const age = months < 24 ? `${months} 个月` : `${Math.floor(months / 12)} 岁`;
  const weight = facts.person.weightKg ? `，体重 ${facts.person.weightKg} 公斤` : '';
  return `${age}${weight}：${dosageChild}`;
}

/** One line an ingredient, so that ten brands of ibuprofen are left out once. */
function leftOutOf(candidates: readonly Candidate[], know: Knowledge): Recommendation['leftOut'] {
  const lines = new Map<string, { name: string; why: string }>();
  const byInterest = [...candidates].sort(
    (a, b) =>
      Number(isHerbal(a.fact)) - Number(isHerbal(b.fact)) ||
      a.fact.ingredients.length - b.fact.ingredients.length,
  );
  for (const { fact, fit } of byInterest) {
    if (!fit.refused || fit.otherAge) continue;
    const [first] = fact.ingredients;
    const known = first ? know.medicines.get(first.inn)?.name : undefined;
    const name = fact.ingredients.length === 1 && known ? known : fact.name;
    if (!lines.has(name)) lines.set(name, { name, why: fit.refused });
  }
  return [...lines.values()].slice(0, MOST_LEFT_OUT);
}

function checkedOf(facts: Facts, know: Knowledge): Recommendation['checked'] {
  const version = know.version;
  return [
    { what: '年龄和自用最低年龄', version },
    { what: '怀孕和哺乳', version },
    ...(facts.allergies ? [{ what: '药物过敏', version }] : []),
    ...(facts.historyKnown ? [{ what: '慢性病禁忌', version }] : []),
    ...(facts.medicines
      ? [{ what: `与正在用的药的相互作用（${know.interactions.size} 对）`, version: know.interactionVersion }]
      : []),
    { what: '重复成分', version },
  ];
}

function notCoveredOf(facts: Facts, offered: readonly OtcFact[], know: Knowledge): string[] {
  const paired = new Set([...know.interactions.keys()].flatMap((key) => key.split('|')));
  const uncovered = (facts.medicines ?? []).filter((inn) => !paired.has(inn));
  return [
    ...(facts.person.ageMonths === null ? ['没有准确年龄，按成人考虑'] : []),
    ...(facts.allergies === null ? ['没有告诉过敏史，未核对'] : []),
    ...(facts.historyKnown ? [] : ['没有告诉慢性病，只核对了描述里提到的']),
    ...(facts.medicines === null ? ['没有告诉正在用的药，未核对相互作用'] : []),
    ...(uncovered.length > 0
      ? [
          `相互作用表里没有：${uncovered.map((inn) => know.medicines.get(inn)?.name ?? (inn === 'other' ? '您没有列出名字的药' : inn)).join('、')}`,
        ]
      : []),
    ...(facts.person.pregnant === null &&
    facts.person.sex !== 'M' &&
    monthsOf(facts) >= 144 &&
    monthsOf(facts) < 660
      ? ['没有告诉是否怀孕']
      : []),
    ...(offered.some(isHerbal) ? ['中成药与西药的相互作用资料有限，未完全核对'] : []),
  ];
}
