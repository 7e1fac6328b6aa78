import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { clausesOf } from '@xinglin/shared/triage/text';
import type { Facts } from './facts.ts';

/** Order of all triples of numbers here. */
export const LEVELS = ['self_care', 'see_doctor', 'emergency'] as const;
export const [HOME, DOCTOR, EMERGENCY] = [0, 1, 2] as const;
type Triple = [number, number, number];
const Triple = z.tuple([z.number(), z.number(), z.number()]);

/**
 * What `npm run learn` found in cases whose urgency is known: how much each piece of wording, finding or circumstance
 * speaks for each level (log-odds). `emergencyAt`, `homeAt`: shares from which it says emergency, or at home.
 */
const Model = z.object({
  version: z.string(),
  review: z.enum(['unreviewed', 'reviewed']),
  source: z.string(),
  cases: z.int(),
  seed: z.int(),
  emergencyAt: z.number(),
  homeAt: z.number(),
  weights: z.record(z.string(), Triple),
});
export type Model = z.infer<typeof Model>;

const FILE = new URL('../../../../../config/triage/learned.json', import.meta.url);
/** Throws when the file does not fit. */
export const readLearned = (): Model => Model.parse(JSON.parse(readFileSync(FILE, 'utf8')));

const LONGEST = 3;
const DENIAL = /^(也?没|无|未|否认|不|没有)/;
const WORDLESS = /^[\d.,%+\-/]+$/;

/** Pieces of one to three characters, of each clause by itself; of a clause that denies, marked so. */
export function wordingOf(text: string): Set<string> {
  const pieces = new Set<string>();
  for (const { raw, hearsay } of clausesOf(text))
    for (const part of raw.split(/[、()（）"“”]/)) {
      const mark = hearsay ? '~' : DENIAL.test(part) ? '¬' : '';
      for (let size = 1; size <= LONGEST; size += 1)
        for (let at = 0; at + size <= part.length; at += 1) {
          const piece = part.slice(at, at + size);
          if (!WORDLESS.test(piece)) pieces.add(mark + piece);
        }
    }
  return pieces;
}

const AGES: readonly [number, string][] = [
  [3, '<3m'],
  [12, '<1y'],
  [60, '<5y'],
  [144, '<12y'],
  [216, '<18y'],
  [480, '<40y'],
  [780, '<65y'],
  [Infinity, '65+'],
];
const SPANS: readonly [number, string][] = [
  [6, '<6h'],
  [24, '<1d'],
  [72, '<3d'],
  [168, '<1w'],
  [504, '<3w'],
  [Infinity, 'long'],
];
const bandOf = (value: number | null, bands: readonly [number, string][]) =>
  value === null ? '?' : bands.find(([below]) => value < below)![1];

/** What the rest of the engine read and judged, as features beside the wording. `said`: the rules' level and how soon. */
export function circumstancesOf({ present, absent, person, measures }: Facts, said: string[]): string[] {
  return [
    ...[...present.keys()].map((code) => `+${code}`),
    ...[...absent].map((code) => `-${code}`),
    `age ${bandOf(person.ageMonths ?? person.guessedMonths, AGES)}`,
    `lasts ${bandOf(measures.hours, SPANS)}`,
    ...(person.pregnant ? ['pregnant'] : []),
    ...(measures.temp === null ? [] : [`temp ${Math.floor(measures.temp)}`]),
    ...said.map((each) => `rules ${each}`),
  ].map((each) => `§${each}`);
}

/** All that speaks in this visit. */
export const featuresOf = (facts: Facts, said: string[]): string[] => [
  ...facts.wording,
  ...circumstancesOf(facts, said),
  '§always',
];

/** Shares of the three levels, adding up to 1. `weightsOf` knows nothing of features met too rarely. */
export function sharesOf(
  features: readonly string[],
  weightsOf: (feature: string) => readonly number[] | undefined,
): Triple {
  const sum: Triple = [0, 0, 0];
  for (const feature of features) {
    const weights = weightsOf(feature);
    if (weights) for (let level = 0; level < 3; level += 1) sum[level]! += weights[level]!;
  }
  const scaled = sum.map((each) => each / Math.sqrt(Math.max(1, features.length)));
  const top = Math.max(...scaled);
  const grown = scaled.map((each) => Math.exp(each - top));
  const whole = grown.reduce((a, b) => a + b, 0);
  return grown.map((each) => each / whole) as Triple;
}

const MOST_NAMED = 3;
/** The findings that spoke most for a level, to be shown as the reason. */
export const spokeFor = (level: number, { present }: Facts, { weights }: Model): string[] =>
  [...present.keys()]
    .map((code) => ({ code, pull: weights[`§+${code}`]?.[level] ?? 0 }))
    .filter(({ pull }) => pull > 0)
    .sort((a, b) => b.pull - a.pull)
    .slice(0, MOST_NAMED)
    .map(({ code }) => code);
