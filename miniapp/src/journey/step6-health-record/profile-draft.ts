import { conditionText, type HealthProfile } from '@xinglin/shared/health-record/contract';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { medicineOf } from './common-medicines.ts';

export type Answer = 'yes' | 'no' | 'unknown';
/** What is being filled in; empty texts are not known. */
export type Draft = {
  name: string;
  sex: 'male' | 'female' | null;
  birthDate: string;
  weightKg: string;
  pregnant: Answer;
  breastfeeding: Answer;
  allergies: string[];
  conditions: string[];
  medicines: string[];
};

/** What pharmacists hear most often; anything else is written in free words. */
export const COMMON_ALLERGIES = [
  '青霉素',
  '头孢',
  '磺胺',
  '阿司匹林',
  '布洛芬',
  '红霉素',
  '喹诺酮',
  '酒精',
  '鸡蛋',
  '海鲜',
];
export const CONDITIONS = Object.entries(conditionText).map(([value, text]) => ({ value, text }));

const asAnswer = (known: boolean | null): Answer => (known === null ? 'unknown' : known ? 'yes' : 'no');
const asKnown = (answer: Answer): boolean | null => (answer === 'unknown' ? null : answer === 'yes');

export const draftOf = (profile: HealthProfile | null): Draft => ({
  name: profile?.name ?? '',
  sex: profile?.sex ?? null,
  birthDate: profile?.birthDate ?? '',
  weightKg: profile?.weightKg == null ? '' : String(profile.weightKg),
  pregnant: asAnswer(profile?.pregnant ?? null),
  breastfeeding: asAnswer(profile?.breastfeeding ?? null),
  allergies: profile?.allergies ?? [],
  conditions: profile?.conditions ?? [],
  medicines: profile?.medicines ?? [],
});

/** What is wrong, by field; empty when all is well. */
export function faultsOf(
  { weightKg, birthDate }: Draft,
  now: number,
): Partial<Record<'weightKg' | 'birthDate', string>> {
  const weight = Number(weightKg);
  return {
    ...(weightKg.trim() !== '' &&
      !(weight >= 0.5 && weight <= 300) && { weightKg: '请填公斤数，例如 60 或 12.5' }),
    ...(birthDate !== '' && birthDate > shanghaiDate(now) && { birthDate: '出生日期不能晚于今天' }),
  };
}

/** As the server wants it. What is not known is null, never guessed; a man is neither pregnant nor breast-feeding. */
export function profileOf(draft: Draft): HealthProfile {
  const asked = draft.sex !== 'male';
  return {
    name: draft.name.trim() || null,
    sex: draft.sex,
    birthDate: draft.birthDate || null,
    weightKg: draft.weightKg.trim() === '' ? null : Number(draft.weightKg),
    pregnant: asked ? asKnown(draft.pregnant) : null,
    breastfeeding: asked ? asKnown(draft.breastfeeding) : null,
    allergies: draft.allergies,
    conditions: draft.conditions,
    medicines: draft.medicines,
  };
}

/** The words with what was written added: several at once may be parted by commas; nothing twice, no more than the list holds. */
export function withWritten(
  words: readonly string[],
  written: string,
  most: number,
  longest: number,
): string[] {
  const more = written
    .split(/[,，、;；\n]/)
    .map((word) => word.trim().slice(0, longest))
    .filter(Boolean);
  return [...new Set([...words, ...more])].slice(0, most);
}

export const withMedicine = (medicines: readonly string[], written: string): string[] => [
  ...new Set(withWritten(medicines, written, 30, 60).map(medicineOf)),
];
