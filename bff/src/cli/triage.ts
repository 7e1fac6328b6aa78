/**
 * `npm run -s triage < cases.jsonl`: one case a line in, one result a line out, no question asked. `--gold FILE` (lines
 * with `id` and the expected `triage`) prints the accuracy instead; `--publish` measures both sets of cases in the
 * repository and writes the figures the product shows. The same engine serves the app.
 */
import { parse } from 'csv-parse/sync';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import type { Accuracy, PublishedAccuracy, Share } from '@xinglin/shared/triage/contract';
import { assess } from '../capabilities/triage/engine/assess.ts';
import { knowledge } from '../capabilities/triage/engine/knowledge.ts';
import { accuracyOf, type Judged } from '../capabilities/triage/engine/measure.ts';
import { ingredientsOf, type OtcFact } from '../capabilities/triage/engine/otc.ts';

export const CaseLine = z.object({
  id: z.coerce.string(),
  zh: z.string(),
  age: z.number().min(0).max(120).nullish(),
  sex: z.enum(['M', 'F']).nullish(),
  pregnant: z.boolean().nullish(),
  conditions: z.array(z.string()).nullish(),
  medicines: z.array(z.string()).nullish(),
  allergies: z.array(z.string()).nullish(),
});
const GoldLine = z.object({
  id: z.coerce.string(),
  triage: z.enum(['emergency', 'see_doctor', 'self_care']),
});

const DRUGS = new URL('../../../config/demo/drugs/', import.meta.url);

/** The OTC rows of the demo catalogue, straight from its CSV files. */
export function factsFromCsv(directory: URL = DRUGS): OtcFact[] {
  const files = readdirSync(directory).filter((name) => name.endsWith('.csv'));
  const rows = files.flatMap((name) =>
    parse<Record<string, string>>(readFileSync(new URL(name, directory)), { columns: true }),
  );
  return rows.map(factOf).filter(({ class: each }) => each !== 'rx');
}

const list = (cell: string | undefined) =>
  (cell ?? '')
    .split('|')
    .map((each) => each.trim())
    .filter(Boolean);

const factOf = (row: Record<string, string>): OtcFact => ({
  drugCode: row['code']!,
  name: row['generic_name']!,
  class: row['class'] as OtcFact['class'],
  strength: row['strength']!,
  ingredients: ingredientsOf(row['ingredients'] ?? ''),
  symptoms: list(row['symptoms']),
  minAgeMonths: Number(row['min_age_months']),
  dosageAdult: row['dosage_adult']!,
  dosageChild: row['dosage_child']!,
  pregnancy: row['pregnancy'] as OtcFact['pregnancy'],
  lactation: row['lactation'] as OtcFact['lactation'],
  avoidConditions: list(row['avoid_conditions']),
  driving: row['driving'] as OtcFact['driving'],
  alcohol: row['alcohol'] as OtcFact['alcohol'],
  maxDays: Number(row['sig_max_days']),
  precautions: row['precautions'] ?? '',
});

/** Optional things left out by `null` are left out. */
export const withoutNulls = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null && each !== undefined)) as {
    [K in keyof T]: NonNullable<T[K]>;
  };

/** One line of output for one line of input. */
export function answerLine(line: string, catalogue: readonly OtcFact[]) {
  const given = withoutNulls(CaseLine.parse(JSON.parse(line)));
  const { facts, result } = assess(given, catalogue);
  return {
    id: given.id,
    triage: result.urgency,
    within: result.within,
    conditions: result.conditions.map(({ code, name, probability }) => ({ code, name, probability })),
    red_flags: result.redFlags.map(({ id, why }) => ({ id, why })),
    options: result.options.map(({ drugCode, name, why }) => ({ drug: `${drugCode} ${name}`, why })),
    not_understood: facts.notUnderstood,
  };
}

const percent = ({ share, hit, of, low, high }: Share) =>
  `${(share * 100).toFixed(1)}% (${hit}/${of}, 95% CI ${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)})`;

function report({
  cases,
  accuracy,
  balanced,
  under,
  over,
  emergencySensitivity,
  perClass,
}: Accuracy): string {
  return [
    `cases                  ${cases}`,
    `accuracy               ${percent(accuracy)}`,
    `balanced accuracy      ${(balanced * 100).toFixed(1)}%`,
    `under-triage           ${percent(under)}`,
    `over-triage            ${percent(over)}`,
    `emergency sensitivity  ${percent(emergencySensitivity)}`,
    `see_doctor sensitivity ${percent(perClass.see_doctor)}`,
    `self_care sensitivity  ${percent(perClass.self_care)}`,
  ].join('\n');
}

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '');

export function main(argv: string[], input: string): string {
  const catalogue = factsFromCsv();
  const answers = linesOf(input).map((line) => answerLine(line, catalogue));
  const at = argv.indexOf('--gold');
  if (at < 0) return answers.map((answer) => JSON.stringify(answer)).join('\n');
  const gold = goldOf(readFileSync(argv[at + 1]!, 'utf8'));
  const judged: Judged[] = answers.flatMap(({ id, triage }) => {
    const expected = gold.get(id);
    return expected ? [{ id, expected, got: triage }] : [];
  });
  const wrong = judged.filter(({ expected, got }) => expected !== got);
  const misses = argv.includes('--misses')
    ? wrong.map(({ id, expected, got }) => `miss ${id}: expected ${expected}, got ${got}`)
    : [];
  return [report(accuracyOf(judged)), ...misses].join('\n');
}

const goldOf = (text: string) =>
  new Map(
    linesOf(text).map((line) => {
      const { id, triage } = GoldLine.parse(JSON.parse(line));
      return [id, triage] as const;
    }),
  );

const KNOWLEDGE = new URL('../../../config/triage/', import.meta.url);

/** The figures the product shows on 「这个工具有多准」: both sets of cases, judged now. */
export function measured(): Omit<PublishedAccuracy, 'measuredOn'> {
  const catalogue = factsFromCsv();
  const accuracyOn = (name: string) => {
    const text = readFileSync(new URL(`cases/${name}.jsonl`, KNOWLEDGE), 'utf8');
    const gold = goldOf(text);
    return accuracyOf(
      linesOf(text).map((line) => {
        const { id, triage } = answerLine(line, catalogue);
        return { id, expected: gold.get(id)!, got: triage };
      }),
    );
  };
  return {
    knowledgeVersion: knowledge().version,
    heldOut: accuracyOn('heldout'),
    development: accuracyOn('dev'),
  };
}

function publish(): string {
  const figures = measured();
  const file = { ...figures, measuredOn: shanghaiDate(new Date()) };
  writeFileSync(new URL('accuracy.json', KNOWLEDGE), `${JSON.stringify(file, null, 2)}\n`);
  return [`held out\n${report(figures.heldOut)}`, `development\n${report(figures.development)}`].join('\n\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const argv = process.argv.slice(2);
  const said = argv.includes('--publish') ? publish() : main(argv, readFileSync(0, 'utf8'));
  process.stdout.write(`${said}\n`);
}
