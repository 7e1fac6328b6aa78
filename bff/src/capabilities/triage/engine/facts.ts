import type { RedFlag, Sex, Who } from '@xinglin/shared/triage/contract';

/** One finding of the patient. `hours`: how long, when it was told of this finding. */
export type Finding = { code: string; hours: number | null; detail: string | null };

/** Measured things, as told. `hours`: how long the whole has lasted. */
export type Measures = {
  temp: number | null;
  hours: number | null;
  gestWeeks: number | null;
  bpSys: number | null;
  bpDia: number | null;
  hr: number | null;
  spo2: number | null;
  glucose: number | null;
  respRate: number | null;
  /** 0–10. */
  pain: number | null;
};

export const noMeasures: Measures = {
  temp: null,
  hours: null,
  gestWeeks: null,
  bpSys: null,
  bpDia: null,
  hr: null,
  spo2: null,
  glucose: null,
  respRate: null,
  pain: null,
};

export type Person = {
  who: Who;
  /** Exact when told, else null. */
  ageMonths: number | null;
  /** From 「宝宝」「老人」 when no age was told: good enough for caution, never for a dose. */
  guessedMonths: number | null;
  sex: Sex | null;
  pregnant: boolean | null;
  breastfeeding: boolean | null;
  weightKg: number | null;
};

/** All that is known in one visit. A set that is `null` was never told: not the same as an empty one. */
export type Facts = {
  person: Person;
  present: ReadonlyMap<string, Finding>;
  absent: ReadonlySet<string>;
  measures: Measures;
  /** INN. */
  medicines: readonly string[] | null;
  allergies: readonly string[] | null;
  /** Whether chronic illness was asked or told; the illnesses themselves are in `present`. */
  historyKnown: boolean;
  /** Medicines asked for, not taken. */
  wanted: readonly { inn: string; name: string; rx: boolean }[];
  flags: readonly RedFlag[];
  /** Pieces of the text as typed, for the learned opinion. */
  wording: ReadonlySet<string>;
  notUnderstood: readonly string[];
  /** Said that there is nothing else. */
  nothingElse: boolean;
};

const ASSUMED_MONTHS = 30 * 12;
/** For rules: a grown-up unless told or guessed otherwise. */
export const monthsOf = ({ person }: Facts): number =>
  person.ageMonths ?? person.guessedMonths ?? ASSUMED_MONTHS;
export const yearsOf = (facts: Facts): number => monthsOf(facts) / 12;

/** With these findings added or taken as told. */
export function withFindings(
  facts: Facts,
  present: readonly string[],
  absent: readonly string[] = [],
): Facts {
  const yes = new Map(facts.present);
  const no = new Set(facts.absent);
  for (const code of absent) if (!yes.has(code)) no.add(code);
  for (const code of present) {
    no.delete(code);
    if (!yes.has(code)) yes.set(code, { code, hours: null, detail: null });
  }
  return { ...facts, present: yes, absent: no };
}
