import { lines, perDay, type Case, type Found, type Rule } from './case.ts';
import {
  DOSE_REFERENCE,
  DOSE_REFERENCE_VERSION,
  childMostMg,
  dosedOf,
  takesAdultDose,
  type Dosed,
} from './dose-reference.ts';
import { mostUnitsADay } from './leaflet-max.ts';
import type { Item } from '../content.ts';

// Figures of a table and of a leaflet are rounded; a tablet too much is far more than this.
const ROUNDING = 1.001;
const grams = (mg: number) => (mg >= 1000 ? `${+(mg / 1000).toFixed(2)} g` : `${+mg.toFixed(3)} mg`);

/** What a day of this line adds up to, against the leaflet's words and, where they are silent, against the reference table. */
export const doseOverMax: Rule = {
  code: 'dose_over_max',
  source: DOSE_REFERENCE,
  version: DOSE_REFERENCE_VERSION,
  check: (it) =>
    lines(it).flatMap(({ item, drug }): Found[] => {
      const most =
        drug && drug.unit === item.unit && takesAdultDose(it.ageMonths) ? mostUnitsADay(drug) : null;
      if (drug && most !== null) {
        if (perDay(item) <= most) return [];
        const text = `${item.genericName}：一日 ${perDay(item)}${item.unit}，说明书一日最多 ${most}${item.unit}`;
        return [{ severity: 'stop', text, source: `说明书：${drug.source}` }];
      }
      return overTable(it, item, dosedOf(item, drug) ?? []).slice(0, 1);
    }),
};

const overTable = (it: Case, item: Item, dosed: Dosed[]): Found[] =>
  dosed.flatMap((each): Found[] => {
    const daily = perDay(item) * each.mgPerUnit;
    const adult = takesAdultDose(it.ageMonths);
    const weightKg = it.facts?.weightKg ?? null;
    const most = adult ? each.reference.adultDailyMg : childMostMg(each, weightKg);
    if (most === null || daily <= most * ROUNDING) return [];
    const whom = adult ? '成人' : `按体重 ${weightKg} kg`;
    return [
      { severity: 'stop', text: `${item.genericName}：一日 ${grams(daily)}，${whom}一日最多 ${grams(most)}` },
    ];
  });

/** One dose alone may be too much though the day is not. */
export const singleDose: Rule = {
  code: 'single_dose',
  source: DOSE_REFERENCE,
  version: DOSE_REFERENCE_VERSION,
  check: (it) =>
    takesAdultDose(it.ageMonths)
      ? lines(it).flatMap(({ item, drug }) =>
          (dosedOf(item, drug) ?? [])
            .filter(({ mgPerUnit, reference }) => item.dose * mgPerUnit > reference.adultSingleMg * ROUNDING)
            .slice(0, 1)
            .map(({ mgPerUnit, reference }): Found => ({
              severity: 'warn',
              text: `${item.genericName}：一次 ${grams(item.dose * mgPerUnit)}，成人一次最多 ${grams(reference.adultSingleMg)}`,
            })),
        )
      : [],
};

/** Lines whose dose nothing above could judge, with the reason. */
export function doseNotCovered(it: Case): string[] {
  const adult = takesAdultDose(it.ageMonths);
  const noTable: string[] = [];
  const noWeight: string[] = [];
  for (const { item, drug } of lines(it)) {
    if (!drug) continue;
    const dosed = dosedOf(item, drug);
    const byLeaflet = adult && drug.unit === item.unit && mostUnitsADay(drug) !== null;
    const known = adult || dosed?.every(({ reference }) => reference.childDailyMgPerKg !== null);
    if (!byLeaflet && (!dosed || !known)) noTable.push(item.genericName);
    else if (!adult && (it.facts?.weightKg ?? null) === null) noWeight.push(item.genericName);
  }
  return [
    ...(noTable.length > 0
      ? [`没有${adult ? '' : '儿童'}剂量参考，剂量上限没有核对：${noTable.join('、')}`]
      : []),
    ...(noWeight.length > 0 ? [`不知道儿童体重，按体重的剂量没有核对：${noWeight.join('、')}`] : []),
  ];
}
