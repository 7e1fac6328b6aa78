import { Age, type Sex, type Subject, type SubjectInput, type Who } from '@xinglin/shared/triage/contract';

/** What was filled in about the person; empty texts are not known. */
export type Facts = {
  who: Who;
  years: string;
  months: string;
  sex: Sex | null;
  pregnant: 'no' | 'pregnant' | 'breastfeeding' | null;
  weightKg: string;
};
export const noFacts: Facts = { who: 'self', years: '', months: '', sex: null, pregnant: null, weightKg: '' };

export const whoText: Record<Who, string> = {
  self: '本人',
  child: '孩子',
  parent: '父母',
  spouse: '爱人',
  other: '其他人',
};

const wholeNumber = (text: string): number | null => (/^\d{1,3}$/.test(text.trim()) ? Number(text) : null);

/** Months matter while doses go by them. */
export const asksMonths = ({ years }: Facts): boolean => (wholeNumber(years) ?? 99) < 3;
/** Children's doses go by weight. */
export const asksWeight = ({ years }: Facts): boolean => (wholeNumber(years) ?? 99) < 14;
const FERTILE = { from: 12, to: 55 };
export const asksPregnancy = ({ sex, years }: Facts): boolean => {
  const age = wholeNumber(years);
  return sex === 'F' && (age === null || (age >= FERTILE.from && age <= FERTILE.to));
};

/** What is wrong with what was filled in, as sentences by field; empty when all is well. */
export function faultsOf(facts: Facts): Partial<Record<'years' | 'months' | 'weightKg', string>> {
  const years = wholeNumber(facts.years);
  const months = wholeNumber(facts.months);
  const weight = Number(facts.weightKg);
  const weighs = facts.weightKg.trim() !== '' && asksWeight(facts);
  return {
    ...(facts.years !== '' && (years === null || years > 120) && { years: '请填 0 到 120 之间的整数' }),
    ...(asksMonths(facts) &&
      facts.months !== '' &&
      (months === null || months > 11) && { months: '请填 0 到 11' }),
    ...(weighs && !(weight >= 0.5 && weight <= 300) && { weightKg: '请填公斤数，例如 12.5' }),
  };
}

/** As the server wants to hear it. What is not known is left out, never guessed. */
export function subjectOf(facts: Facts): SubjectInput {
  const years = wholeNumber(facts.years);
  const months = asksMonths(facts) ? wholeNumber(facts.months) : null;
  const age = Age.safeParse({ years, ...(months !== null && { months }) });
  const weightKg = asksWeight(facts) && facts.weightKg.trim() !== '' ? Number(facts.weightKg) : null;
  return {
    who: facts.who,
    ...(age.success && { age: age.data }),
    ...(facts.sex && { sex: facts.sex }),
    ...(asksPregnancy(facts) &&
      facts.pregnant && {
        pregnant: facts.pregnant === 'pregnant',
        breastfeeding: facts.pregnant === 'breastfeeding',
      }),
    ...(weightKg !== null && { weightKg }),
  };
}

/** The complaint with the age in front, for the red flags on the phone, which read words only. */
export function toldText(text: string, facts: Facts): string {
  const { age } = subjectOf(facts);
  if (!age || age.years >= 3) return text;
  return `孩子${age.years * 12 + (age.months ?? 0)}个月，${text}`;
}

/** `本人 · 35 岁 · 女`: who is meant, in one line. */
export function personLine({
  who,
  age,
  sex,
  pregnant,
  breastfeeding,
}: Partial<Subject> & Pick<SubjectInput, 'who'>) {
  const parts = [
    whoText[who ?? 'self'],
    age && (age.years < 3 ? `${age.years * 12 + (age.months ?? 0)} 个月` : `${age.years} 岁`),
    sex && (sex === 'F' ? '女' : '男'),
    pregnant && '孕期',
    breastfeeding && '哺乳期',
  ];
  return parts.filter(Boolean).join(' · ');
}
