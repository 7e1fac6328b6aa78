import { pairKey, Severity, type Interaction, type Knowledge } from './knowledge.ts';
import { apart, ingredientsNamed } from './medicine-names.ts';

/** `a` and `b` are INN; `given` how the two were written. */
export type InteractionFinding = {
  a: string;
  b: string;
  severity: Severity;
  mechanism: string;
  source: string;
  given: [string, string];
};
/** The same ingredient in two medicines, or two medicines of a group of which one is enough. */
export type Duplicate =
  { inn: string; name: string; of: string[] } | { group: string; name: string; of: string[] };
/** `notCovered`: names nobody knows, and medicines no row speaks of: about them nothing was checked. */
export type RegimenReport = {
  findings: InteractionFinding[];
  notCovered: string[];
  duplicates: Duplicate[];
  pairsChecked: number;
  version: string;
};

type Pair = { a: string; b: string } & Interaction;
type Item = { given: string; inns: string[] };

/** All a list of medicines (INN, Chinese or everyday names, compound products) says about itself. Pure. */
export function checkRegimen(names: readonly string[], know: Knowledge): RegimenReport {
  const items = names.map((given): Item => ({ given, inns: ingredientsNamed(given, know) }));
  const inns = [...new Set(items.flatMap((item) => item.inns))];
  const known = inns.filter((inn) => isCovered(inn, know));
  const pairs = known.flatMap((a, at) =>
    known.slice(at + 1).flatMap((b): [string, string][] => (areApart(a, b, items) ? [[a, b]] : [])),
  );
  return {
    findings: pairs
      .flatMap(([a, b]) => pairOf(a, b, know))
      .sort((one, other) => rank(one.severity) - rank(other.severity))
      .map(({ a, b, severity, mechanism, source }) => {
        const given: [string, string] = [givenFor(a, items), givenFor(b, items)];
        return { a, b, severity, mechanism, source, given };
      }),
    notCovered: [
      ...items.filter((item) => item.inns.length === 0).map(({ given }) => given),
      ...inns.filter((inn) => !isCovered(inn, know)).map((inn) => ownName(inn, items)),
    ],
    duplicates: [...sameIngredient(items, know), ...sameUse(items, know)],
    pairsChecked: pairs.length,
    version: know.interactionVersion,
  };
}

/** What the table says of any of these taken together with any of those. Compound products are taken apart. */
export const interactionsBetween = (
  taken: readonly string[],
  with_: readonly string[],
  know: Knowledge,
): Pair[] => allOf(taken, know).flatMap((a) => allOf(with_, know).flatMap((b) => pairOf(a, b, know)));

/** Names of the groups of which both hold a member, though not the same one. */
export function sharedUse(taken: readonly string[], with_: readonly string[], know: Knowledge): string[] {
  const here = allOf(taken, know);
  const shared = allOf(with_, know).flatMap((b) =>
    usesOf(b, know).filter((group) => here.some((a) => a !== b && usesOf(a, know).includes(group))),
  );
  return [...new Set(shared)].map((group) => know.sameUse.get(group)!);
}

const usesOf = (inn: string, { medicines, sameUse }: Knowledge): string[] =>
  (medicines.get(inn)?.groups ?? []).filter((group) => sameUse.has(group));

const allOf = (inns: readonly string[], know: Knowledge): string[] => [
  ...new Set(inns.flatMap((inn) => apart(inn, know))),
];

const pairOf = (a: string, b: string, know: Knowledge): Pair[] => {
  const found = know.interactions.get(pairKey(a, b));
  return found ? [{ a, b, ...found }] : [];
};

const rank = (severity: Severity): number => Severity.options.indexOf(severity);

const coverage = new WeakMap<Knowledge['interactions'], ReadonlySet<string>>();
/** Whether any row of the table speaks of it. */
export function isCovered(inn: string, { interactions }: Knowledge): boolean {
  const known =
    coverage.get(interactions) ?? new Set([...interactions.keys()].flatMap((key) => key.split('|')));
  coverage.set(interactions, known);
  return known.has(inn);
}

/** What a maker put into one tablet is not for us to judge. */
const areApart = (a: string, b: string, items: readonly Item[]): boolean => {
  const [withA, withB] = [a, b].map((inn) => items.filter(({ inns }) => inns.includes(inn)));
  return withA!.some((one) => withB!.some((other) => one !== other));
};

const givenFor = (inn: string, items: readonly Item[]): string =>
  items.find(({ inns }) => inns.includes(inn))!.given;

/** As it was written, unless it only is a part of what was written. */
const ownName = (inn: string, items: readonly Item[]): string =>
  items.find(({ inns }) => inns.length === 1 && inns[0] === inn)?.given ?? inn;

const membersOf = (group: string, inns: readonly string[], { medicines }: Knowledge): string[] =>
  inns.filter((inn) => medicines.get(inn)?.groups.includes(group));

// Herbs and the salts and vitamins of a syrup recur in every second product; twice of them is no overdose.
const HARMLESS = new Set(['herb', 'salt', 'vitamin', 'probiotic']);
const mattersTwice = (inn: string, { medicines }: Knowledge): boolean => {
  const groups = medicines.get(inn)?.groups ?? [];
  return groups.includes('potent_herb') || !groups.some((group) => HARMLESS.has(group));
};

function sameIngredient(items: readonly Item[], know: Knowledge): Duplicate[] {
  return [...new Set(items.flatMap(({ inns }) => inns))].flatMap((inn) => {
    const of = items.filter(({ inns }) => inns.includes(inn));
    const whole = of.every(({ inns }) => inns.length === 1);
    return of.length > 1 && (whole || mattersTwice(inn, know))
      ? [{ inn, name: nameOf(inn, know), of: of.map(({ given }) => given) }]
      : [];
  });
}

function sameUse(items: readonly Item[], know: Knowledge): Duplicate[] {
  return [...know.sameUse].flatMap(([group, name]) => {
    const within = items.map(({ inns }) => membersOf(group, inns, know)).filter(({ length }) => length > 0);
    const of = [...new Set(within.flat())];
    return within.length > 1 && of.length > 1 ? [{ group, name, of }] : [];
  });
}

/** Chinese name, else the INN itself. */
export const nameOf = (inn: string, { medicines }: Pick<Knowledge, 'medicines'>): string =>
  medicines.get(inn)?.name ?? inn;
