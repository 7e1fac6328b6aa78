import { readFileSync, readdirSync } from 'node:fs';
import type { z } from 'zod';
import { compactOf } from '@xinglin/shared/triage/text';
import {
  CautionsFile,
  FirstAidFile,
  FirstLineFile,
  InteractionsFile,
  MedicinesFile,
  QualitiesFile,
  QuestionsFile,
  Severity,
  SystemFile,
  type ConditionEntry,
  type FindingEntry,
  type MedicineEntry,
} from './knowledge-files.ts';
import { readLearned, type Model } from './learned.ts';
import { compileRule, type Rule } from './rule.ts';

export { Severity } from './knowledge-files.ts';
export type { ConditionEntry, FindingEntry, MedicineEntry } from './knowledge-files.ts';

export type Interaction = {
  severity: Severity;
  mechanism: string;
  source: string;
  topical?: boolean | undefined;
};
export type RedFlagRule = {
  id: string;
  why: string;
  source: string;
  when: Rule[];
  saysToo?: string[] | undefined;
} & Examples;
export type CareRule = {
  id: string;
  within: 'today' | '24h' | 'days';
  why: string;
  source: string;
  when: Rule[];
} & Examples;
type Examples = Pick<SystemFile['redFlags'][number], 'fires' | 'spares'>;
export type Pattern = { pattern: RegExp; anywhere: RegExp; code: string };
export type Place = { part: RegExp; code: string };
type Word = { codes: string[]; inn?: string | undefined };

/** All the symptom check knows, read once. */
export type Knowledge = {
  version: string;
  findings: ReadonlyMap<string, FindingEntry>;
  /** Words free of adverbs, looked for in the text without adverbs; `rawWords` hold adverbs themselves. */
  words: ReadonlyMap<string, Word>;
  rawWords: ReadonlyMap<string, Word>;
  longestWord: number;
  /** `anywhere` says quickly whether any clause of a text joined by line breaks can match. */
  patterns: readonly Pattern[];
  /** Body part → quality → finding: 「膝盖」+「肿」, by the first character of the part. */
  places: ReadonlyMap<string, readonly Place[]>;
  combinations: readonly { when: Rule[]; gives: string }[];
  medicines: ReadonlyMap<string, MedicineEntry>;
  redFlags: readonly RedFlagRule[];
  careRules: readonly CareRule[];
  conditions: readonly ConditionEntry[];
  /** Null: the rules alone. */
  learned: Model | null;
  interactions: ReadonlyMap<string, Interaction>;
  interactionVersion: string;
  /** Group of medicines → its name: two of the same group are one too many. */
  sameUse: ReadonlyMap<string, string>;
  advice: readonly { when: Rule[]; say: string }[];
  emergencyAdvice: readonly { flags: string[]; say: string }[];
  /** `systemic`: not for what is only put on the skin or into the eye; `local`: only for that. */
  cautions: readonly {
    of: string;
    systemic?: boolean | undefined;
    local?: boolean | undefined;
    when: Rule[];
    why: string;
  }[];
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
  const system = systemsIn(directory);
  const { qualities } = read('qualities.json', QualitiesFile, directory);
  const medicines = read('medicines.json', MedicinesFile, directory).entries;
  const interactions = read('interactions.json', InteractionsFile, directory);
  const firstAid = read('first-aid.json', FirstAidFile, directory);
  const firstLine = read('first-line.json', FirstLineFile, directory);
  const cautions = read('cautions.json', CautionsFile, directory);
  const questions = read('questions.json', QuestionsFile, directory);

  const findings = new Map(system.findings.map((entry) => [entry.code, entry]));
  const codes = new Set(findings.keys());
  const groups = new Set(medicines.flatMap(({ inn, groups }) => [inn, ...groups]));
  const compile = <T extends { when: string[] }>(entries: T[]) =>
    entries.map((entry) => ({ ...entry, when: entry.when.map((text) => compileRule(text, codes, groups)) }));
  for (const { code: name, findings: likely } of system.conditions)
    mustBeKnown(Object.keys(likely), codes, name);
  for (const { ask } of system.screens) mustBeKnown(ask, codes, 'screens');
  for (const { code, implies = [], denies = [] } of system.findings)
    mustBeKnown([...implies, ...denies], codes, code);

  return {
    version: [system, cautions, firstAid, questions]
      .map(({ version }) => version)
      .sort()
      .at(-1)!,
    findings,
    ...wordsOf(system.findings, medicines),
    patterns: system.findings.flatMap(({ code, patterns = [] }) =>
      patterns.map((pattern) => ({
        pattern: new RegExp(pattern, 'g'),
        anywhere: new RegExp(pattern, 'm'),
        code,
      })),
    ),
    places: placesOf(qualities, system.parts, codes),
    combinations: compile(system.combinations),
    medicines: new Map(medicines.map((entry) => [entry.inn, entry])),
    redFlags: compile(system.redFlags),
    careRules: compile(system.careRules),
    conditions: system.conditions,
    learned: readLearned(),
    interactions: pairsOf(interactions),
    interactionVersion: interactions.version,
    sameUse: new Map(interactions.sameUse.map(({ group, name }) => [group, name])),
    advice: compile(system.advice),
    emergencyAdvice: firstAid.entries,
    cautions: compile(cautions.entries),
    firstLine: new Map(firstLine.entries.map(({ complaint, inns }) => [complaint, inns])),
    inn: sameAs(medicines),
    screens: compile(system.screens),
    ask: { history: questions.history, medicines: questions.medicines, allergies: questions.allergies },
  };
}

