import type { LocalDate } from '../kernel/time.ts';

/**
 * Statutory holidays of mainland China with the days off that were moved next to them, both ends included. Source: 国务院办公厅关于
 * 2026年部分节假日安排的通知 (State Council General Office, November 2025). The next year is added when its notice is out.
 */
export const PUBLIC_HOLIDAYS: readonly { name: string; from: LocalDate; to: LocalDate }[] = [
  { name: '元旦', from: '2026-01-01', to: '2026-01-03' },
  { name: '春节', from: '2026-02-15', to: '2026-02-23' },
  { name: '清明节', from: '2026-04-04', to: '2026-04-06' },
  { name: '劳动节', from: '2026-05-01', to: '2026-05-05' },
  { name: '端午节', from: '2026-06-19', to: '2026-06-21' },
  { name: '中秋节', from: '2026-09-25', to: '2026-09-27' },
  { name: '国庆节', from: '2026-10-01', to: '2026-10-07' },
];

/** The holiday that day belongs to, or null. */
export const publicHolidayOn = (day: LocalDate): string | null =>
  PUBLIC_HOLIDAYS.find(({ from, to }) => from <= day && day <= to)?.name ?? null;
