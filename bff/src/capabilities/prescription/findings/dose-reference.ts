import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import type { Item } from '../content.ts';
import { plainMassMg } from '../match-items.ts';
import type { CatalogueDrug } from '../ports.ts';

export const DOSE_REFERENCE = '剂量参考表';
export const DOSE_REFERENCE_VERSION = '2026.11.1（未经药师核对）';
/** From here on the adult maxima count as well. */
const ADULT_DOSE_FROM_MONTHS = 144;

export type DoseReference = {
  adultSingleMg: number;
  adultDailyMg: number;
  childDailyMgPerKg: number | null;
  childDailyMg: number | null;
};

const FILE = new URL('../../../../../config/rules/dose-reference.csv', import.meta.url);
const figure = (cell: string | undefined) => (cell ? Number(cell) : null);
const TABLE = new Map(
  parse<Record<string, string>>(readFileSync(FILE), { columns: true }).map((row) => [
    `${row['inn']!}|${row['route']!}`,
    {
      adultSingleMg: Number(row['adult_single_mg']),
      adultDailyMg: Number(row['adult_daily_mg']),
      childDailyMgPerKg: figure(row['child_daily_mg_per_kg']),
      childDailyMg: figure(row['child_daily_mg']),
    } satisfies DoseReference,
  ]),
);
export const REFERENCED_INNS = TABLE.size;

/** One ingredient of a line with its reference and its mass in one unit of the drug, where all of that is known. */
export type Dosed = { inn: string; mgPerUnit: number; reference: DoseReference };

/** `80mg/5mg` holds its ingredients in the order of the INNs; anything else of several can't be told apart. */
function massesMg(strength: string, count: number): number[] | null {
  const parts = count === 1 ? [strength] : strength.split('/');
  const masses = parts.map(plainMassMg);
  return parts.length === count && masses.every((mass) => mass !== null) ? masses : null;
}

/** Null when the table or the strength says too little: it is then named among what was not covered. */
export function dosedOf(item: Item, drug: CatalogueDrug | null): Dosed[] | null {
  if (!drug || item.unit !== drug.unit) return null;
  const masses = massesMg(item.strength, drug.inns.length);
  const dosed = drug.inns.flatMap((inn, index): Dosed[] => {
    const reference = TABLE.get(`${inn.toLowerCase()}|${item.route}`);
    const mgPerUnit = masses?.[index];
    return reference && mgPerUnit !== undefined ? [{ inn, mgPerUnit, reference }] : [];
  });
  return dosed.length === drug.inns.length && dosed.length > 0 ? dosed : null;
}

export const takesAdultDose = (ageMonths: number): boolean => ageMonths >= ADULT_DOSE_FROM_MONTHS;

/** The most a day for a child of this weight; null where the table or the weight is missing. */
export function childMostMg({ reference }: Dosed, weightKg: number | null): number | null {
  const { childDailyMgPerKg, childDailyMg } = reference;
  if (childDailyMgPerKg === null || weightKg === null) return null;
  return Math.min(childDailyMgPerKg * weightKg, childDailyMg ?? Infinity);
}
