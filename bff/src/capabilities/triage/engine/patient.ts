import type { Subject, Who } from '@xinglin/shared/triage/contract';
import type { Clause } from '@xinglin/shared/triage/text';
import type { Knowledge } from './knowledge.ts';
import type { Mention } from './mentions.ts';
import { mayBe, wordFor, type Held } from './person.ts';

/** What is known beforehand about whom it concerns: from the record, or asked. */
export type Given = Partial<Subject> & { ageMonths?: number };

export type Read = Held & {
  mentions: (Mention & { holder: Who | null })[];
  rest: string;
  hours: number | null;
};

/** Whom the text is about; `is` tells whether what is said of `holder` is said of the patient. */
export type Patient = { who: Who; is: (holder: Who | null) => boolean };

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
// When nobody else has a complaint, these are the writer's own.
const SUFFERED = new Set(['insomnia', 'low_mood', 'panic', 'fatigue']);
const MYSELF = /我(也|只|就|自己|这|今天|今早|昨|现在|倒|本人|最近|一?个人)|轮到我|换我/;
const NO_WRITER = 8 * 12;

/** Whose complaint it is: of those it may be, the one of whom most is told, and oneself when one speaks of oneself. */
export function patientOf(
  reads: readonly Read[],
  clauses: readonly Clause[],
  expecting: boolean,
  given: Given,
  know: Knowledge,
): Patient {
  if (given.who && given.who !== 'self') return only(given.who);
  const months = given.ageMonths ?? (given.age ? given.age.years * 12 + (given.age.months ?? 0) : undefined);
  const known = { ageMonths: months, sex: given.sex };
  const may = (who: Who) => mayBe(who, wordFor(clauses, who, expecting), known);
  const counts = complaintsBy(reads, know);
  const all = [...counts].filter(([who]) => who !== 'self').sort((a, b) => b[1] - a[1]);
  const fitting = all.filter(([who]) => may(who));
  // A record that fits nobody of whom something is told was filled in for the writer.
  const others = fitting.length > 0 || counts.has('self') ? fitting : all;
  const [other, most] = others[0] ?? [null, 0];
  if (months !== undefined && months < NO_WRITER) return smallChild(other, counts);
  const mine = counts.get('self') ?? 0;
  if (mine > 0 && may('self')) {
    const emphatic = reads.some(
      ({ clause, mentions }) =>
        !clause.hearsay && MYSELF.test(clause.raw) && mentions.some(({ holder }) => holder === 'self'),
    );
    if (other === null || emphatic || most < 2 * mine) return only('self');
  }
  if (other !== null) return only(other);
  const suffers = reads.some(({ mentions }) =>
    mentions.some(
      ({ holder, codes, denied }) => holder === 'self' && !denied && codes.some((code) => SUFFERED.has(code)),
    ),
  );
  if (suffers && may('self')) return only('self');
  const holders = reads
    .filter(({ clause }) => !clause.hearsay)
    .map((read) => read.holderAt(read.clause.compact.length))
    .filter((who) => who !== null);
  const more = (who: Who) => reads.some((read) => moreThanHistory(read, who, know));
  return only(
    holders.find((who) => who !== 'self' && may(who) && !counts.has('self') && more(who)) ?? 'self',
  );
}

/** 「奶奶有糖尿病」 tells of the family, not of a patient. */
const moreThanHistory = ({ mentions, holderAt, clause }: Read, who: Who, { findings }: Knowledge): boolean =>
  holderAt(clause.compact.length) === who &&
  !(
    mentions.length > 0 &&
    mentions.every(
      ({ codes }) => codes.length > 0 && codes.every((code) => findings.get(code)!.kind === 'history'),
    )
  );

const only = (who: Who): Patient => ({ who, is: (holder) => holder === null || holder === who });

/** A small child writes nothing: what 「我家豆豆」 has is the child's. */
function smallChild(other: Who | null, counts: ReadonlyMap<Who, number>): Patient {
  if (other === 'child' || counts.size === 0) return only('child');
  return {
    who: 'child',
    is: (holder) => holder === null || holder === 'child' || holder === (other ?? 'self'),
  };
}

function complaintsBy(reads: readonly Read[], know: Knowledge): Map<Who, number> {
  const counts = new Map<Who, number>();
  for (const { clause, mentions } of reads) {
    if (clause.hearsay || clause.past) continue;
    for (const { holder, codes, denied, imagined } of mentions) {
      const complaint = codes.some(
        (code) => isComplaint(code, know) && !(holder === 'self' && FEELINGS.has(code)),
      );
      if (holder && complaint && !denied && !imagined) counts.set(holder, (counts.get(holder) ?? 0) + 1);
    }
  }
  return counts;
}

const isComplaint = (code: string, { findings }: Knowledge) =>
  ['symptom', 'trigger', 'state'].includes(findings.get(code)?.kind ?? '');
