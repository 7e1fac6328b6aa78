import { DAY_MS, addDays, atShanghai, shanghaiDate, toInstant, type Instant } from '../kernel/time.ts';

/** A doctor may extend the day of issue by three days at most (处方管理办法 2007, art. 18). */
export const LONGEST_VALIDITY_DAYS = 3;
/** A prescription holds five drugs at most (处方管理办法 2007, art. 6). */
export const MOST_DRUGS = 5;
/** Days of use of an ordinary prescription (处方管理办法 2007, art. 19). */
export const ORDINARY_DAYS = 7;
/** Of an emergency one (same article). */
export const EMERGENCY_DAYS = 3;
/** Days of use of a long-term prescription: usually four weeks, at most twelve (长期处方管理规范 2021). */
export const LONG_TERM_DAYS = 28;
export const LONGEST_TERM_DAYS = 84;

/**
 * The moment a prescription ends: what its doctor wrote, but never later than the end of the third Shanghai day after the
 * day of issue (that day itself does not count, 民法典 art. 201).
 */
export function validityEnd({ issuedAt, validUntil }: { issuedAt: Instant; validUntil: Instant }): Instant {
  const latest = atShanghai(addDays(shanghaiDate(issuedAt), LONGEST_VALIDITY_DAYS), '24:00');
  const written = toInstant(new Date(validUntil));
  return written < latest ? written : latest;
}

/** Whole days until it ends, 0 on its last day. */
export const daysLeft = (validUntil: Instant, now: Date): number =>
  Math.max(
    0,
    (Date.parse(shanghaiDate(Date.parse(validUntil) - 1)) - Date.parse(shanghaiDate(now))) / DAY_MS,
  );
