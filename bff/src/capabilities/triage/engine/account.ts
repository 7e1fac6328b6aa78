/** What a recommendation says about itself: why something was left out, what was checked and what was not. */
import type { OtcOption, Result } from '@xinglin/shared/triage/contract';
import { ADULT_DOSE_MONTHS } from './dose.ts';
import { monthsOf, type Facts } from './facts.ts';
import type { Candidate } from './fits.ts';
import { isCovered, nameOf } from './interactions.ts';
import type { Knowledge } from './knowledge.ts';
import { apart } from './medicine-names.ts';
import { isHerbal, type OtcFact } from './otc.ts';

const MOST_LEFT_OUT = 6;

/** One line an ingredient, so that ten brands of ibuprofen are left out once; none for one that is offered in another form. */
export function leftOutOf(
  candidates: readonly Candidate[],
  options: readonly OtcOption[],
  know: Knowledge,
): Result['leftOut'] {
  const lines = new Map<string, { name: string; why: string }>();
  const isOffered = ({ drugCode }: OtcFact) => options.some((option) => option.drugCode === drugCode);
  const offeredInns = new Set(
    candidates.flatMap(({ fact }) => (isOffered(fact) ? fact.ingredients.map(({ inn }) => inn) : [])),
  );
  const byInterest = [...candidates].sort(
    (a, b) =>
      Number(isHerbal(a.fact)) - Number(isHerbal(b.fact)) ||
      a.fact.ingredients.length - b.fact.ingredients.length,
  );
  for (const { fact, fit } of byInterest) {
    if (!fit.refused || fit.otherAge) continue;
    const [first] = fact.ingredients;
    if (first && fact.ingredients.length === 1 && offeredInns.has(first.inn)) continue;
    const known = first ? know.medicines.get(first.inn)?.name : undefined;
    const name = fact.ingredients.length === 1 && known ? known : fact.name;
    if (!lines.has(name)) lines.set(name, { name, why: fit.refused });
  }
  return [...lines.values()].slice(0, MOST_LEFT_OUT);
}

/** What was looked at, each with the version of its data. Only what was told can have been. */
export function checkedOf(facts: Facts, know: Knowledge): Result['checked'] {
  const version = know.version;
  const child = monthsOf(facts) < ADULT_DOSE_MONTHS;
  return [
    { what: '年龄和自用最低年龄', version },
    ...(child && facts.person.weightKg ? [{ what: '体重和按体重的剂量', version }] : []),
    { what: '怀孕和哺乳', version },
    ...(facts.allergies ? [{ what: '药物过敏', version }] : []),
    ...(facts.historyKnown ? [{ what: '慢性病禁忌', version }] : []),
    ...(facts.medicines
      ? [{ what: `与正在用的药的相互作用（${know.interactions.size} 对）`, version: know.interactionVersion }]
      : []),
    { what: '重复成分和同类药', version: know.interactionVersion },
  ];
}

/** What was not looked at, and why. */
export function notCoveredOf(facts: Facts, products: readonly OtcFact[], know: Knowledge): string[] {
  const uncovered = (facts.medicines ?? []).flatMap((inn) => uncoveredIn(inn, know));
  const allergens = (facts.allergies ?? []).filter((inn) => !know.medicines.has(inn));
  return [
    ...(facts.person.ageMonths === null ? ['没有准确年龄，按成人考虑'] : []),
    ...(facts.allergies === null ? ['没有告诉过敏史，未核对'] : []),
    ...(allergens.length > 0
      ? [`药品表里没有这些过敏原，未核对：${allergens.map(toldName).join('、')}`]
      : []),
    ...(facts.historyKnown ? [] : ['没有告诉慢性病，只核对了描述里提到的']),
    ...(facts.medicines === null ? ['没有告诉正在用的药，未核对相互作用'] : []),
    ...(uncovered.length > 0 ? [`相互作用表里没有：${uncovered.join('、')}`] : []),
    ...(mayBePregnant(facts) ? ['没有告诉是否怀孕'] : []),
    ...(products.some(isHerbal) ? ['中成药与西药的相互作用资料有限，未完全核对'] : []),
  ];
}

/** A medicine taken, or the part of it, that no row of the table speaks of. */
function uncoveredIn(taken: string, know: Knowledge): string[] {
  const inns = apart(taken, know);
  const unknown = inns.filter((inn) => !isCovered(inn, know));
  if (unknown.length === 0) return [];
  const name = know.medicines.has(taken) ? nameOf(taken, know) : toldName(taken);
  return [unknown.length === inns.length ? name : `${name}的部分成分`];
}

const toldName = (told: string): string => (told === 'other' ? '您没有列出名字的' : told);

const mayBePregnant = (facts: Facts): boolean =>
  facts.person.pregnant === null &&
  facts.person.sex !== 'M' &&
  monthsOf(facts) >= 144 &&
  monthsOf(facts) < 660;
