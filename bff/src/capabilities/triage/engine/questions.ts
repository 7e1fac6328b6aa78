import type { Answer, Question } from '@xinglin/shared/triage/contract';
import { holds } from './expression.ts';
import { yearsOf, type Facts } from './facts.ts';
import { judge } from './judge.ts';
import { knowledge, type Knowledge } from './knowledge.ts';
import { chance, rank, type Ranked } from './rank.ts';

export const MAX_QUESTIONS = 12;
/** A question without its place in the interview. */
export type Draft = Omit<Question, 'index' | 'max' | 'answer'>;
/** `answer` null: skipped. `offered`: values the question put up, so that what was not chosen is known to be absent. */
export type Answered = { questionId: string; answer: Answer | null; offered: string[] };

const MOST_SCREENS = 2;
const MOST_DETAILS = 3;
/** Bits a yes/no question must be expected to win, or it is not worth a person's time. */
const WORTH_ASKING = 0.09;

const OTHER = { value: 'other', label: '其他（没有列出）' };

/** The next most useful question, or null when nothing more would change the answer enough. */
export function nextQuestion(
  facts: Facts,
  answered: readonly Answered[],
  know: Knowledge = knowledge(),
): Draft | null {
  if (answered.length >= MAX_QUESTIONS) return null;
  const asked = new Set(answered.map(({ questionId }) => questionId));
  const ranked = rank(facts, know);
  // An emergency needs no further question: every one of them would cost time.
  const judgement = judge(facts, ranked, know);
  if (judgement.urgency === 'emergency') return null;
  const unasked = (draft: Draft | null) => (draft && !asked.has(draft.id) ? draft : null);
  return (
    unasked(aboutAge(facts)) ??
    unasked(aboutMonths(facts, asked)) ??
    unasked(aboutSex(facts)) ??
    unasked(aboutPregnancy(facts)) ??
    unasked(aboutTemperature(facts)) ??
    unasked(aboutDuration(facts)) ??
    aboutDanger(facts, asked, know) ??
    aboutDetail(facts, asked, ranked, know) ??
    (judgement.urgency === 'self_care' || judgement.within === 'days' || judgement.within === '24h'
      ? beforeMedicine(facts, asked, know)
      : null)
  );
}

const draft = (
  id: string,
  kind: Draft['kind'],
  text: string,
  why: string,
  rest: Partial<Draft> = {},
): Draft => ({
  id,
  kind,
  text,
  why,
  options: [],
  range: null,
  ...rest,
});

const whose = ({ person }: Facts) =>
  person.who === 'self' ? '您' : person.who === 'child' ? '孩子' : '患者';

const aboutAge = (facts: Facts): Draft | null =>
  facts.person.ageMonths === null
    ? draft(
        'age',
        'number',
        `${whose(facts)}今年多大？（不满 1 岁填 0）`,
        '不同年龄的危险程度和用药差别很大',
        {
          range: { min: 0, max: 120, step: 1, unit: '岁' },
        },
      )
    : null;

const aboutMonths = ({ person }: Facts, asked: ReadonlySet<string>): Draft | null =>
  asked.has('age') && person.ageMonths !== null && person.ageMonths < 36 && person.ageMonths % 12 === 0
    ? draft('age_months', 'number', `满 ${person.ageMonths / 12} 岁后又过了几个月？`, '小宝宝要按月龄判断', {
        range: { min: 0, max: 11, step: 1, unit: '个月' },
      })
    : null;

const aboutSex = (facts: Facts): Draft | null =>
  facts.person.sex === null && yearsOf(facts) >= 8
    ? draft('sex', 'choice', `${whose(facts)}的性别是？`, '有些病只发生在男性或女性', {
        options: [
          { value: 'F', label: '女' },
          { value: 'M', label: '男' },
        ],
      })
    : null;

const aboutPregnancy = (facts: Facts): Draft | null =>
  facts.person.sex === 'F' && facts.person.pregnant === null && yearsOf(facts) >= 12 && yearsOf(facts) < 55
    ? draft('pregnant', 'choice', `${whose(facts)}现在是否怀孕或哺乳？`, '很多药怀孕和哺乳时不能用', {
        options: [
          { value: 'pregnant', label: '怀孕' },
          { value: 'maybe', label: '可能怀孕，不确定' },
          { value: 'breastfeeding', label: '正在哺乳' },
          { value: 'none', label: '都没有' },
        ],
      })
    : null;

const aboutTemperature = ({ present, measures }: Facts): Draft | null =>
  measures.temp === null && ['fever', 'fever_low', 'chills', 'rigors'].some((code) => present.has(code))
    ? draft('temperature', 'number', '最高体温量到多少？没量过可以跳过', '体温高低决定要不要去医院', {
        range: { min: 34, max: 43, step: 0.1, unit: '℃' },
      })
    : null;

