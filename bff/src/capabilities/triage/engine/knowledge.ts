import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { compactOf } from '@xinglin/shared/triage/text';
import { compileRule, type Rule } from './rule.ts';

/** Every file says how far it has been reviewed; until a physician signs it, that is `unreviewed`. */
const file = <T extends z.ZodType>(entry: T) =>
  z.object({ version: z.string(), review: z.enum(['unreviewed', 'reviewed']), entries: z.array(entry) });
const source = z.string().min(2);
const code = z.string().regex(/^[a-z0-9_]+$/);
const when = z.array(z.string()).min(1);

export const FindingKind = z.enum(['symptom', 'trigger', 'history', 'state', 'course']);
const FindingEntry = z.object({
  code,
  name: z.string(),
  kind: FindingKind,
  words: z.array(z.string()).min(1),
  implies: z.array(code).optional(),
  /** Says that something is over: 「烧退了」. */
  denies: z.array(code).optional(),
  /** Tag under which the catalogue lists what relieves it. */
  otc: z.string().optional(),
  source,
});
export type FindingEntry = z.infer<typeof FindingEntry>;
const Qualities = z.record(z.string(), z.string());
const Part = z.object({ words: z.string() }).catchall(z.string());
/** Findings that together mean another: pain of the belly in the days of the period. */
const Combination = z.object({ when, gives: code });
const LexiconFile = file(FindingEntry).extend({
  qualities: Qualities,
  parts: z.array(Part),
  combinations: z.array(Combination),
});

const MedicineEntry = z.object({
  inn: z.string(),
  /** Other names of the same, or what acts as the same. */
  also: z.array(z.string()).optional(),
  name: z.string(),
  words: z.array(z.string()),
  rx: z.boolean(),
  groups: z.array(z.string()),
  source,
});
export type MedicineEntry = z.infer<typeof MedicineEntry>;

const RedFlagEntry = z.object({
  id: code,
  why: z.string(),
  when,
  /** Flags of the phone's own list that say the same less exactly. */
  saysToo: z.array(code).optional(),
  source,
});
const CareEntry = z.object({
  id: code,
  within: z.enum(['today', '24h', 'days']),
  why: z.string(),
  when,
  source,
});
const ConditionEntry = z.object({
  code,
  name: z.string(),
  urgency: z.enum(['emergency', 'see_doctor', 'self_care']),
  within: z.enum(['now', 'today', '24h', 'days', 'home']),
  /** Relative frequency among people who ask: infant, child 1–11, teen 12–17, adult 18–64, older. */
  prevalence: z.array(z.number().min(0)).length(5),
  /** How much more often in women than in men. */
  female: z.number().positive(),
  findings: z.record(code, z.number().min(0.005).max(0.99)),
  source,
});
export type ConditionEntry = z.infer<typeof ConditionEntry>;

export const Severity = z.enum(['contraindicated', 'major', 'moderate', 'minor']);
export type Severity = z.infer<typeof Severity>;
const PairEntry = z.object({
  a: z.string(),
  b: z.string(),
  severity: Severity,
  mechanism: z.string(),
  source,
});
const InteractionsFile = file(PairEntry).extend({ groups: z.record(z.string(), z.array(z.string())) });

const AdviceEntry = z.object({ when, say: z.string(), source });
const EmergencyAdvice = z.object({ flags: z.array(code), say: z.string(), source });
const AdviceFile = file(AdviceEntry).extend({ emergency: z.array(EmergencyAdvice) });

/** When an ingredient, or a group of them, is not for this person although nothing on the label of the illness says so. */
const CautionEntry = z.object({
  of: z.string(),
  systemic: z.boolean().optional(),
  when,
  why: z.string(),
  source,
});

const FirstLineEntry = z.object({ complaint: z.string(), inns: z.array(z.string()).min(1), source });

const QuestionsFile = file(z.object({ when, ask: z.array(code) })).extend({
  history: z.array(code),
  medicines: z.array(z.string()),
  allergies: z.array(z.string()),
});

