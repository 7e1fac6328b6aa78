import type { CatalogueDrug } from '../ports.ts';
import { plainMassMg } from '../match-items.ts';

const MOST_A_DAY =
  /(?:最大一日|一日最大|每日最大|一日(?:总量)?不超过?|每日不超过?|24小时(?:总量|内)?不超过?)(\d+(?:\.\d+)?)([^\d，；。（）]{1,3})/;

/** The most a day by the leaflet, in the drug's unit (粒, 片); null where the leaflet's words give no such figure. */
export function mostUnitsADay(drug: CatalogueDrug): number | null {
  const match = MOST_A_DAY.exec(drug.dosageAdult.replace(/\s/g, ''));
  if (!match) return null;
  const [, amount, unit] = match as unknown as [string, string, string];
  if (unit === drug.unit) return Number(amount);
  const most = plainMassMg(amount + unit);
  const each = plainMassMg(drug.strength);
  // A figure in mg says nothing about one ingredient among several.
  return most === null || each === null || drug.inns.length !== 1 ? null : most / each;
}
