import { redFlagsIn } from '@xinglin/shared/triage/red-flags';
import { ageMonthsIn, numberOf } from '@xinglin/shared/triage/numbers';
import { clausesOf } from '@xinglin/shared/triage/text';
import { holds } from './expression.ts';
import { noMeasures, withFindings, type Facts, type Finding, type Measures, type Person } from './facts.ts';
import { knowledge, type Knowledge } from './knowledge.ts';
import { wordingOf } from './learned.ts';
import { hoursIn, measuresIn, mergedMeasures, weightIn } from './measures.ts';
import { medicinesOf, tookMedicine } from './told-medicines.ts';
import { mentionsIn, patternsFor } from './mentions.ts';
import { patientOf, type Given, type Patient, type Read } from './patient.ts';
import { agesIn, guessedMonths, holdersOf, sexOf, wordFor } from './person.ts';
import { unknownIn } from './unknown.ts';

export type { Given } from './patient.ts';

/** Reads what people write. Nothing is guessed that the result could lean on: what is not read is `notUnderstood`. */
export function understand(text: string, given: Given = {}, know: Knowledge = knowledge()): Facts {
  const clauses = clausesOf(text);
  const expecting =
    /怀孕|孕\d|孕[妇期早中晚]|胎动|宫缩|破水|妊娠/.test(text) && !/(?:宝宝|孩子)\d+个?(月|岁)/.test(text);
  const patterns = patternsFor(clauses, know);
  const reads: Read[] = holdersOf(clauses, expecting).map((held) => {
    const { mentions, rest } = mentionsIn(held.clause, know, patterns);
    const placed = mentions.map((mention) => ({ ...mention, holder: held.holderAt(mention.at) }));
    return { ...held, mentions: placed, rest, hours: lastingOf(held.clause.raw) };
  });
  const patient = patientOf(reads, clauses, expecting, given, know);
  const mine = reads.map((read) => ({
    ...read,
    mentions: read.mentions.filter(({ holder }) => patient.is(holder)),
  }));
  const own = mine.filter((read) => patient.is(read.holderAt(read.clause.compact.length)));
  const found = findingsOf(mine, know);
  const measures = own
    .filter(({ clause }) => !clause.hearsay)
    .map((read) => measuredIn(read, know))
    .reduce(mergedMeasures, noMeasures);
  if (measures.gestWeeks !== null && given.sex !== 'M') note(found.present, 'pregnant', null);
  else if (found.present.has('pregnant')) measures.gestWeeks = bareWeeksIn(own);
  const person = personOf(text, clauses, reads, patient, expecting, given, found);
  return combined(
    {
      person,
      ...withMeasured(found, measures, person.ageMonths ?? person.guessedMonths ?? ADULT),
      measures,
      ...medicinesOf(mine, know),
      historyKnown: found.present.has('no_history'),
      flags: flagsOf(text, patient, reads),
      wording: wordingOf(text),
      notUnderstood: unknownIn(mine.filter(({ clause }) => !clause.hearsay).map(({ rest }) => rest)),
      nothingElse: found.present.has('off_topic_none'),
    },
    know,
  );
}

const ADULT = 30 * 12;

/** 「三十七周,感觉不到胎动」: of the pregnant, bare weeks are those of the pregnancy. */
function bareWeeksIn(reads: readonly Read[]): number | null {
  for (const { clause } of reads) {
    const hit =
      /^(?:我|现在|已经|目前|刚)*(\d+|[一二三四]?十[一二三四五六七八九]?)(?:\+\d)?周(?:多|了)?$/.exec(
        clause.raw,
      );
    const weeks = hit ? numberOf(hit[1]!) : NaN;
    if (weeks >= 5 && weeks <= 42) return weeks;
  }
  return null;
}

/** Years of an old illness or of a medicine are not how long today's complaint has lasted. */
function measuredIn({ clause, hours, mentions }: Read, know: Knowledge): Measures {
  const measures = measuresIn(clause.raw);
  const old =
    mentions.length > 0 &&
    mentions.every(
      ({ codes, inn }) =>
        inn !== null || codes.every((code) => ['history', 'state'].includes(know.findings.get(code)!.kind)),
    );
  return clause.past
    ? { ...noMeasures, gestWeeks: measures.gestWeeks }
    : { ...measures, hours: old ? null : hours };
}

/** Adds what findings mean together. */
export function combined(facts: Facts, know: Knowledge = knowledge()): Facts {
  const meant = know.combinations.filter(({ when }) => holds(when, facts)).map(({ gives }) => gives);
  return meant.length > 0 ? withFindings(facts, meant) : facts;
}

/** 「宝宝40天」 tells an age and no duration. */
function lastingOf(raw: string): number | null {
  const spans = raw.match(/(天|周|月|年)/g) ?? [];
  return ageMonthsIn(raw) !== null && !/岁/.test(raw) && spans.length < 2 ? null : hoursIn(raw);
}

type Found = { present: Map<string, Finding>; absent: Set<string> };