export type Interaction = { severity: Severity; mechanism: string; source: string };
export type RedFlagRule = {
  id: string;
  why: string;
  source: string;
  when: Rule[];
  saysToo?: string[] | undefined;
};
export type CareRule = {
  id: string;
  within: 'today' | '24h' | 'days';
  why: string;
  source: string;
  when: Rule[];
};
type Word = { codes: string[]; inn?: string };

/** All the symptom check knows, read once. */
export type Knowledge = {
  version: string;
  findings: ReadonlyMap<string, FindingEntry>;
  /** Words free of adverbs, looked for in the text without adverbs; `rawWords` hold adverbs themselves. */
  words: ReadonlyMap<string, Word>;
  rawWords: ReadonlyMap<string, Word>;
  longestWord: number;
  /** Body part → quality → finding: 「膝盖」+「肿」. */
  places: readonly { part: RegExp; code: string }[];
  combinations: readonly { when: Rule[]; gives: string }[];
  medicines: ReadonlyMap<string, MedicineEntry>;
  redFlags: readonly RedFlagRule[];
  careRules: readonly CareRule[];
  conditions: readonly ConditionEntry[];
  interactions: ReadonlyMap<string, Interaction>;
  interactionVersion: string;
  advice: readonly { when: Rule[]; say: string }[];
  emergencyAdvice: readonly { flags: string[]; say: string }[];
  /** `systemic`: not for what is only put on the skin or into the eye. */
  cautions: readonly { of: string; systemic?: boolean | undefined; when: Rule[]; why: string }[];
  /** Complaint of the catalogue → ingredients by preference. */
  firstLine: ReadonlyMap<string, string[]>;
  /** Any name of an ingredient → the INN used in all tables. */
  inn: (name: string) => string;
  screens: readonly { when: Rule[]; ask: string[] }[];
  ask: { history: string[]; medicines: string[]; allergies: string[] };
};

const DIRECTORY = new URL('../../../../../config/triage/', import.meta.url);
const read = <T extends z.ZodType>(name: string, schema: T, directory: URL): z.infer<T> =>
  schema.parse(JSON.parse(readFileSync(new URL(name, directory), 'utf8')));

let loaded: Knowledge | undefined;
/** The knowledge of `config/triage`, read on first use. Throws when a file breaks its schema or names an unknown finding. */
export const knowledge = (): Knowledge => (loaded ??= readKnowledge());

export function readKnowledge(directory: URL = DIRECTORY): Knowledge {
  const lexicon = read('lexicon.json', LexiconFile, directory);
  const medicines = read('medicines.json', file(MedicineEntry), directory).entries;
  const redFlags = read('red-flags.json', file(RedFlagEntry), directory);
  const care = read('care-rules.json', file(CareEntry), directory);
  const conditions = read('conditions.json', file(ConditionEntry), directory);
  const interactions = read('interactions.json', InteractionsFile, directory);
  const advice = read('advice.json', AdviceFile, directory);
  const firstLine = read('first-line.json', file(FirstLineEntry), directory);
  const cautions = read('cautions.json', file(CautionEntry), directory);
  const questions = read('questions.json', QuestionsFile, directory);

  const findings = new Map(lexicon.entries.map((entry) => [entry.code, entry]));
  const codes = new Set(findings.keys());
  const groups = new Set(medicines.flatMap(({ inn, groups }) => [inn, ...groups]));
  const compile = <T extends { when: string[] }>(entries: T[]) =>
    entries.map((entry) => ({ ...entry, when: entry.when.map((text) => compileRule(text, codes, groups)) }));
  for (const { code: name, findings: likely } of conditions.entries)
    mustBeKnown(Object.keys(likely), codes, name);
  for (const { ask } of questions.entries) mustBeKnown(ask, codes, 'questions');

  const versions = new Set(
    [lexicon, redFlags, care, conditions, advice, cautions, questions].map(({ version }) => version),
  );
  return {
    version: [...versions].sort().at(-1)!,
    findings,
    ...wordsOf(lexicon.entries, medicines),
    places: placesOf(lexicon.qualities, lexicon.parts, codes),
    combinations: compile(lexicon.combinations),
    medicines: new Map(medicines.map((entry) => [entry.inn, entry])),
    redFlags: compile(redFlags.entries),
    careRules: compile(care.entries),
    conditions: conditions.entries,
    interactions: pairsOf(interactions),
    interactionVersion: interactions.version,
    advice: compile(advice.entries),
    emergencyAdvice: advice.emergency,
    cautions: compile(cautions.entries),
    firstLine: new Map(firstLine.entries.map(({ complaint, inns }) => [complaint, inns])),
    inn: sameAs(medicines),
    screens: compile(questions.entries),
    ask: { history: questions.history, medicines: questions.medicines, allergies: questions.allergies },
  };
}

