import type { z } from 'zod';
import { LocalDate, shanghaiDate } from '@xinglin/shared/kernel/time';
import type { transcribePrescription } from '@xinglin/shared/prescription/images';
import type { PrescriptionItem } from '@xinglin/shared/prescription/contract';
import type { Review } from '@xinglin/shared/prescription/review-contract';
import { MOST_DRUGS } from '@xinglin/shared/prescription/rules';

type Asked = z.input<typeof transcribePrescription.input>;
type Line = Asked['items'][number];
/** One line while it is written down: numbers as typed. */
export type LineDraft = Pick<Line, 'genericName' | 'drugId' | 'timing' | 'route'> & {
  strength: string;
  unit: string;
  dose: string;
  timesPerDay: string;
  days: string;
  quantity: string;
};
export type Transcription = {
  doctor: string;
  department: string;
  institution: string;
  diagnosis: string;
  issuedOn: string;
  extendedDays: number;
  lines: LineDraft[];
};

/** What is on the page already: the patient's word of hospital and day, or what was written down before. */
export function transcriptionOf(review: Review): Transcription {
  const [, doctor = '', department = ''] = /^(.*)（(.*)）$/.exec(review.prescriber) ?? [];
  const issuedOn = shanghaiDate(Date.parse(review.issuedAt));
  return {
    doctor,
    department,
    institution: review.institution,
    diagnosis: review.diagnoses.map(({ name }) => name).join('、'),
    issuedOn,
    extendedDays:
      review.items.length === 0 ? 0 : daysBetween(issuedOn, shanghaiDate(Date.parse(review.validUntil) - 1)),
    lines: review.items.map(lineOf),
  };
}

const daysBetween = (from: string, to: string) =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000));

const lineOf = (item: PrescriptionItem): LineDraft => ({
  genericName: item.genericName,
  drugId: item.drugId ?? '',
  strength: item.strength,
  unit: item.unit,
  dose: String(item.dose),
  timesPerDay: String(item.timesPerDay),
  days: String(item.days),
  quantity: String(item.quantity),
  timing: item.timing as LineDraft['timing'],
  route: item.route,
});

export const freshLine = (drug: {
  id: string;
  genericName: string;
  strength: string;
  unit: string;
}): LineDraft => ({
  genericName: drug.genericName,
  drugId: drug.id,
  strength: drug.strength,
  unit: drug.unit,
  dose: '',
  timesPerDay: '',
  days: '',
  quantity: '',
  timing: 'any',
  route: 'oral',
});

const isCount = (text: string, least: number, most: number) =>
  /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;

/** What is missing or wrong in one line, in the order it is filled in. */
export function lineFault(it: LineDraft): string | undefined {
  if (!/^\d+(\.\d+)?$/.test(it.dose) || Number(it.dose) <= 0 || Number(it.dose) > 1000)
    return `请填写每次用几${it.unit}`;
  if (!isCount(it.timesPerDay, 0, 24)) return '请填写一日几次，需要时使用填 0';
  if (!isCount(it.days, 1, 366)) return '请填写用几天';
  if (!isCount(it.quantity, 1, 2000)) return `请填写总量，共几${it.unit}`;
  return undefined;
}

/** The first thing that stands between the draft and the record; undefined when nothing does. */
export function transcriptionFault(it: Transcription): string | undefined {
  if (it.lines.length === 0) return '请添加处方上的药品';
  if (it.lines.length > MOST_DRUGS) return `一张处方最多 ${MOST_DRUGS} 种药`;
  const wrong = it.lines.findIndex((line) => lineFault(line) !== undefined);
  if (wrong >= 0) return `第 ${wrong + 1} 种：${lineFault(it.lines[wrong]!)}`;
  if (it.diagnosis.trim() === '') return '请填写诊断';
  if (it.doctor.trim().length < 2) return '请填写医生姓名';
  if (it.department.trim() === '') return '请填写科室';
  if (it.institution.trim().length < 2) return '请填写开具机构';
  if (!LocalDate.safeParse(it.issuedOn).success) return '开具日期请按 2026-11-22 的样子填写';
  return undefined;
}

/** As the server takes it; codes of diagnoses are not on paper and are left empty. */
export const askedOf = (id: string, it: Transcription): Asked => ({
  id,
  prescriber: {
    name: it.doctor.trim(),
    department: it.department.trim(),
    institution: it.institution.trim(),
  },
  diagnoses: it.diagnosis
    .split(/[、，,；;]/)
    .map((name) => ({ code: '', name: name.trim() }))
    .filter(({ name }) => name !== ''),
  issuedOn: it.issuedOn,
  extendedDays: it.extendedDays,
  items: it.lines.map(({ dose, timesPerDay, days, quantity, genericName, drugId, timing, route }) => ({
    ...{ genericName, drugId, timing, route },
    dose: Number(dose),
    timesPerDay: Number(timesPerDay),
    days: Number(days),
    quantity: Number(quantity),
  })),
});