type Lists = Omit<SystemFile, 'version' | 'review'>;
/** All systems of the body as one. Throws when two of them define the same code or rule. */
function systemsIn(directory: URL): SystemFile {
  const folder = new URL('systems/', directory);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => read(name, SystemFile, folder));
  const all = <K extends keyof Lists>(key: K) =>
    files.flatMap((each): Lists[K][number][] => each[key]) as Lists[K];
  const findings = all('findings');
  const [redFlags, careRules, conditions] = [all('redFlags'), all('careRules'), all('conditions')];
  const codeOf = ({ code }: { code: string }) => code;
  const idOf = ({ id }: { id: string }) => id;
  for (const names of [findings.map(codeOf), redFlags.map(idOf), careRules.map(idOf), conditions.map(codeOf)])
    for (const [index, name] of names.entries())
      if (names.indexOf(name) !== index) throw new Error(`config/triage: ${name} is defined twice`);
  return {
    version: files
      .map(({ version }) => version)
      .sort()
      .at(-1)!,
    review: files.every(({ review }) => review === 'reviewed') ? 'reviewed' : 'unreviewed',
    parts: all('parts'),
    combinations: all('combinations'),
    advice: all('advice'),
    screens: all('screens'),
    findings,
    redFlags,
    careRules,
    conditions,
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
    for (const word of list) {
      // 「地高辛」 holds a syllable that `compactOf` takes away.
      const target = compactOf(word) === word ? words : rawWords;
      target.set(word, { codes: target.get(word)?.codes ?? [], inn });
    }
  for (const [word, known] of words) known.inn ??= medicineIn(word, words);
  const longestWord = Math.max(...[...words.keys(), ...rawWords.keys()].map(({ length }) => length));
  return { words, rawWords, longestWord };
}

/** 「在吃华法林」 tells a finding, and the medicine too. Shorter names may be part of plain words. */
function medicineIn(word: string, words: ReadonlyMap<string, Word>): string | undefined {
  for (let length = word.length - 1; length >= 3; length -= 1)
    for (let at = 0; at + length <= word.length; at += 1) {
      const inn = words.get(word.slice(at, at + length))?.inn;
      if (inn) return inn;
    }
  return undefined;
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
  const places = new Map<string, Place[]>();
  for (const { words = '', ...ailing } of parts)
    for (const [quality, finding] of Object.entries(ailing)) {
      mustBeKnown([finding], codes, `part ${words}`);
      const part = new RegExp(`(?:${words})${BETWEEN}${DENIED}(?:${qualities[quality]!})`, 'y');
      for (const first of new Set(words.split('|').map((word) => word[0]!)))
        places.set(first, [...(places.get(first) ?? []), { part, code: finding }]);
    }
  return places;
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
