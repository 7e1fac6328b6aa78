import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { LocalDate } from '@xinglin/shared/kernel/time';

const CounterRules = z.strictObject({
  id: z.literal('counter-register'),
  version: z.int(),
  title: z.string(),
  effectiveFrom: z.iso.date(),
  source: z.string(),
  note: z.string(),
  reviewState: z.string(),
  rules: z
    .array(
      z.strictObject({
        /** The entry of the list of drugs prohibited online whose drugs are meant. */
        prohibitedRuleId: z.string(),
        packsPerSale: z.int().min(1),
        packsPerPeriod: z.int().min(1),
        periodDays: z.int().min(1),
      }),
    )
    .min(1),
});
export type CounterRules = z.infer<typeof CounterRules>;

const RULES_FOLDER = path.resolve(import.meta.dirname, '../../../../config/rules');

/** Every version this deployment knows. A file that does not follow the schema stops the start. */
export const readCounterRules = (folder = RULES_FOLDER): CounterRules[] =>
  readdirSync(folder)
    .filter((file) => /^counter-register-v\d+\.json$/.test(file))
    .map((file) => CounterRules.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))));

/** The version in force on that day. */
export function counterRulesOn(all: CounterRules[], day: LocalDate): CounterRules {
  const [latest] = all
    .filter(({ effectiveFrom }) => effectiveFrom <= day)
    .sort((a, b) => b.effectiveFrom.localeCompare(a.effectiveFrom) || b.version - a.version);
  if (!latest) throw new Error(`no rules for registered sales are in force on ${day}`);
  return latest;
}