function mustBeKnown(names: string[], codes: ReadonlySet<string>, where: string) {
  for (const name of names)
    if (!codes.has(name)) throw new Error(`config/triage: ${where} names ${name}, unknown`);
}

function wordsOf(entries: FindingEntry[], medicines: MedicineEntry[]) {
  const words = new Map<string, Word>();
  const rawWords = new Map<string, Word>();
  for (const { code: finding, kind, words: list } of entries)
    for (const word of list) {
      // Words of course are the adverbs that `compactOf` takes away.
      const target = kind === 'course' || compactOf(word) !== word ? rawWords : words;
      const known = target.get(word) ?? { codes: [] };
      if (!known.codes.includes(finding)) known.codes.push(finding);
      target.set(word, known);
    }
  for (const { inn, words: list } of medicines)
    for (const word of list) words.set(word, { codes: words.get(word)?.codes ?? [], inn });
  const longestWord = Math.max(...[...words.keys(), ...rawWords.keys()].map(({ length }) => length));
  return { words, rawWords, longestWord };
}

// What may stand between a part and what ails it; no part or quality itself, or 「头晕腰疼」 would be read as 「头疼」.
const BETWEEN =
  '(?:里|内|部|上|边|儿|那|在|有|会|就|都|也|还|又|真|总|老|发|一|两|只|块|处|个|片|些|是|地方|这|整个|附近|周围|位置|皮肤|时候|又?红|又?肿|又?热|又?痒|又?麻|又?酸){0,3}';
/** 「肚子不疼」 denies inside. */
const DENIED = '(?:不怎么|不太|不是|没有?|不|无)?';

function sameAs(medicines: MedicineEntry[]) {
  const known = new Map(medicines.flatMap(({ inn, also = [] }) => also.map((name) => [name, inn] as const)));
  return (name: string) => known.get(name) ?? name;
}

function placesOf(
  qualities: Record<string, string>,
  parts: Record<string, string>[],
  codes: ReadonlySet<string>,
) {
  return parts.flatMap(({ words, ...ailing }) =>
    Object.entries(ailing).map(([quality, finding]) => {
      mustBeKnown([finding], codes, `part ${words}`);
      return {
        part: new RegExp(`(?:${words})${BETWEEN}${DENIED}(?:${qualities[quality]!})`, 'y'),
        code: finding,
      };
    }),
  );
}

/** `a|b`, sorted, for every pair of INN that the table covers; the graver one where two rules meet. */
function pairsOf({ groups, entries }: z.infer<typeof InteractionsFile>) {
  const pairs = new Map<string, Interaction>();
  const grave = Severity.options;
  for (const { a, b, ...finding } of entries)
    for (const one of groups[a] ?? [a])
      for (const other of groups[b] ?? [b]) {
        const key = pairKey(one, other);
        const known = pairs.get(key);
        if (one !== other && (!known || grave.indexOf(finding.severity) < grave.indexOf(known.severity)))
          pairs.set(key, finding);
      }
  return pairs;
}

export const pairKey = (a: string, b: string): string => [a, b].sort().join('|');
