import { holds, takes } from './expression.ts';
import { monthsOf, type Facts } from './facts.ts';
import { knowledge, pairKey, type Knowledge } from './knowledge.ts';
import type { OtcFact } from './otc.ts';

/** Whether a product is for this person: the reason why not, or what to mind. */
export type Fit = {
  refused: string | null;
  warnings: string[];
  /** Made for children, and this is a grown-up: nothing to explain. */ otherAge: boolean;
};

const ADULT_MONTHS = 18 * 12;
const NO_DOSE = /^(不推荐|遵医嘱|禁用|慎用|不适用|无)?[。.]?$/;

/** The catalogue speaks of closed-angle glaucoma, people of glaucoma. */
const SAID_AS: Record<string, string> = {
  angle_closure_glaucoma: 'glaucoma',
  gi_bleeding: 'peptic_ulcer',
  heart_disease: 'heart_disease',
};
const CONDITION_NAMES: Record<string, string> = { nsaid_allergy: '对解热镇痛药过敏' };

export function fitOf(fact: OtcFact, facts: Facts, know: Knowledge = knowledge()): Fit {
  const refused =
    tooYoung(fact, facts) ??
    notForAdults(fact, facts) ??
    notInPregnancy(fact, facts) ??
    notWhileNursing(fact, facts) ??
    allergicTo(fact, facts, know) ??
    illnessForbids(fact, facts, know) ??
    cautioned(fact, facts, know) ??
    alreadyTaken(fact, facts, know) ??
    interacts(fact, facts, know).find(({ grave }) => grave)?.text ??
    null;
  return {
    refused,
    warnings: refused ? [] : warningsOf(fact, facts, know),
    otherAge: refused === FOR_CHILDREN,
  };
}

const ageText = (months: number) => (months < 24 ? `${months} 个月` : `${Math.floor(months / 12)} 岁`);

function tooYoung({ minAgeMonths, dosageChild }: OtcFact, facts: Facts): string | null {
  const months = monthsOf(facts);
  if (months < minAgeMonths) return `不到 ${ageText(minAgeMonths)}不能自己用`;
  return months < ADULT_MONTHS && NO_DOSE.test(dosageChild.trim()) && months < 14 * 12
    ? '没有适合这个年龄的自用剂量'
    : null;
}

const FOR_CHILDREN = '儿童用的规格';
const NOT_FOR_ADULTS = /不用于成人|不适合成人|成人剂型|成人遵医嘱/;
function notForAdults({ dosageAdult, name }: OtcFact, facts: Facts): string | null {
  const adult = monthsOf(facts) >= 14 * 12;
  return adult &&
    (NO_DOSE.test(dosageAdult.trim()) || NOT_FOR_ADULTS.test(dosageAdult) || /小儿|儿童|婴/.test(name))
    ? FOR_CHILDREN
    : null;
}

function notInPregnancy({ pregnancy }: OtcFact, { person }: Facts): string | null {
  if (!person.pregnant) return null;
  if (pregnancy === 'avoid') return '怀孕期间不能用';
  return pregnancy === 'unknown' ? '怀孕期间的安全性不明' : null;
}

function notWhileNursing({ lactation }: OtcFact, { person }: Facts): string | null {
  if (!person.breastfeeding) return null;
  if (lactation === 'avoid') return '哺乳期不能用';
  return lactation === 'unknown' ? '哺乳期的安全性不明' : null;
}

// Groups in which who is allergic to one is likely to be to the others.
const CROSS_ALLERGY = new Set(['nsaid', 'penicillin', 'cephalosporin', 'sulfonamide', 'salicylate']);

