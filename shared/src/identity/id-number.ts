import { LocalDate } from '../kernel/time.ts';

/** What a resident identity number (GB 11643-1999) says of its holder. */
export type IdNumberFacts = { birthDate: LocalDate; sex: 'female' | 'male' };

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** The last character of a number, from its first seventeen digits (ISO 7064 MOD 11-2). */
export function idNumberCheck(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return CHECKS[sum % 11] ?? '';
}

/** Without blanks, `x` as `X`: as it is compared and stored. */
export const plainIdNumber = (typed: string): string =>
  typed.normalize('NFKC').replace(/\s/g, '').toUpperCase();

/** Birth date and sex in a number; null when it is none: wrong length, no such day, or a wrong last character. */
export function readIdNumber(typed: string): IdNumberFacts | null {
  const text = plainIdNumber(typed);
  if (!/^[1-9]\d{16}[\dX]$/.test(text) || idNumberCheck(text) !== text[17]) return null;
  const birthDate = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  if (!LocalDate.safeParse(birthDate).success || birthDate < '1900-01-01') return null;
  return { birthDate, sex: Number(text[16]) % 2 === 1 ? 'male' : 'female' };
}

/** `310***********0021`: enough to tell two people apart. */
export const maskedIdNumber = (idNo: string): string =>
  `${idNo.slice(0, 3)}${'*'.repeat(11)}${idNo.slice(-4)}`;
