import {
  addDays,
  minutesOf,
  shanghaiDate,
  shanghaiTime,
  type LocalDate,
  type TimeOfDay,
} from '@xinglin/shared/kernel/time';
import { doseTimingText, type MedicationPlan } from '@xinglin/shared/medication/contract';

/** What the person may change about a proposed plan. */
export type Draft = { times: TimeOfDay[]; days: number; starts: 'today' | 'tomorrow' };
type Plan = Pick<MedicationPlan, 'times' | 'days' | 'maxTimesPerDay'>;

const MINUTES_A_DAY = 24 * 60;
const LAST_TIME = 23 * 60 + 59;
const asTime = (minutes: number): TimeOfDay =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

export const draftOf = ({ times, days }: Plan): Draft => ({
  times: [...times].sort(),
  days,
  starts: 'today',
});

export const startDay = ({ starts }: Draft, now: number): LocalDate =>
  starts === 'today' ? shanghaiDate(now) : addDays(shanghaiDate(now), 1);

/** One more time a day, in the middle of the widest gap of the waking day; the same draft when the day is full. */
export function withOneMore(draft: Draft, { maxTimesPerDay }: Plan): Draft {
  if (draft.times.length >= maxTimesPerDay) return draft;
  const known = [...draft.times.map(minutesOf)].sort((a, b) => a - b);
  const marks = [7 * 60, ...known, 22 * 60].sort((a, b) => a - b);
  let [from, widest] = [marks[0]!, 0];
  marks.slice(1).forEach((mark, index) => {
    if (mark - marks[index]! > widest) [from, widest] = [marks[index]!, mark - marks[index]!];
  });
  const middle = Math.min(LAST_TIME, Math.round((from + widest / 2) / 30) * 30);
  return { ...draft, times: [...draft.times, asTime(middle)].sort() };
}

/** Why the draft can not be confirmed; null when it can. The course is never longer than proposed. */
export function refusal(draft: Draft, plan: Plan, now: number): string | null {
  const { times, days } = draft;
  if (times.length === 0) return '请至少留一个服药时间';
  if (new Set(times).size < times.length) return '有两次的时间一样，请错开';
  if (times.length > plan.maxTimesPerDay) return `每日最多 ${plan.maxTimesPerDay} 次，需要更多请先咨询药师`;
  if (days > plan.days) return `最多 ${plan.days} 天，延长请先问医生或药师`;
  const over = times.every((time) => time < shanghaiTime(now));
  if (days === 1 && draft.starts === 'today' && over) return '今天的时间都过了，请从明天开始';
  return null;
}

/** Something that is allowed but should be looked at again; null when nothing is. */
export function caution({ times, starts }: Draft, now: number): string | null {
  const sorted = [...new Set(times)].map(minutesOf).sort((a, b) => a - b);
  const gaps = sorted.map((time, index) => (sorted[index + 1] ?? sorted[0]! + MINUTES_A_DAY) - time);
  // Half of the even spacing: three times a day less than four hours apart.
  if (sorted.length > 1 && Math.min(...gaps) < MINUTES_A_DAY / sorted.length / 2)
    return '有两次服药离得太近，请尽量均匀分开，间隔以说明书或处方为准';
  const gone = times.filter((time) => time < shanghaiTime(now)).sort();
  if (starts === 'today' && gone.length > 0)
    return `今天 ${gone.join('、')} 已经过了，不用补服，从下一次开始提醒`;
  return null;
}

/** `一次 1 片，一日 3 次，饭后` */
export const sigText = ({ dose, unit, timesPerDay, timing }: MedicationPlan): string =>
  `一次 ${dose} ${unit}，一日 ${timesPerDay} 次，${doseTimingText[timing]}`;