function allergicTo(
  { ingredients, avoidConditions }: OtcFact,
  { allergies }: Facts,
  know: Knowledge,
): string | null {
  for (const allergen of allergies ?? []) {
    const medicine = know.medicines.get(allergen);
    const groups = (medicine?.groups ?? []).filter((group) => CROSS_ALLERGY.has(group));
    const same = ingredients.some(
      ({ inn }) =>
        inn === allergen || know.medicines.get(inn)?.groups.some((group) => groups.includes(group)),
    );
    if (same || (groups.includes('nsaid') && avoidConditions.includes('nsaid_allergy')))
      return `您对${medicine?.name ?? allergen}过敏，成分相同或相近`;
  }
  return null;
}

function illnessForbids({ avoidConditions }: OtcFact, { present }: Facts, know: Knowledge): string | null {
  const code = avoidConditions.map((each) => SAID_AS[each] ?? each).find((each) => present.has(each));
  return code ? `您有${know.findings.get(code)?.name ?? CONDITION_NAMES[code] ?? code}，不适合用` : null;
}

/** Put on skin, eye, ear, nose or mouth: little of it reaches the blood. */
export const isTopical = ({ name }: OtcFact): boolean =>
  /乳膏|软膏|凝胶(?!剂?口服)|搽剂|洗剂|贴|滴眼|滴耳|滴鼻|喷雾|含漱|药水|油$|栓|阴道|糊剂|喷剂/.test(name) &&
  !/口服|磷酸铝/.test(name);

const isOf = (inn: string, what: string, know: Knowledge) =>
  inn === what || Boolean(know.medicines.get(inn)?.groups.includes(what));

function cautioned(fact: OtcFact, facts: Facts, know: Knowledge): string | null {
  const { ingredients } = fact;
  const topical = isTopical(fact);
  const caution = know.cautions.find(
    ({ of, when, systemic }) =>
      !(systemic && topical) && ingredients.some(({ inn }) => isOf(inn, of, know)) && holds(when, facts),
  );
  return caution?.why ?? null;
}

function alreadyTaken({ ingredients }: OtcFact, facts: Facts, know: Knowledge): string | null {
  const same = ingredients.find(({ inn }) => takes(facts, inn));
  return same ? `您正在用的药里已有${know.medicines.get(same.inn)?.name ?? same.inn}，会重复` : null;
}

function interacts(fact: OtcFact, { medicines }: Facts, know: Knowledge): { grave: boolean; text: string }[] {
  return (medicines ?? []).flatMap((taken) =>
    fact.ingredients.flatMap(({ inn }) => {
      const found = know.interactions.get(pairKey(taken, inn));
      if (!found) return [];
      const names = `${know.medicines.get(taken)?.name ?? taken}与${know.medicines.get(inn)?.name ?? inn}`;
      const grave = found.severity === 'contraindicated' || (found.severity === 'major' && !isTopical(fact));
      return [{ grave, text: `${names}合用：${found.mechanism}` }];
    }),
  );
}

function warningsOf(fact: OtcFact, facts: Facts, know: Knowledge): string[] {
  const { person } = facts;
  const mayBePregnant =
    person.pregnant === null && person.sex !== 'M' && monthsOf(facts) >= 144 && monthsOf(facts) < 600;
  return [
    ...interacts(fact, facts, know).map(({ text }) => text),
    ...(person.pregnant && fact.pregnancy === 'caution' ? ['怀孕期间用前请先问医生或药师'] : []),
    ...(mayBePregnant && fact.pregnancy === 'avoid' ? ['怀孕或可能怀孕时不能用'] : []),
    ...(person.breastfeeding && fact.lactation === 'caution' ? ['哺乳期用前请先问医生或药师'] : []),
    ...(fact.driving === 'none' ? [] : ['用药后可能犯困，不要开车或操作机器']),
    ...(fact.alcohol === 'avoid' ? ['用药期间不要饮酒'] : []),
    ...(fact.maxDays > 0 ? [`自用不超过 ${fact.maxDays} 天，不见好请就诊`] : []),
    ...(fact.ingredients.some(({ inn }) => inn === 'paracetamol')
      ? ['不要与其他含对乙酰氨基酚的感冒药、退烧药同用']
      : []),
  ];
}
