/**
 * `npm run learn`: learns from the cases of `config/triage/cases` how wording and findings speak for each level of urgency,
 * and writes `config/triage/learned.json`. Before, it prints how it does on each fifth when it learns from the other four.
 * The same cases and seed give the same file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { assess } from '../capabilities/triage/engine/assess.ts';
import { knowledge } from '../capabilities/triage/engine/knowledge.ts';
import {
  EMERGENCY,
  featuresOf,
  HOME,
  LEVELS,
  sharesOf,
  type Model,
} from '../capabilities/triage/engine/learned.ts';
import { saidBy } from '../capabilities/triage/engine/second-opinion.ts';
import { CaseLine, factsFromCsv, withoutNulls } from './triage.ts';

type Sample = { features: string[]; level: number; rules: number; red: boolean };
/** Feature → place in the three columns of weights. */
type Learned = { places: Map<string, number>; columns: Float64Array[] };

const SEED = 20261122;
const ROUNDS = 60;
const RATE = 0.3;
/** A feature met in fewer cases is chance. */
const RARE = 2;
/** How hard weights are drawn to zero. */
const DRAW = 0.02;
const FOLDS = 5;
const RULES_ONLY = { ...knowledge(), learned: null };
/** Shares from which it calls an emergency, or lets stay at home; chosen on the folds below. */
const [EMERGENCY_AT, HOME_AT] = [0.4, 0.45];
const CASES = new URL('../../../config/triage/cases/', import.meta.url);
const MODEL = new URL('../../../config/triage/learned.json', import.meta.url);

function samplesIn(names: readonly string[]): Sample[] {
  const catalogue = factsFromCsv();
  return names
    .flatMap((name) =>
      readFileSync(new URL(`${name}.jsonl`, CASES), 'utf8')
        .split('\n')
        .filter(Boolean),
    )
    .map((line) => {
      const row = JSON.parse(line) as { triage: (typeof LEVELS)[number] };
      const given = withoutNulls(CaseLine.parse(row));
      const { facts, result } = assess(given, catalogue, RULES_ONLY);
      return {
        features: featuresOf(facts, saidBy(result)),
        level: LEVELS.indexOf(row.triage),
        rules: LEVELS.indexOf(result.urgency),
        red: result.redFlags.length > 0,
      };
    });
}

/** Numbers between 0 and 1 that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

/** Multinomial logistic regression by AdaGrad; every case is scaled by the root of its number of features. */
function learn(samples: readonly Sample[]): Learned {
  const met = new Map<string, number>();
  for (const { features } of samples)
    for (const feature of features) met.set(feature, (met.get(feature) ?? 0) + 1);
  const kept = [...met].filter(([, times]) => times >= RARE).map(([feature]) => feature);
  const places = new Map(kept.map((feature, place) => [feature, place]));
  const columns = LEVELS.map(() => new Float64Array(places.size));
  const steps = LEVELS.map(() => new Float64Array(places.size).fill(1e-8));
  const draw = (DRAW * 100) / samples.length;
  const chance = seeded(SEED);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const { features, level } of shuffled(samples, chance)) {
      const shares = judged({ places, columns }, features);
      for (const [at, column] of columns.entries()) {
        const error = (shares[at]! - (at === level ? 1 : 0)) / Math.sqrt(features.length);
        for (const feature of features) {
          const place = places.get(feature);
          if (place === undefined) continue;
          const slope = error + draw * column[place]!;
          steps[at]![place]! += slope * slope;
          column[place]! -= (RATE * slope) / Math.sqrt(steps[at]![place]!);
        }
      }
    }
  return { places, columns };
}

const judged = ({ places, columns }: Learned, features: readonly string[]) =>
  sharesOf(features, (feature) => {
    const place = places.get(feature);
    return place === undefined ? undefined : columns.map((column) => column[place]!);
  });

function shuffled<T>(list: readonly T[], chance: () => number): T[] {
  return list
    .map((each) => [chance(), each] as const)
    .sort(([a], [b]) => a - b)
    .map(([, each]) => each);
}

type Verdict = { level: number; said: number };

/** What the product would say, the red flags of the rules standing. */
function verdict(model: Learned, { features, level, red }: Sample): Verdict {
  const shares = judged(model, features);
  const alarmed = shares[EMERGENCY] >= EMERGENCY_AT && shares[EMERGENCY] === Math.max(...shares);
  const home = shares[HOME] >= HOME_AT ? HOME : LEVELS.indexOf('see_doctor');
  return { level, said: red || alarmed ? EMERGENCY : home };
}

function crossValidated(samples: readonly Sample[]): Verdict[] {
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const model = learn(samples.filter((_, at) => at % FOLDS !== fold));
    return samples.filter((_, at) => at % FOLDS === fold).map((sample) => verdict(model, sample));
  });
}

function report(name: string, verdicts: readonly Verdict[]): string {
  const share = (of: readonly Verdict[]) =>
    `${((of.filter(({ level, said }) => level === said).length / of.length) * 100).toFixed(1)}%`;
  const emergencies = verdicts.filter(({ level }) => level === EMERGENCY);
  return `${name}: ${share(verdicts)} of ${verdicts.length} right, emergencies ${share(emergencies)} of ${emergencies.length}`;
}

/** Weights to the hundredth; what rounds to nothing is left out. */
const rounded = ({ places, columns }: Learned): Model['weights'] =>
  Object.fromEntries(
    [...places]
      .map(
        ([feature, place]) =>
          [feature, columns.map((column) => Math.round(column[place]! * 100) / 100)] as const,
      )
      .filter(([, weights]) => Math.max(...weights) - Math.min(...weights) >= 0.05)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ) as Model['weights'];

const samples = shuffled(samplesIn(['dev', 'train']), seeded(SEED));
console.log(
  report(
    'rules alone',
    samples.map(({ level, rules }) => ({ level, said: rules })),
  ),
);
console.log(report(`rules and learned, ${FOLDS} folds, seed ${SEED}`, crossValidated(samples)));
const model: Model = {
  version: knowledge().version,
  review: 'unreviewed',
  source: 'npm run learn; config/triage/cases/{dev,train}.jsonl',
  cases: samples.length,
  seed: SEED,
  emergencyAt: EMERGENCY_AT,
  homeAt: HOME_AT,
  weights: rounded(learn(samples)),
};
const lines = Object.entries(model.weights).map(
  (entry) => `    ${JSON.stringify(entry[0])}: ${JSON.stringify(entry[1])}`,
);
const head = JSON.stringify({ ...model, weights: undefined }, null, 2).slice(0, -2);
writeFileSync(MODEL, `${head},\n  "weights": {\n${lines.join(',\n')}\n  }\n}\n`);
console.log(`config/triage/learned.json: ${lines.length} features from ${samples.length} cases`);
