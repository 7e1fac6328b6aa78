import {
  DAY_MS,
  MINUTE_MS,
  addDays,
  atShanghai,
  plus,
  type Instant,
  type LocalDate,
  type TimeOfDay,
} from '@xinglin/shared/kernel/time';

/** Times people keep, by how often a day; the person may move them. */
const USUAL_TIMES: Record<number, TimeOfDay[]> = {
  1: ['08:00'],
  2: ['08:00', '19:00'],
  3: ['08:00', '13:00', '19:00'],
  4: ['08:00', '12:00', '16:00', '20:00'],
  5: ['07:00', '10:30', '14:00', '17:30', '21:00'],
  6: ['06:00', '09:00', '12:00', '15:00', '18:00', '21:00'],
};

export const usualTimes = (timesPerDay: number, timing: string): TimeOfDay[] =>
  timesPerDay === 1 && timing === 'bedtime' ? ['21:30'] : (USUAL_TIMES[timesPerDay] ?? USUAL_TIMES[3]!);

/** The moments of a course, without those already gone by (one minute of grace for the time chosen right now). */
export function doseMoments(startsOn: LocalDate, days: number, times: TimeOfDay[], now: Date): Instant[] {
  const earliest = plus(now, -MINUTE_MS);
  const sorted = [...new Set(times)].sort();
  return Array.from({ length: days }, (_, day) =>
    sorted.map((time) => atShanghai(addDays(startsOn, day), time)),
  )
    .flat()
    .filter((moment) => moment >= earliest);
}

/** The day after the course, at ten in the morning: when we ask how it went. */
export const followUpMoment = (startsOn: LocalDate, days: number): Instant =>
  atShanghai(addDays(startsOn, days), '10:00');

/** A dose still open this long after its time counts as missed. */
export const MISSED_AFTER_MS = 120 * MINUTE_MS;
/** A dose may be ticked off this long before its time. */
export const EARLY_MS = 120 * MINUTE_MS;
/** A missed dose can be ticked off late on the same day only. */
export const LATE_MS = DAY_MS / 2;
