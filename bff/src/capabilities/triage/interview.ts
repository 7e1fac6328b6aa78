import type { Answer, Course, Episode, Question, Subject } from '@xinglin/shared/triage/contract';
import { ageInYears, HOUR_MS, shanghaiDate, type Instant } from '@xinglin/shared/kernel/time';
import { withAnswer } from './engine/answers.ts';
import { illnessCodes, innsOf, withRecord } from './engine/assess.ts';
import { understoodOf } from './engine/conclude.ts';
import { hasComplaint } from './engine/expression.ts';
import { withFindings, type Facts } from './engine/facts.ts';
import { carriedOn } from './engine/follow-up.ts';
import { redFlagsOf } from './engine/judge.ts';
import { concludeWith, hinted } from './engine/hints.ts';
import type { OtcFact } from './engine/otc.ts';
import { MAX_QUESTIONS, nextQuestion, type Answered } from './engine/questions.ts';
import { understand, type Given } from './engine/understand.ts';
import type { HealthFacts } from './ports.ts';

/** What one visit has told so far. `undone`: answers taken back, shown again when their question returns. */
export type Told = {
  text: string;
  given: Given;
  answered: Answered[];
  undone: Record<string, Answer>;
  /** Findings that the AI helper read out of the text; they may only make the result more careful. */
  hints?: string[];
  /** The earlier visit of the same illness, as it was told then; `text` is then what is new, perhaps nothing. */
  follows?: { id: string; at: Instant; course: Course; told: Told };
};
/** What the screen shows after it. */
export type View = Pick<
  Episode,
  'subject' | 'understood' | 'notUnderstood' | 'question' | 'result' | 'explanation' | 'message' | 'notice'
>;

const RX_RULE =
  '抗生素等处方药要凭医生开的处方，由药师审核后才能买，我们不能直接开给您。您可以上传处方，或先在线咨询药师、去医院就诊。';
const NOT_HEALTH =
  '抱歉，我没有看懂这是什么不舒服。请说说哪里不舒服、多久了、有多严重，例如「嗓子疼、发烧两天」。如果很着急或难受，请直接拨打 120 或咨询药师。';
const RUDE = /傻[逼比叉b]|操你|草泥马|他妈的|妈的|滚蛋|去死吧|王八蛋|fuck|shit/i;
const CALM = '我理解您可能着急或不舒服。请告诉我哪里不舒服、多久了，我来帮您判断要不要看医生。';

/** Where the visit stands: the next question, the result, or a polite refusal. Pure: the same told, the same view. */
export function interview(
  told: Told,
  record: HealthFacts | null,
  catalogue: readonly OtcFact[],
  at: Instant,
): View {
  const facts = factsOf(told, record, at);
  const shared = {
    subject: subjectOf(facts),
    understood: understoodOf(facts),
    notUnderstood: [...facts.notUnderstood],
    notice: facts.wanted.some(({ rx }) => rx) ? RX_RULE : null,
    explanation: null,
  };
  const hints = told.hints ?? [];
  const wider = hinted(facts, hints);
  const refusal = told.follows ? null : refusalOf(told.text, wider ?? facts);
  if (refusal) return { ...shared, question: null, result: null, message: refusal, notice: null };
  const result = concludeWith(facts, hints, catalogue);
  const question = result.urgency === 'emergency' ? null : nextQuestion(facts, told.answered);
  if (question) return { ...shared, question: placed(question, told), result: null, message: null };
  return { ...shared, question: null, result, message: null };
}

/** Everything told so far, answers included; of a follow-up, what was told before as well. */
function factsOf(told: Told, record: HealthFacts | null, at: Instant): Facts {
  const { text, follows } = told;
  if (!follows) return told.answered.reduce(withAnswer, factsFrom(told, record, at));
  const hours = (Date.parse(at) - Date.parse(follows.at)) / HOUR_MS;
  const later = text ? understand(text, told.given) : null;
  const facts = carriedOn(factsOf(follows.told, record, follows.at), hours, follows.course, later);
  return told.answered.reduce(withAnswer, facts);
}

function placed(draft: NonNullable<ReturnType<typeof nextQuestion>>, { answered, undone }: Told): Question {
  return { ...draft, index: answered.length + 1, max: MAX_QUESTIONS, answer: undone[draft.id] ?? null };
}

/** The record speaks only of its owner; without consent it is null, and what it would tell is asked. */
function factsFrom({ text, given }: Told, record: HealthFacts | null, at: Instant): Facts {
  const read = understand(text, given);
  if (!record || read.person.who !== 'self') return read;
  const known: Given = {
    ...(record.birthDate ? { ageMonths: ageInYears(record.birthDate, shanghaiDate(at)) * 12 } : {}),
    ...(record.sex ? { sex: record.sex === 'female' ? ('F' as const) : ('M' as const) } : {}),
    // "Not pregnant" may be months old, so it is asked again.
    ...(record.pregnant ? { pregnant: true } : {}),
    ...(record.breastfeeding ? { breastfeeding: true } : {}),
    ...(record.weightKg ? { weightKg: record.weightKg } : {}),
  };
  const facts = understand(text, {
    ...(told(read.person.ageMonths) ? without(known, 'ageMonths') : known),
    ...given,
  });
  const illnesses = record.conditions.flatMap((each) => illnessCodes(SAID_AS[each] ?? each));
  const states = [
    ...(record.pregnant ? ['pregnant'] : []),
    ...(record.breastfeeding ? ['breastfeeding'] : []),
  ];
  return withRecord(withFindings(facts, [...illnesses, ...states]), {
    historyKnown: true,
    medicines: record.medicines.flatMap((each) => innsOf(each)),
    allergies: [
      ...record.allergies.flatMap((each) => innsOf(each)),
      ...(record.conditions.includes('nsaid_allergy') ? ['ibuprofen'] : []),
    ],
  });
}

/** Codes of the health record that the lexicon calls otherwise. */
const SAID_AS: Record<string, string> = {
  angle_closure_glaucoma: 'glaucoma',
  gi_bleeding: 'peptic_ulcer',
  urinary_retention: 'prostatic_hyperplasia',
};
const told = (value: unknown) => value !== null && value !== undefined;
const without = (given: Given, key: keyof Given): Given => ({ ...given, [key]: undefined });

function refusalOf(text: string, facts: Facts): string | null {
  if (hasComplaint(facts) || redFlagsOf(facts).length > 0) return null;
  if (facts.wanted.some(({ rx }) => rx)) return RX_RULE;
  if (RUDE.test(text)) return CALM;
  // Denials and circumstances alone ("没有发烧", "怀孕了") are of health, but no complaint to judge.
  return NOT_HEALTH;
}

const subjectOf = ({ person }: Facts): Subject => ({
  who: person.who,
  age:
    person.ageMonths === null
      ? null
      : {
          years: Math.floor(person.ageMonths / 12),
          ...(person.ageMonths < 36 ? { months: Math.floor(person.ageMonths % 12) } : {}),
        },
  sex: person.sex,
  pregnant: person.pregnant,
  breastfeeding: person.breastfeeding,
  weightKg: person.weightKg,
});
