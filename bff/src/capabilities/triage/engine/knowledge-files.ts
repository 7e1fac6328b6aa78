import { z } from 'zod';

/** Every file says how far it has been reviewed; until a physician signs it, that is `unreviewed`. */
const reviewed = { version: z.string(), review: z.enum(['unreviewed', 'reviewed']) };
const file = <T extends z.ZodType>(entry: T) => z.object({ ...reviewed, entries: z.array(entry) });
const source = z.string().min(2);
const code = z.string().regex(/^[a-z0-9_]+$/);
const when = z.array(z.string()).min(1);

export const FindingKind = z.enum(['symptom', 'trigger', 'history', 'state', 'course']);
const FindingEntry = z.object({
  code,
  name: z.string(),
  kind: FindingKind,
  words: z.array(z.string()),
  /** Regular expressions over the clause as typed, for what is said in too many ways to list. */
  patterns: z.array(z.string()).optional(),
  implies: z.array(code).optional(),
  /** Says that something is over: 「烧退了」. */
  denies: z.array(code).optional(),
  /** Tag under which the catalogue lists what relieves it. */
  otc: z.string().optional(),
  source,
});
export type FindingEntry = z.infer<typeof FindingEntry>;

const Part = z.object({ words: z.string() }).catchall(z.string());
/** Findings that together mean another: pain of the belly in the days of the period. */
const Combination = z.object({ when, gives: code });

/** A sentence with what is known beside it, `age` in years. */
const Example = z.object({
  zh: z.string(),
  age: z.number().optional(),
  sex: z.enum(['M', 'F']).optional(),
  pregnant: z.boolean().optional(),
  conditions: z.array(z.string()).optional(),
  medicines: z.array(z.string()).optional(),
});
/** One case that fires the rule and one close to it that does not; a test reads them both. */
const examples = { fires: Example.optional(), spares: Example.optional() };

const RedFlagEntry = z.object({
  id: code,
  why: z.string(),
  when,
  /** Flags of the phone's own list that say the same less exactly. */
  saysToo: z.array(code).optional(),
  source,
  ...examples,
});
const CareEntry = z.object({
  id: code,
  within: z.enum(['today', '24h', 'days']),
  why: z.string(),
  when,
  source,
  ...examples,
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
const AdviceEntry = z.object({ when, say: z.string(), source });

/** All of one system of the body: its words, its dangers, its illnesses, its advice. */
export const SystemFile = z.object({
  ...reviewed,
  parts: z.array(Part),
  findings: z.array(FindingEntry),
  combinations: z.array(Combination),
  redFlags: z.array(RedFlagEntry),
  careRules: z.array(CareEntry),
  conditions: z.array(ConditionEntry),
  advice: z.array(AdviceEntry),
  screens: z.array(z.object({ when, ask: z.array(code) })),
});
export type SystemFile = z.infer<typeof SystemFile>;

/** What may ail a part of the body: name → alternatives. */
export const QualitiesFile = z.object({ ...reviewed, qualities: z.record(z.string(), z.string()) });

const MedicineEntry = z.object({
  inn: z.string(),
  /** Other names of the same, or what acts as the same. */
  also: z.array(z.string()).optional(),
  name: z.string(),
  words: z.array(z.string()),
  rx: z.boolean(),
  groups: z.array(z.string()),
  /** INN of what a compound product is made of. */
  contains: z.array(z.string()).optional(),
  source,
});
export type MedicineEntry = z.infer<typeof MedicineEntry>;
export const MedicinesFile = file(MedicineEntry);

export const Severity = z.enum(['contraindicated', 'major', 'moderate', 'minor']);
export type Severity = z.infer<typeof Severity>;
const PairEntry = z.object({
  a: z.string(),
  b: z.string(),
  severity: Severity,
  mechanism: z.string(),
  /** Holds even when the medicine is only put on the skin, eye or mucosa. */
  topical: z.boolean().optional(),
  source,
});
export const InteractionsFile = file(PairEntry).extend({
  groups: z.record(z.string(), z.array(z.string())),
  /** Groups of medicines of which a person needs one, not two. */
  sameUse: z.array(z.object({ group: z.string(), name: z.string() })),
});

export const FirstAidFile = file(z.object({ flags: z.array(code), say: z.string(), source }));

/** When an ingredient, or a group of them, is not for this person although nothing on the label of the illness says so. */
export const CautionsFile = file(
  z.object({
    of: z.string(),
    systemic: z.boolean().optional(),
    local: z.boolean().optional(),
    when,
    why: z.string(),
    source,
  }),
);

export const FirstLineFile = file(
  z.object({ complaint: z.string(), inns: z.array(z.string()).min(1), source }),
);

export const QuestionsFile = z.object({
  ...reviewed,
  history: z.array(code),
  medicines: z.array(z.string()),
  allergies: z.array(z.string()),
});
