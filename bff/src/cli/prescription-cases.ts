/** The made-up prescriptions of `config/rules/prescription-cases.jsonl`, examined as the product would. Tests and benches run them. */
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { DAY_MS, atShanghai, plus } from '@xinglin/shared/kernel/time';
import { validityEnd } from '@xinglin/shared/prescription/rules';
import {
  listInForce,
  prohibitedEntry,
  readProhibitedLists,
} from '../capabilities/catalogue/prohibited-online.ts';
import type { Content } from '../capabilities/prescription/content.ts';
import { monthsBetween } from '../capabilities/prescription/examination.ts';
import { examine } from '../capabilities/prescription/findings/examine.ts';
import { matchItem } from '../capabilities/prescription/match-items.ts';
import type { CatalogueDrug, PrescribedItem } from '../capabilities/prescription/ports.ts';
import { interactions } from '../capabilities/triage/queries.ts';

const CONFIG = new URL('../../../config/', import.meta.url);
const Line = z.object({
  id: z.string(),
  what: z.string(),
  items: z.array(
    z.object({
      drug: z.string(),
      strength: z.string(),
      quantity: z.number(),
      unit: z.string(),
      dose: z.number(),
      times: z.number(),
      days: z.number(),
      route: z.string().default('oral'),
      form: z.string().default('片剂'),
    }),
  ),
  diagnoses: z.array(z.object({ code: z.string(), name: z.string() })),
  expect: z.array(z.string()),
  /** Warnings are nobody's concern here; only that nothing stops. */
  loose: z.boolean().default(false),
  issuedAt: z.string().default('2026-11-22T08:00'),
  now: z.string().default('2026-11-22T10:00'),
  birthDate: z.string().default('1976-03-14'),
  sex: z.enum(['female', 'male']).default('female'),
  department: z.string().default('全科医学科'),
  prescriber: z.string().default('郑怀瑾'),
  verified: z.boolean().default(true),
  usedBefore: z.boolean().default(false),
  /** A photograph of a paper one: no electronic signature. */
  photographed: z.boolean().default(false),
  /** Where its picture, or one like it, was handed in before. */
  seenBefore: z
    .array(
      z.object({
        traceCode: z.string(),
        how: z.enum(['same', 'alike']),
        byAnother: z.boolean(),
        used: z.boolean(),
      }),
    )
    .default([]),
  facts: z
    .object({
      allergies: z.array(z.string()),
      conditions: z.array(z.string()),
      medicines: z.array(z.string()),
      pregnant: z.boolean().nullable(),
      breastfeeding: z.boolean().nullable(),
      weightKg: z.number().nullable(),
    })
    .nullable()
    .default({
      allergies: [],
      conditions: [],
      medicines: [],
      pregnant: null,
      breastfeeding: null,
      weightKg: null,
    }),
});
export type PrescriptionCase = z.infer<typeof Line>;

export const prescriptionCases = (): PrescriptionCase[] =>
  readFileSync(new URL('rules/prescription-cases.jsonl', CONFIG), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => Line.parse(JSON.parse(line)));

const drugOf = (row: Record<string, string>): CatalogueDrug => ({
  id: row['code']!,
  genericName: row['generic_name']!,
  strength: row['strength']!,
  pack: row['pack']!,
  packUnits: Number(row['pack_units']),
  unit: row['unit']!,
  inns: row['inn']!.split('+'),
  avoidConditions: row['avoid_conditions']!.split('|').filter(Boolean),
  dosageAdult: row['dosage_adult']!,
  pregnancy: row['pregnancy'] as CatalogueDrug['pregnancy'],
  lactation: row['lactation'] as CatalogueDrug['lactation'],
  minAgeMonths: Number(row['min_age_months']),
  source: row['source']!,
});
export const demoRxDrugs = (): CatalogueDrug[] =>
  parse<Record<string, string>>(readFileSync(new URL('demo/drugs/rx.csv', CONFIG)), { columns: true }).map(
    drugOf,
  );

const instant = (local: string) => {
  const [day, time] = local.split('T') as [string, string];
  return atShanghai(day, time);
};
const itemOf = ({ drug, times, ...rest }: PrescriptionCase['items'][number]): PrescribedItem => ({
  ...rest,
  genericName: drug,
  timesPerDay: times,
  timing: 'any',
});

/** Everything the rules say of one case. */
export async function examineCase(it: PrescriptionCase, catalogue: CatalogueDrug[]) {
  const now = new Date(instant(it.now));
  const prescribed = it.items.map(itemOf);
  const matches = prescribed.map((item) =>
    matchItem(
      item,
      catalogue.filter(({ genericName }) => genericName === item.genericName),
    ),
  );
  const drugs = matches.map((match) => match?.drug ?? null);
  const list = listInForce(readProhibitedLists(), it.now.slice(0, 10));
  const issuedAt = instant(it.issuedAt);
  const content = {
    patient: { name: '案例', sex: it.sex, birthDate: it.birthDate, idNoMasked: '' },
    prescriber: { name: it.prescriber, department: it.department, institution: '演示医院' },
    diagnoses: it.diagnoses,
    items: prescribed.map((item, index) => ({
      ...item,
      drugId: drugs[index]?.id ?? null,
      packs: matches[index]?.packs ?? 0,
    })),
    signature: it.photographed
      ? null
      : { alg: 'SM2-SM3', value: '', certSerial: '4A01', verified: it.verified },
    seenBefore: it.seenBefore,
  } as Content;
  const medicines = it.facts?.medicines.map((name) => name.toLowerCase()) ?? [];
  const inns = [...new Set([...drugs.flatMap((drug) => drug?.inns ?? []), ...medicines])];
  return examine({
    content,
    issuedAt,
    validUntil: validityEnd({ issuedAt, validUntil: plus(issuedAt, 30 * DAY_MS) }),
    ageMonths: monthsBetween(it.birthDate, it.now.slice(0, 10)),
    drugs,
    prohibited: prescribed.map((item, index) => {
      const hit = prohibitedEntry(list, { ...item, inns: drugs[index]?.inns ?? [] });
      return hit ? { title: hit.title, list: list.title, version: list.version } : null;
    }),
    facts: it.facts,
    interactions: await interactions(inns),
    usedBefore: it.usedBefore,
    now,
  });
}