function findingsOf(reads: readonly Read[], know: Knowledge): Found {
  const present = new Map<string, Finding>();
  const absent = new Set<string>();
  for (const { clause, mentions, hours } of reads) {
    if (clause.hearsay) continue;
    for (const { codes, denied, imagined, over } of mentions) {
      if (imagined) continue;
      for (const code of codes) {
        const lasting = ['history', 'state'].includes(know.findings.get(code)!.kind);
        if (clause.past && !lasting) continue;
        for (const gone of know.findings.get(code)!.denies ?? []) absent.add(gone);
        if (denied || over) absent.add(code);
        else
          for (const each of [code, ...(know.findings.get(code)!.implies ?? [])]) note(present, each, hours);
      }
    }
  }
  if (reads.some(tookMedicine)) note(present, 'drug_taken', null);
  for (const code of present.keys()) absent.delete(code);
  return { present, absent };
}

function note(present: Map<string, Finding>, code: string, hours: number | null) {
  const known = present.get(code);
  if (!known || (known.hours === null && hours !== null)) present.set(code, { code, hours, detail: null });
}

/** A measured value is a finding of its own, and corrects the word: 「发烧37.5」 is a low fever. */
function withMeasured({ present, absent }: Found, measures: Measures, months: number): Found {
  const { temp, bpSys, hr, pain } = measures;
  const add = (code: string, detail: string) => {
    absent.delete(code);
    present.set(code, { code, hours: present.get(code)?.hours ?? null, detail });
  };
  const since = present.get('fever')?.hours ?? null;
  if (temp !== null && temp >= 38) add('fever', `${temp}℃`);
  if (temp !== null && temp >= 39) add('fever_high', `${temp}℃`);
  if (temp !== null && temp >= 37.3 && temp < 38) {
    add('fever_low', `${temp}℃`);
    present.set('fever_low', { ...present.get('fever_low')!, hours: since });
    if (!present.has('fever_persist')) present.delete('fever');
  }
  if (temp !== null && temp < 37.3 && temp >= 36) {
    absent.add('fever_high');
    if (present.has('fever'))
      present.set('fever_gone', { code: 'fever_gone', hours: null, detail: `${temp}℃` });
  }
  if (bpSys !== null && bpSys >= 140) add('bp_high_told', `${bpSys}mmHg`);
  if (bpSys !== null && bpSys < lowestPressure(months)) add('bp_low_told', `${bpSys}mmHg`);
  if (hr !== null && hr >= 110 && months >= 144) add('palpitations', `${hr} 次/分`);
  for (const [code, contradicted] of CONTRADICTED) if (contradicted(measures)) present.delete(code);
  if (pain !== null && pain >= 8) add('severe', `${pain}/10`);
  if (pain !== null && pain <= 3) add('mild', `${pain}/10`);
  return { present, absent };
}

/** Words of numbers that the number itself does not bear out. */
const CONTRADICTED: readonly [string, (measures: Measures) => boolean][] = [
  ['slow_pulse', ({ hr }) => hr !== null && hr >= 60],
  ['glucose_low_told', ({ glucose }) => glucose !== null && glucose >= 4.5],
  ['glucose_high_told', ({ glucose }) => glucose !== null && glucose < 7.8],
  ['low_temp_told', ({ temp }) => temp !== null && temp >= 35.5],
];

/** Systolic, mmHg: 70 + 2 × years until ten (PALS). */
const lowestPressure = (months: number): number => (months < 120 ? 70 + (months / 12) * 2 : 90);

function personOf(
  text: string,
  clauses: ReturnType<typeof clausesOf>,
  reads: readonly Read[],
  patient: Patient,
  expecting: boolean,
  given: Given,
  { present, absent }: Found,
): Person {
  const { who } = patient;
  const word = wordFor(clauses, who, expecting);
  const own = reads
    .filter((read) => patient.is(read.holderAt(read.clause.compact.length)))
    .map(({ clause }) => clause.raw);
  const ages = agesIn(reads);
  const told =
    (ages.find(({ holder }) => holder === who) ?? ages.find(({ holder }) => patient.is(holder)))?.months ??
    null;
  const givenMonths = given.ageMonths ?? (given.age ? given.age.years * 12 + (given.age.months ?? 0) : null);
  const ageMonths = givenMonths ?? told;
  const sex = given.sex ?? sexOf(word, own.join(','));
  const yes = (code: string, value: boolean | null | undefined) =>
    present.has(code) ? true : (value ?? (absent.has(code) ? false : null));
  return {
    who: given.who ?? (who === 'self' && ageMonths !== null && ageMonths < 8 * 12 ? 'child' : who),
    ageMonths,
    guessedMonths: ageMonths === null ? guessedMonths(text, who, word) : null,
    sex,
    pregnant: sex === 'M' ? false : yes('pregnant', given.pregnant),
    breastfeeding:
      sex === 'M' || (ageMonths !== null && ageMonths < 144)
        ? false
        : yes('breastfeeding', given.breastfeeding),
    weightKg: given.weightKg ?? own.map(weightIn).find((each) => each !== null) ?? null,
  };
}

/** The flags of the phone, unless the text tells of one's own small complaint beside another's emergency. */
function flagsOf(text: string, patient: Patient, reads: readonly Read[]): Facts['flags'] {
  const flags = redFlagsIn(text);
  if (flags.length === 0) return flags;
  const own = reads
    .filter((read) => patient.is(read.holderAt(read.clause.compact.length)))
    .map(({ clause }) => clause.raw);
  const mineOnly = new Set(redFlagsIn(own.join('。')).map(({ id }) => id));
  return flags.filter(({ id }) => mineOnly.has(id) || (patient.who !== 'self' && id === 'baby_fever'));
}
