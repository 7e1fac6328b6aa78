import { z } from 'zod';
import { endpoint, Id } from '../kernel/endpoint.ts';
import { problems } from '../kernel/problem.ts';
import { Instant, LocalDate } from '../kernel/time.ts';

/** `refused`: the text was not about health, or asked for what may not be given; `message` says so politely. */
export const EpisodeStatus = z.enum(['asking', 'concluded', 'refused', 'abandoned']);
export type EpisodeStatus = z.infer<typeof EpisodeStatus>;

/** `emergency`: 120 or the emergency department now. `see_doctor`: a clinic, how soon says `within`. `self_care`: at home. */
export const Urgency = z.enum(['emergency', 'see_doctor', 'self_care']);
export type Urgency = z.infer<typeof Urgency>;

/** How soon: `now` goes with emergency, `today`/`24h`/`days` with see_doctor, `home` with self_care. */
export const Within = z.enum(['now', 'today', '24h', 'days', 'home']);
export type Within = z.infer<typeof Within>;

export const Sex = z.enum(['M', 'F']);
export type Sex = z.infer<typeof Sex>;

/** `months` are the months beyond `years` (0–11), told for small children. */
export const Age = z.strictObject({
  years: z.int().min(0).max(120),
  months: z.int().min(0).max(11).optional(),
});
export type Age = z.infer<typeof Age>;

export const Who = z.enum(['self', 'child', 'parent', 'spouse', 'other']);
export type Who = z.infer<typeof Who>;

/** How it went since the last time. */
export const Course = z.enum(['better', 'same', 'worse']);
export type Course = z.infer<typeof Course>;

/** Who the complaint is about. `null` is not known, which is never read as "no". */
export const Subject = z.object({
  who: Who,
  age: Age.nullable(),
  sex: Sex.nullable(),
  pregnant: z.boolean().nullable(),
  breastfeeding: z.boolean().nullable(),
  weightKg: z.number().min(0.5).max(300).nullable(),
});
export type Subject = z.infer<typeof Subject>;

/** What the one who asks already knows about the subject; everything may be left out. */
export const SubjectInput = z.strictObject({
  who: Who.optional(),
  age: Age.optional(),
  sex: Sex.optional(),
  pregnant: z.boolean().optional(),
  breastfeeding: z.boolean().optional(),
  weightKg: z.number().min(0.5).max(300).optional(),
});
export type SubjectInput = z.infer<typeof SubjectInput>;

/** A finding read from the text or an answer. `negated`: said to be absent. `detail`: `38.5℃`, `2 天`, `突然`. */
export const Understood = z.object({
  code: z.string(),
  name: z.string(),
  negated: z.boolean().optional(),
  detail: z.string().optional(),
});
export type Understood = z.infer<typeof Understood>;

/** `yes_no` takes `yes`, `no` or `unknown`; `choice` a value; `multi` a list of values (empty: none of them); `number` a number in `unit`. */
export const QuestionKind = z.enum(['choice', 'number', 'yes_no', 'multi']);
export type QuestionKind = z.infer<typeof QuestionKind>;

export const Answer = z.union([z.string().max(64), z.number(), z.array(z.string().max(64)).max(40)]);
export type Answer = z.infer<typeof Answer>;

/**
 * One question a screen. `index` counts from 1, `max` is the most questions that can come. `range` bounds a number.
 * `answer` is what was given before stepping back, to be shown as chosen.
 */
export const Question = z.object({
  id: z.string(),
  text: z.string(),
  kind: QuestionKind,
  options: z.array(z.object({ value: z.string(), label: z.string() })),
  range: z.object({ min: z.number(), max: z.number(), step: z.number(), unit: z.string() }).nullable(),
  why: z.string(),
  index: z.int().min(1),
  max: z.int().min(1),
  answer: Answer.nullable(),
});
export type Question = z.infer<typeof Question>;

export const RedFlag = z.object({ id: z.string(), why: z.string(), source: z.string() });
export type RedFlag = z.infer<typeof RedFlag>;

/** A possible condition, 0–1 among those considered. Not a diagnosis. */
export const PossibleCondition = z.object({
  code: z.string(),
  name: z.string(),
  probability: z.number().min(0).max(1),
  evidenceFor: z.array(z.string()),
  evidenceAgainst: z.array(z.string()),
});
export type PossibleCondition = z.infer<typeof PossibleCondition>;

/** An OTC product that fits this person. `how` is the dose for this person. `drugId` is the catalogue row when there is one. */
export const OtcOption = z.object({
  drugId: z.string().optional(),
  drugCode: z.string(),
  name: z.string(),
  why: z.string(),
  how: z.string(),
  warnings: z.array(z.string()),
});
export type OtcOption = z.infer<typeof OtcOption>;

/** What the symptom check says. `shopAllowed` false: no product, price, coupon or shop link may stand on the page. */
export const Result = z.object({
  urgency: Urgency,
  within: Within,
  title: z.string(),
  reasons: z.array(z.string()),
  whatToDo: z.array(z.string()),
  redFlags: z.array(RedFlag),
  conditions: z.array(PossibleCondition).max(5),
  options: z.array(OtcOption).max(4),
  leftOut: z.array(z.object({ name: z.string(), why: z.string() })),
  checked: z.array(z.object({ what: z.string(), version: z.string() })),
  notCovered: z.array(z.string()),
  knowledgeVersion: z.string(),
  disclaimer: z.string(),
  shopAllowed: z.boolean(),
});
export type Result = z.infer<typeof Result>;

