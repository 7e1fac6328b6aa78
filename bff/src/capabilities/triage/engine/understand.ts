import type { Subject, Who } from '@xinglin/shared/triage/contract';
import { redFlagsIn } from '@xinglin/shared/triage/red-flags';
import { ageMonthsIn, clausesOf } from '@xinglin/shared/triage/text';
import { holds } from './expression.ts';
import { noMeasures, withFindings, type Facts, type Finding, type Measures, type Person } from './facts.ts';
import { knowledge, type Knowledge } from './knowledge.ts';
import { hoursIn, measuresIn, mergedMeasures, weightIn } from './measures.ts';
import { mentionsIn, type Mention } from './mentions.ts';
import { agesIn, guessedMonths, holdersOf, sexOf, wordFor, type Held } from './person.ts';
import { unknownIn } from './unknown.ts';

/** What is known beforehand about whom it concerns: from the record, or asked. */
export type Given = Partial<Subject> & { ageMonths?: number };

type Read = Held & { mentions: (Mention & { holder: Who | null })[]; rest: string; hours: number | null };

/** Reads what people write. Nothing is guessed that the result could lean on: what is not read is `notUnderstood`. */
export function understand(text: string, given: Given = {}, know: Knowledge = knowledge()): Facts {
  const clauses = clausesOf(text);
  const expecting =
    /怀孕|孕\d|孕[妇期早中晚]|胎动|宫缩|破水|妊娠/.test(text) && !/(?:宝宝|孩子)\d+个?(月|岁)/.test(text);
  const reads: Read[] = holdersOf(clauses, expecting).map((held) => {
    const { mentions, rest } = mentionsIn(held.clause, know);
    const placed = mentions.map((mention) => ({ ...mention, holder: held.holderAt(mention.at) }));
    return { ...held, mentions: placed, rest, hours: lastingOf(held.clause.raw) };
  });
  const patient = given.who && given.who !== 'self' ? given.who : patientOf(reads, know);
  const mine = reads.map((read) => ({
    ...read,
    mentions: read.mentions.filter(({ holder }) => isOf(holder, patient)),
  }));
  const own = mine.filter((read) => isOf(read.holderAt(read.clause.compact.length), patient));
  const found = findingsOf(mine, know);
  const measures = own
    .map(({ clause, hours }) => ({ ...measuresIn(clause.raw), hours }))
    .reduce(mergedMeasures, noMeasures);
  if (measures.gestWeeks !== null && given.sex !== 'M') note(found.present, 'pregnant', null);
  const person = personOf(text, clauses, reads, patient, expecting, given, found);
  return combined(
    {
      person,
      ...withMeasured(found, measures),
      measures,
      ...medicinesOf(mine, know),
      historyKnown: found.present.has('no_history'),
      flags: flagsOf(text, patient, reads),
      notUnderstood: unknownIn(mine.filter(({ clause }) => !clause.hearsay).map(({ rest }) => rest)),
      nothingElse: found.present.has('off_topic_none'),
    },
    know,
  );
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

const isOf = (holder: Who | null, patient: Who) => holder === null || holder === patient;

// Said by the one who writes for another: 「我很着急」.
const FEELINGS = new Set([
  'anxiety',
  'stress',
  'worry_only',
  'low_mood',
  'insomnia',
  'panic',
  'malaise',
  'fatigue',
  'exposure_flu',
  'severe',
  'mild',
]);

/** Whose complaint it is: one's own when one is told, else the first other who has one. */
function patientOf(reads: readonly Read[], know: Knowledge): Who {
  const counts = new Map<Who, number>();
  for (const { clause, mentions } of reads) {
    if (clause.hearsay) continue;
    for (const { holder, codes, denied } of mentions) {
      const complaint = codes.some(
        (code) => isComplaint(code, know) && !(holder === 'self' && FEELINGS.has(code)),
      );
      if (holder && complaint && !denied) counts.set(holder, (counts.get(holder) ?? 0) + 1);
    }
  }
  if (counts.has('self')) return 'self';
  const [other] = counts.keys();
  const holders = reads
    .map((read) => read.holderAt(read.clause.compact.length))
    .filter((who) => who !== null);
  return other ?? holders.find((who) => who !== 'self') ?? 'self';
}

const isComplaint = (code: string, { findings }: Knowledge) =>
  ['symptom', 'trigger'].includes(findings.get(code)?.kind ?? '');

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

const tookMedicine = ({ clause, mentions }: Read) =>
  TAKEN.test(clause.raw) && mentions.some(({ inn, denied }) => inn !== null && !denied);

function note(present: Map<string, Finding>, code: string, hours: number | null) {
  const known = present.get(code);
  if (!known || (known.hours === null && hours !== null)) present.set(code, { code, hours, detail: null });
}

/** A measured value is a finding of its own, and corrects the word: 「发烧37.5」 is a low fever. */
function withMeasured({ present, absent }: Found, { temp, bpSys, hr }: Measures): Found {
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
  if (bpSys !== null && bpSys >= 140) add('bp_high_told', `${bpSys}mmHg`);
  if (bpSys !== null && bpSys < 90) add('bp_low_told', `${bpSys}mmHg`);
  if (hr !== null && hr >= 110) add('palpitations', `${hr} 次/分`);
  return { present, absent };
}

function personOf(
  text: string,
  clauses: ReturnType<typeof clausesOf>,
  reads: readonly Read[],
  who: Who,
  expecting: boolean,
  given: Given,
  { present, absent }: Found,
): Person {
  const word = wordFor(clauses, who, expecting);
  const own = reads
    .filter((read) => isOf(read.holderAt(read.clause.compact.length), who))
    .map(({ clause }) => clause.raw);
  const told = agesIn(reads).find(({ holder }) => isOf(holder, who))?.months ?? null;
  const givenMonths = given.ageMonths ?? (given.age ? given.age.years * 12 + (given.age.months ?? 0) : null);
  const ageMonths = givenMonths ?? told;
  const sex = given.sex ?? sexOf(word, own.join(','));
  const yes = (code: string, value: boolean | null | undefined) =>
    present.has(code) ? true : (value ?? (absent.has(code) ? false : null));
  return {
    who: given.who ?? who,
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

const ASKED_FOR =
  /(能|可以|可不可以|要不要|该不该|想|需要|有没有|给我|帮我|帮忙|开|买|推荐|来点|来盒|求|哪种|要点|拿|卖|吃点|吃什么|用什么)/;
const TAKEN =
  /吃了|吃过|在吃|正在|服用|一直吃|长期|吃着|每天吃|打了|用了|用过|口服|喝了|刚吃|天天吃|平时吃|输了/;

function medicinesOf(
  reads: readonly Read[],
  know: Knowledge,
): Pick<Facts, 'medicines' | 'allergies' | 'wanted'> {
  const taken = new Set<string>();
  const allergic = new Set<string>();
  const wanted = new Map<string, { inn: string; name: string; rx: boolean }>();
  const codes = new Set(reads.flatMap(({ mentions }) => mentions.flatMap((each) => each.codes)));
  for (const { clause, mentions } of reads)
    for (const { inn, denied, imagined } of mentions) {
      if (!inn || clause.hearsay) continue;
      const { name, rx } = know.medicines.get(inn)!;
      if (/过敏|皮试阳/.test(clause.raw) && !/抗过敏|过敏药/.test(clause.raw)) {
        if (!denied && !/(不|没有?|无)过敏/.test(clause.raw)) allergic.add(inn);
      } else if (ASKED_FOR.test(clause.raw) && !TAKEN.test(clause.raw)) wanted.set(inn, { inn, name, rx });
      else if (!denied && !imagined) taken.add(inn);
    }
  return {
    medicines: taken.size > 0 ? [...taken] : codes.has('no_medicine') ? [] : null,
    allergies: allergic.size > 0 ? [...allergic] : codes.has('no_allergy') ? [] : null,
    wanted: [...wanted.values()],
  };
}

/** The flags of the phone, unless the text tells of one's own small complaint beside another's emergency. */
function flagsOf(text: string, patient: Who, reads: readonly Read[]): Facts['flags'] {
  const flags = redFlagsIn(text);
  if (flags.length === 0 || patient !== 'self') return flags;
  const own = reads
    .filter((read) => isOf(read.holderAt(read.clause.compact.length), patient))
    .map(({ clause }) => clause.raw);
  const mineOnly = new Set(redFlagsIn(own.join('。')).map(({ id }) => id));
  return flags.filter(({ id }) => mineOnly.has(id));
}
