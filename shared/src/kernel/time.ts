import { z } from 'zod';

/** A moment: ISO 8601 with offset on the wire, UTC with milliseconds (`2026-11-22T12:00:00.000Z`) in the database. */
export const Instant = z.iso.datetime({ offset: true });
export type Instant = z.infer<typeof Instant>;

/** A calendar day in Asia/Shanghai, `2026-11-22`. */
export const LocalDate = z.iso.date();
export type LocalDate = z.infer<typeof LocalDate>;

/** A time of day in Asia/Shanghai, `08:30`; `24:00` is the end of the day. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
export type TimeOfDay = z.infer<typeof TimeOfDay>;

// China has had one zone without summer time since 1991, so a fixed offset is exact; mini-programs lack Intl time zones.
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

export const toInstant = (at: Date | number): Instant => new Date(at).toISOString();
export const plus = (at: Instant | Date, ms: number): Instant => toInstant(new Date(at).getTime() + ms);

const shifted = (at: Instant | Date | number) =>
  new Date(new Date(at).getTime() + SHANGHAI_OFFSET_MS).toISOString();
/** The day it is in Shanghai at that moment. */
export const shanghaiDate = (at: Instant | Date | number): LocalDate => shifted(at).slice(0, 10);
/** The clock in Shanghai at that moment, `HH:mm`. */
export const shanghaiTime = (at: Instant | Date | number): TimeOfDay => shifted(at).slice(11, 16);
/** The moment at which Shanghai clocks show this day and time. */
export const atShanghai = (day: LocalDate, time: TimeOfDay): Instant =>
  toInstant(Date.parse(`${day}T00:00:00Z`) - SHANGHAI_OFFSET_MS + minutesOf(time) * MINUTE_MS);
export const addDays = (day: LocalDate, days: number): LocalDate =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
/** Minutes since midnight. */
export const minutesOf = (time: TimeOfDay): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Completed years on `day`. */
export function ageInYears(birthDate: LocalDate, day: LocalDate): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** How long ago, as people say it: `刚刚`, `2 分钟前`, `3 小时前`, else the day and time. */
export function agoText(at: Instant, now: Date | number = Date.now()): string {
  const ms = new Date(now).getTime() - Date.parse(at);
  if (ms < MINUTE_MS) return '刚刚';
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} 分钟前`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} 小时前`;
  return dateTimeText(at);
}

/** `11月22日 20:05` in Shanghai. */
export const dateTimeText = (at: Instant): string =>
  `${Number(shanghaiDate(at).slice(5, 7))}月${Number(shanghaiDate(at).slice(8))}日 ${shanghaiTime(at)}`;

/** `2026-11-22 20:05:07` in Shanghai: for what is proof. */
export const exactTimeText = (at: Instant): string => shifted(at).slice(0, 19).replace('T', ' ');
