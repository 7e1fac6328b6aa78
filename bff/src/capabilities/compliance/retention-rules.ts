import { readFileSync } from 'node:fs';
import type { RecordKind } from '@xinglin/shared/compliance/retention-contract';
import { shanghaiDate, type Instant, type LocalDate } from '@xinglin/shared/kernel/time';

type Rules = {
  id: string;
  version: number;
  rules: { kind: RecordKind; years: number; yearsPastExpiry: number }[];
};
const rules = JSON.parse(
  readFileSync(new URL('../../../../config/rules/retention-v1.json', import.meta.url), 'utf8'),
) as Rules;

/** Which rule was applied, to be kept with the record. */
export const RETENTION_RULE = `${rules.id}-v${rules.version}`;

/** 29 February of a year without one is 1 March: never a day too early. */
const addYears = (day: LocalDate, years: number): LocalDate => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year + years, month - 1, date)).toISOString().slice(0, 10);
};

/** First day on which the record may be destroyed: the later of both terms. `expires`: of the goods that were sold, if any yet. */
export function keepUntil(kind: RecordKind, createdAt: Instant, expires: readonly LocalDate[]): LocalDate {
  const { years, yearsPastExpiry } = rules.rules.find((each) => each.kind === kind)!;
  const ends = expires.map((day) => addYears(day, yearsPastExpiry));
  return [addYears(shanghaiDate(createdAt), years), ...ends].sort().at(-1)!;
}
