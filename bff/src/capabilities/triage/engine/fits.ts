import { ADULT_DOSE_MONTHS, doseOf } from './dose.ts';
import { holds } from './expression.ts';
import { monthsOf, type Facts } from './facts.ts';
import { interactionsBetween, nameOf, sharedUse } from './interactions.ts';
import { knowledge, type Knowledge } from './knowledge.ts';
import { apart } from './medicine-names.ts';
import type { OtcFact } from './otc.ts';

/** Whether a product is for this person: the reason why not, or what to mind. */
export type Fit = {
  refused: string | null;
  warnings: string[];
  /** Made for children, and this is a grown-up: nothing to explain. */ otherAge: boolean;
};

export type Candidate = { fact: OtcFact; fit: Fit };

const NO_DOSE = /^(不推荐|遵医嘱|禁用|慎用|不适用|无)?[。.]?$/;

/** The catalogue names an illness more exactly than people do, or names one that shows in complaints. */
const SAID_AS: Record<string, string[]> = {
  angle_closure_glaucoma: ['glaucoma'],
  gi_bleeding: ['peptic_ulcer', 'vomiting_blood', 'black_stool', 'bloody_stool'],
  urinary_retention: ['urine_retention', 'weak_stream', 'prostatic_hyperplasia'],
  bowel_obstruction: ['no_gas'],
  heart_disease: ['heart_disease', 'heart_failure'],
  hypertension: ['hypertension', 'bp_high_told'],
};

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
    sameUseTaken(fact, facts, know) ??
    null;
  return {
    refused,
    warnings: refused ? [] : warningsOf(fact, facts, know),
    otherAge: refused === FOR_CHILDREN,
  };
}

const ageText = (months: number) => (months < 24 ? `${months} 个月` : `${Math.floor(months / 12)} 岁`);

/** The dose in words for this age and weight, or null when the label has none for self-care. */
export const doseFor = (fact: OtcFact, facts: Facts): string | null =>
  doseOf(fact, { months: monthsOf(facts), weightKg: facts.person.weightKg });

function tooYoung(fact: OtcFact, facts: Facts): string | null {
  const months = monthsOf(facts);
  if (months < fact.minAgeMonths) return `不到 ${ageText(fact.minAgeMonths)}不能自己用`;
  return months < ADULT_DOSE_MONTHS && doseFor(fact, facts) === null ? '没有适合这个年龄的自用剂量' : null;
}

