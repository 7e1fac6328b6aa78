import { doseTimingText } from '../medication/contract.ts';
import type { Prescription, PrescriptionItem } from './contract.ts';

const timings: Record<string, string> = doseTimingText;
/** How a drug is given, as prescriptions write it. */
export const routeText: Record<string, string> = {
  oral: '口服',
  topical: '外用',
  inhalation: '吸入',
  nasal: '喷鼻',
  ophthalmic: '滴眼',
  otic: '滴耳',
  rectal: '直肠给药',
  vaginal: '阴道给药',
  sublingual: '舌下含服',
  injection: '注射',
};
const sexes: Record<string, string> = { male: '男', female: '女' };

// The circulation platform hands on what the hospital wrote: a word we do not know is shown as it stands, never left out.
const inChinese = (words: Record<string, string>, word: string) => words[word] ?? word;

/** `口服，每次 2 粒，每日 3 次，饭后，共 4 天`: how a line is to be taken. */
export function sigOf({ route, dose, unit, timesPerDay, timing, days }: PrescriptionItem): string {
  const often = timesPerDay > 0 ? `每日 ${timesPerDay} 次` : '需要时使用';
  return [
    inChinese(routeText, route),
    `每次 ${dose} ${unit}`,
    often,
    inChinese(timings, timing),
    `共 ${days} 天`,
  ].join('，');
}

/** `女，31 岁` */
export const personText = ({
  patientSex,
  patientAge,
}: Pick<Prescription, 'patientSex' | 'patientAge'>): string =>
  `${inChinese(sexes, patientSex)}，${patientAge} 岁`;
