import {
  EMERGENCY_DAYS,
  LONGEST_TERM_DAYS,
  LONG_TERM_DAYS,
  ORDINARY_DAYS,
} from '@xinglin/shared/prescription/rules';
import type { Item } from '../content.ts';
import type { CatalogueDrug } from '../ports.ts';
import { MEASURE, lines, perDay, type Case, type Found, type Rule } from './case.ts';
import { isChronic } from './chronic.ts';

/** Days the quantity lasts at the dose written; packs are whole, so up to one pack over is nobody's doing. */
export function daysSupplied(item: Item, drug: CatalogueDrug | null): number {
  const aDay = perDay(item);
  if (aDay <= 0) return item.days;
  const rest = drug && drug.unit === item.unit ? drug.packUnits - 1 : 0;
  return Math.max(item.days, Math.ceil((item.quantity - rest) / aDay));
}

export const supply: Rule = {
  code: 'supply_days',
  source: `${MEASURE}第十九条；长期处方管理规范（试行）2021`,
  check: (it) => lines(it).flatMap(({ item, drug }) => tooLong(it, item, daysSupplied(item, drug))),
};

function tooLong({ content }: Case, { genericName }: Item, days: number): Found[] {
  const emergency = /急诊/.test(content.prescriber.department);
  const usual = emergency ? EMERGENCY_DAYS : ORDINARY_DAYS;
  const chronic = content.diagnoses.filter(isChronic).map(({ name }) => name);
  const text = `${genericName}：${days} 天用量`;
  if (days > LONGEST_TERM_DAYS) return [{ severity: 'stop', text: `${text}，超过 12 周` }];
  if (days <= usual) return [];
  if (chronic.length === 0 || (emergency && days <= ORDINARY_DAYS)) {
    const why = emergency ? '急诊处方超过 3 天' : '超过 7 天，诊断中没有需要长期用药的慢性病';
    return [{ severity: 'warn', text: `${text}，${why}，请核对延长理由` }];
  }
  const reason = `慢性病长期处方（${chronic.join('、')}）`;
  return days <= LONG_TERM_DAYS
    ? [{ severity: 'info', text: `${text}，${reason}` }]
    : [{ severity: 'warn', text: `${text}，超过 4 周，${reason}，请核对延长理由` }];
}