const FOR_CHILDREN = '儿童用的规格';
const NOT_FOR_ADULTS = /不用于成人|不适合成人|成人剂型|成人遵医嘱/;
function notForAdults({ dosageAdult, name }: OtcFact, facts: Facts): string | null {
  const adult = monthsOf(facts) >= ADULT_DOSE_MONTHS;
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
const CROSS_ALLERGY = new Set([
  'nsaid',
  'salicylate',
  'penicillin',
  'cephalosporin',
  'sulfonamide',
  'macrolide',
  'quinolone',
  'nitroimidazole',
  'iodine',
  'local_anaesthetic',
]);

function allergicTo(
  { ingredients, avoidConditions }: OtcFact,
  { allergies }: Facts,
  know: Knowledge,
): string | null {
  const inns = ingredients.flatMap(({ inn }) => apart(inn, know));
  const groupsOf = (inn: string) =>
    (know.medicines.get(inn)?.groups ?? []).filter((group) => CROSS_ALLERGY.has(group));
  for (const allergen of allergies ?? []) {
    const causes = [allergen, ...apart(allergen, know)];
    const groups = new Set(causes.flatMap(groupsOf));
    const same = inns.some((inn) => causes.includes(inn) || groupsOf(inn).some((group) => groups.has(group)));
    if (same || (groups.has('nsaid') && avoidConditions.includes('nsaid_allergy')))
      return `您对${nameOf(allergen, know)}过敏，成分相同或相近`;
  }
  return null;
}

function illnessForbids({ avoidConditions }: OtcFact, { present }: Facts, know: Knowledge): string | null {
  const code = avoidConditions.flatMap((each) => SAID_AS[each] ?? [each]).find((each) => present.has(each));
  return code ? `您有${know.findings.get(code)?.name ?? code}，不适合用` : null;
}

/**
 * Put on skin, eye, ear, nose or mouth: little of it reaches the blood. A suppository against fever or a patch for the
 * whole body is not topical.
 */
export const isTopical = ({ name, ingredients }: OtcFact, know: Knowledge = knowledge()): boolean =>
  /乳膏|软膏|凝胶|乳胶|搽剂|洗剂|洗液|贴|滴眼|眼膏|滴耳|滴鼻|喷雾|含漱|药水|油$|栓|阴道|糊剂|喷剂|聚维酮碘|壮骨膏|止痛膏/.test(
    name,
  ) &&
  !/口服|磷酸铝|透皮/.test(name) &&
  !(
    /栓/.test(name) &&
    ingredients.some(({ inn }) => SYSTEMIC_BY_SUPPOSITORY.some((of) => isOf(inn, of, know)))
  );

const SYSTEMIC_BY_SUPPOSITORY = ['nsaid', 'analgesic', 'antihistamine'];

const isOf = (inn: string, what: string, know: Knowledge) =>
  inn === what || Boolean(know.medicines.get(inn)?.groups.includes(what));

// The same steroid goes into the nose or on the skin.
const INTO_THE_NOSE = new Map([
  ['inhaled_steroid', true],
  ['topical_steroid', false],
]);

function cautioned(fact: OtcFact, facts: Facts, know: Knowledge): string | null {
  const topical = isTopical(fact, know);
  const nasal = /鼻|吸入/.test(fact.name);
  const caution = know.cautions.find(
    ({ of, when, systemic, local }) =>
      !(systemic && topical) &&
      !(local && !topical) &&
      (INTO_THE_NOSE.get(of) ?? nasal) === nasal &&
      fact.ingredients.some(({ inn }) => isOf(inn, of, know)) &&
      holds(when, facts),
  );
  return caution?.why ?? null;
}

// Herbs, salts and vitamins recur in every second product; only of poisonous herbs twice is too much.
const HARMLESS_TWICE = ['herb', 'salt', 'vitamin', 'probiotic'];

function alreadyTaken({ ingredients }: OtcFact, { medicines }: Facts, know: Knowledge): string | null {
  const taken = new Set((medicines ?? []).flatMap((inn) => [inn, ...apart(inn, know)]));
  const alone = ingredients.length === 1;
  const same = ingredients.find(
    ({ inn }) =>
      taken.has(inn) &&
      (alone || isOf(inn, 'potent_herb', know) || !HARMLESS_TWICE.some((group) => isOf(inn, group, know))),
  );
  return same ? `您正在用的药里已有${nameOf(same.inn, know)}，会重复` : null;
}

const innsIn = ({ ingredients }: OtcFact): string[] => ingredients.map(({ inn }) => inn);

/** A group of which one is enough, and one is taken. What is put on the skin beside a tablet is no double. */
function sameUseTaken(fact: OtcFact, { medicines }: Facts, know: Knowledge): string | null {
  const [shared] = isTopical(fact, know) ? [] : sharedUse(medicines ?? [], innsIn(fact), know);
  return shared ? `您正在用同类的药（${shared}），不要叠加` : null;
}

function interacts(fact: OtcFact, { medicines }: Facts, know: Knowledge): { grave: boolean; text: string }[] {
  const topical = isTopical(fact, know);
  return interactionsBetween(medicines ?? [], innsIn(fact), know)
    .filter((each) => !topical || each.topical)
    .map(({ a, b, severity, mechanism }) => ({
      grave: severity === 'contraindicated' || (severity === 'major' && !topical),
      text: `${nameOf(a, know)}与${nameOf(b, know)}合用：${mechanism}`,
    }));
}

const A_COLD = ['fever', 'runny_nose', 'sneezing', 'nasal_congestion'];

function warningsOf(fact: OtcFact, facts: Facts, know: Knowledge): string[] {
  const { person } = facts;
  const mayBePregnant =
    person.pregnant === null && person.sex !== 'M' && monthsOf(facts) >= 144 && monthsOf(facts) < 600;
  const child = monthsOf(facts) < ADULT_DOSE_MONTHS;
  const has = (what: string) => fact.ingredients.some(({ inn }) => isOf(inn, what, know));
  return [
    ...interacts(fact, facts, know).map(({ text }) => text),
    ...(person.pregnant && fact.pregnancy === 'caution' ? ['怀孕期间用前请先问医生或药师'] : []),
    ...(mayBePregnant && fact.pregnancy === 'avoid' ? ['怀孕或可能怀孕时不能用'] : []),
    ...(person.breastfeeding && fact.lactation === 'caution' ? ['哺乳期用前请先问医生或药师'] : []),
    ...(fact.driving === 'none' || child ? [] : ['用药后可能犯困，不要开车或操作机器']),
    ...(fact.alcohol === 'avoid' && !child ? ['用药期间不要饮酒'] : []),
    ...(fact.maxDays > 0 ? [`自用不超过 ${fact.maxDays} 天，不见好请就诊`] : []),
    ...(has('paracetamol') ? ['不要与其他含对乙酰氨基酚的感冒药、退烧药同用'] : []),
    ...(has('nsaid') && !isTopical(fact, know) ? ['饭后服，不要与其他止痛药同用'] : []),
    ...(has('sedating_antihistamine') && fact.symptoms.some((tag) => A_COLD.includes(tag))
      ? ['不要再吃别的感冒药或抗过敏药']
      : []),
    ...(has('topical_decongestant') ? ['连用不超过 7 天，用久会越用越堵'] : []),
  ];
}