/**
 * The result in kinder words by an AI service, beside the result and never part of it. `off`: none is set up, or the case
 * is an emergency. `unavailable`: it did not answer, or said what it may not; the result is the same without it.
 */
export const Explanation = z.object({
  status: z.enum(['off', 'unavailable', 'ready']),
  text: z.string().nullable(),
});
export type Explanation = z.infer<typeof Explanation>;

/**
 * One visit to the symptom check. `question` is set while `asking`, `result` when `concluded`, `message` when `refused`;
 * `follows`: the earlier episode of the same illness. `notice` is a sentence to show beside either (a prescription drug was asked for). `kept`: the person agreed to keep it.
 */
export const Episode = z.object({
  id: Id,
  status: EpisodeStatus,
  text: z.string(),
  follows: z.object({ id: Id, course: Course, text: z.string(), at: Instant }).nullable(),
  subject: Subject,
  understood: z.array(Understood),
  notUnderstood: z.array(z.string()),
  question: Question.nullable(),
  canStepBack: z.boolean(),
  result: Result.nullable(),
  explanation: Explanation.nullable(),
  message: z.string().nullable(),
  notice: z.string().nullable(),
  kept: z.boolean(),
  createdAt: Instant,
  expiresAt: Instant,
});
export type Episode = z.infer<typeof Episode>;

export const startEpisode = endpoint({
  method: 'POST',
  path: '/triage/episodes',
  summary: '开始一次症状自查；之前没做完的一次会被放弃',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({ text: z.string().trim().min(1).max(1000), subject: SubjectInput.optional() }),
  output: Episode,
});

export const answerQuestion = endpoint({
  method: 'POST',
  path: '/triage/episodes/:id/answers',
  summary: '回答当前的问题；answer 为 null 表示跳过',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ id: Id, questionId: z.string().max(64), answer: Answer.nullable() }),
  output: Episode,
});

export const stepBack = endpoint({
  method: 'POST',
  path: '/triage/episodes/:id/back',
  summary: '回到上一个问题，原来的回答保留可改',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ id: Id }),
  output: Episode,
});

export const getEpisode = endpoint({
  method: 'GET',
  path: '/triage/episodes/:id',
  summary: '查看一次症状自查',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ id: Id }),
  output: Episode,
});

export const getCurrentEpisode = endpoint({
  method: 'GET',
  path: '/triage/current',
  summary: '24 小时内没做完、可以接着做的一次；没有为 null',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({}),
  output: z.object({ episode: Episode.nullable() }),
});

export const abandonEpisode = endpoint({
  method: 'POST',
  path: '/triage/episodes/:id/abandon',
  summary: '放弃这次症状自查',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ id: Id }),
  output: Episode,
});

export const keepEpisode = endpoint({
  method: 'POST',
  path: '/triage/episodes/:id/keep',
  summary: '同意把结果留在健康档案里；不同意的结果 24 小时后删除',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ id: Id }),
  output: Episode,
});

export const followEpisode = endpoint({
  method: 'POST',
  path: '/triage/episodes/:id/follow-up',
  summary: '「还没好」：带着上次说过的话再查一次，可以补充现在的情况',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({ id: Id, course: Course, text: z.string().trim().min(1).max(1000).optional() }),
  output: Episode,
});

/** `hit` of `of`; `low`–`high`: 95 % interval of the share (Wilson). */
export const Share = z.object({
  of: z.int(),
  hit: z.int(),
  share: z.number(),
  low: z.number(),
  high: z.number(),
});
export type Share = z.infer<typeof Share>;

/** How often the symptom check was right on cases whose answer is known. `under`: too calm; `over`: too alarmed. */
export const Accuracy = z.object({
  cases: z.int(),
  accuracy: Share,
  balanced: z.number(),
  under: Share,
  over: Share,
  emergencySensitivity: Share,
  perClass: z.object({ emergency: Share, see_doctor: Share, self_care: Share }),
});
export type Accuracy = z.infer<typeof Accuracy>;

/** `heldOut`: cases that nobody saw while the knowledge was written; `development`: those it was tuned on. */
export const PublishedAccuracy = z.object({
  knowledgeVersion: z.string(),
  measuredOn: LocalDate,
  heldOut: Accuracy,
  development: Accuracy,
});
export type PublishedAccuracy = z.infer<typeof PublishedAccuracy>;

export const getAccuracy = endpoint({
  method: 'GET',
  path: '/triage/accuracy',
  summary: '这个工具有多准：在已知答案的病例上测得的数字',
  access: 'public',
  owner: 'anyone',
  input: z.strictObject({}),
  output: PublishedAccuracy,
});

export const triageProblem = problems({
  TRIAGE_NOT_ASKING: [409, '这次自查已经结束，请重新开始'],
  TRIAGE_QUESTION_GONE: [409, '这个问题已经过去了，请刷新后再答'],
  TRIAGE_ANSWER_INVALID: [422, '这个回答不在可选范围内，请重新选择或跳过'],
  TRIAGE_NOTHING_BEFORE: [409, '已经是第一个问题了'],
  TRIAGE_NOT_CONCLUDED: [409, '还没有结果，不能保存'],
});