const aboutDuration = ({ present, measures }: Facts): Draft | null =>
  measures.hours === null && [...present.values()].every(({ hours }) => hours === null)
    ? draft('duration', 'choice', '不舒服多久了？', '时间长短影响轻重判断', {
        options: [
          { value: '3', label: '几个小时内' },
          { value: '20', label: '1 天内' },
          { value: '60', label: '2–3 天' },
          { value: '130', label: '4–7 天' },
          { value: '330', label: '1–3 周' },
          { value: '800', label: '3 周以上' },
        ],
      })
    : null;

const told = ({ present, absent }: Facts, code: string) => present.has(code) || absent.has(code);
const nameOf = (code: string, know: Knowledge) => know.findings.get(code)!.name;

/** Danger signs that belong to the complaint, in one question. */
function aboutDanger(facts: Facts, asked: ReadonlySet<string>, know: Knowledge): Draft | null {
  if (facts.nothingElse) return null;
  const fitting = know.screens
    .map((screen, at) => ({ ...screen, id: `screen:${at}` }))
    .filter(({ when }) => holds(when, facts));
  const open = fitting
    .slice(0, MOST_SCREENS)
    .filter(({ id }) => !asked.has(id))
    .map(({ id, ask }) => ({ id, ask: ask.filter((code) => !told(facts, code) && suits(code, facts)) }))
    .find(({ ask }) => ask.length >= 2);
  return open
    ? draft(open.id, 'multi', '有没有下面的情况？有的都选上，都没有就直接下一步', '先排除危险信号', {
        options: open.ask.map((code) => ({ value: code, label: nameOf(code, know) })),
      })
    : null;
}

const WOMEN_ONLY = new Set(['vaginal_bleeding', 'vaginal_discharge', 'missed_period']);
const suits = (code: string, { person }: Facts) => !WOMEN_ONLY.has(code) || person.sex === 'F';

/** The finding whose yes or no is expected to settle most between the likely conditions. */
function aboutDetail(
  facts: Facts,
  asked: ReadonlySet<string>,
  ranked: readonly Ranked[],
  know: Knowledge,
): Draft | null {
  const details = [...asked].filter((id) => id.startsWith('finding:')).length;
  if (facts.nothingElse || details >= MOST_DETAILS) return null;
  const likely = ranked.filter(({ probability }) => probability >= 0.03).slice(0, 8);
  const codes = new Set(likely.flatMap(({ condition }) => Object.keys(condition.findings)));
  const best = [...codes]
    .filter(
      (code) =>
        know.findings.get(code)!.kind === 'symptom' &&
        !told(facts, code) &&
        !asked.has(`finding:${code}`) &&
        suits(code, facts),
    )
    .map((code) => ({ code, gain: informationGain(code, likely, know) }))
    .sort((a, b) => b.gain - a.gain)[0];
  return best && best.gain >= WORTH_ASKING
    ? draft(
        `finding:${best.code}`,
        'yes_no',
        `有没有「${nameOf(best.code, know)}」？`,
        '用来区分几种可能的情况',
        { options: YES_NO },
      )
    : null;
}

const YES_NO = [
  { value: 'yes', label: '有' },
  { value: 'no', label: '没有' },
  { value: 'unknown', label: '不清楚' },
];

/** Expected fall of entropy, in bits, over the likely conditions. */
export function informationGain(
  code: string,
  likely: readonly Ranked[],
  know: Knowledge = knowledge(),
): number {
  const whole = likely.reduce((sum, { probability }) => sum + probability, 0);
  const share = likely.map(({ condition, probability }) => ({
    p: probability / whole,
    yes: chance(condition, code, know),
  }));
  const pYes = share.reduce((sum, { p, yes }) => sum + p * yes, 0);
  const after = (answer: (yes: number) => number, total: number) =>
    total <= 0 ? 0 : total * entropy(share.map(({ p, yes }) => (p * answer(yes)) / total));
  return entropy(share.map(({ p }) => p)) - after((yes) => yes, pYes) - after((yes) => 1 - yes, 1 - pYes);
}

const entropy = (shares: readonly number[]): number =>
  shares.reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0);

/** Asked only when medicine may come up, and never guessed. */
function beforeMedicine(facts: Facts, asked: ReadonlySet<string>, know: Knowledge): Draft | null {
  const medicine = (inn: string) => ({ value: inn, label: know.medicines.get(inn)?.name ?? inn });
  const questions: (Draft | null)[] = [
    facts.historyKnown
      ? null
      : draft('history', 'multi', `${whose(facts)}有没有下面的慢性病？`, '有些药会加重这些病', {
          options: know.ask.history.map((code) => ({ value: code, label: nameOf(code, know) })),
        }),
    facts.medicines
      ? null
      : draft('medicines', 'multi', `${whose(facts)}正在用下面的药吗？`, '避免药物相互作用和重复', {
          options: [...know.ask.medicines.map(medicine), OTHER],
        }),
    facts.allergies
      ? null
      : draft('allergies', 'multi', `${whose(facts)}对下面的药过敏吗？`, '过敏的药和同类药都不能用', {
          options: [...know.ask.allergies.map(medicine), OTHER],
        }),
  ];
  return questions.find((each) => each !== null && !asked.has(each.id)) ?? null;
}
