/** What the patient may read of a review: who decided, when, what was looked at, what was asked, and why. */
import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { Instant, dateTimeText } from '../kernel/time.ts';
import {
  PrescriptionSource,
  PrescriptionStatus,
  RefusalReason,
  RejectReason,
  prescriptionStatusText,
  refusalReasonText,
  rejectReasonText,
} from './contract.ts';

/** `partly`: approved without the lines in `leftOut`. `changes`: its doctor was asked to change it. */
export const Verdict = z.enum(['approved', 'partly', 'changes', 'rejected']);
export type Verdict = z.infer<typeof Verdict>;
/** The machine looked and found nothing to say; what it could not look at is in `notCovered`. */
export const NO_HINT = '没有提示';

export const DecisionRecord = z.object({
  id: Id,
  number: z.string(),
  status: PrescriptionStatus,
  source: PrescriptionSource,
  patientName: z.string(),
  institution: z.string(),
  submittedAt: Instant,
  /** Null while nothing is decided: then there is no record to read, only how far it is. */
  decision: z
    .object({
      verdict: Verdict,
      pharmacist: z.object({ name: z.string(), licenceNo: z.string() }),
      decidedAt: Instant,
      /** From the last claim to the decision, and from handing in to the decision. */
      reviewSeconds: z.int().nullable(),
      waitSeconds: z.int(),
      /** Lines the pharmacist let out of the approval, and why; named once approved. */
      leftOut: z.array(z.object({ name: z.string(), reason: RefusalReason })),
      /** The seven items, each with whether the pharmacist confirmed it; none for a refusal, which needs no confirming. */
      items: z.array(z.object({ text: z.string(), confirmed: z.boolean() })),
      /** What the machine looked at beside the pharmacist. `note` names drugs, so it is there only once approved. */
      machine: z.array(z.object({ text: z.string(), outcome: z.string(), note: z.string().nullable() })),
      rulesVersion: z.string(),
      /** Sentences once approved; how many there are in `notCoveredCount` in any case. */
      notCovered: z.array(z.string()),
      notCoveredCount: z.int(),
      /** What was read before deciding; without a question the patient wrote it unasked. */
      questions: z.array(z.object({ asked: z.string().nullable(), answered: z.string() })),
      reason: RejectReason.nullable(),
      note: z.string().nullable(),
    })
    .nullable(),
});
export type DecisionRecord = z.infer<typeof DecisionRecord>;

export const getDecisionRecord = endpoint({
  method: 'GET',
  path: '/prescriptions/:id/record',
  summary: '审方记录(谁审的、看了什么、问了什么、为什么)',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ id: Id }),
  output: DecisionRecord,
});

/** Fewer decisions than this say nothing about the next one. */
export const ENOUGH_DECISIONS = 20;

export const ReviewPace = z.object({
  /** Decisions of the last seven days the numbers are drawn from. */
  n: z.int(),
  /** From handing in to the decision; null when there are too few. */
  medianSeconds: z.int().nullable(),
  /** Nine of ten were decided within this. */
  p90Seconds: z.int().nullable(),
});
export type ReviewPace = z.infer<typeof ReviewPace>;

export const getReviewPace = endpoint({
  method: 'GET',
  path: '/prescription-pace',
  summary: '最近七天实际的审方用时',
  access: ['patient'],
  owner: 'anyone',
  input: z.strictObject({}),
  output: ReviewPace,
});

/** `40 秒`, `12 分钟`, `2 小时 5 分钟`. */
export function durationText(seconds: number): string {
  if (seconds < 60) return `${seconds} 秒`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} 分钟`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} 小时${rest > 0 ? ` ${rest} 分钟` : ''}`;
}

export function paceText({ n, medianSeconds, p90Seconds }: ReviewPace): string {
  if (n === 0) return '最近 7 天还没有审过处方，说不准要等多久';
  return medianSeconds === null || p90Seconds === null
    ? `最近 7 天只审了 ${n} 张，不到 ${ENOUGH_DECISIONS} 张，还说不准要等多久`
    : `最近 7 天的 ${n} 张，一半在 ${durationText(medianSeconds)}内有结果，九成在 ${durationText(p90Seconds)}内`;
}

type Decided = NonNullable<DecisionRecord['decision']>;

/** What came of it, in a few words. */
export function verdictText({ verdict, reason }: Pick<Decided, 'verdict' | 'reason'>): string {
  if (verdict === 'approved') return '审核通过';
  if (verdict === 'partly') return '部分通过';
  const why = rejectReasonText[reason ?? 'other'];
  return verdict === 'changes' ? `请医生修改：${why}` : `未通过：${why}`;
}
export const leftOutText = ({ name, reason }: Decided['leftOut'][number]): string =>
  `${name}：${refusalReasonText[reason]}`;
/** What the machine said something about, and the names of the checks at which it said nothing. */
export const hints = ({ machine }: Pick<Decided, 'machine'>) => ({
  given: machine.filter(({ outcome }) => outcome !== NO_HINT),
  silent: machine.filter(({ outcome }) => outcome === NO_HINT).map(({ text }) => text),
});

/** The record as plain text, to be copied, saved or printed. */
export function recordText(record: DecisionRecord): string {
  const { decision } = record;
  const head = [
    '审方记录',
    `处方编号：${record.number}`,
    `用药人：${record.patientName}`,
    `开具机构：${record.institution}`,
    `提交时间：${dateTimeText(record.submittedAt)}`,
    `状态：${prescriptionStatusText[record.status]}`,
  ];
  return [...head, ...(decision ? ['', ...decisionLines(decision)] : ['药师还没有作出决定。'])].join('\n');
}

const listed = (title: string, lines: string[]): string[] =>
  lines.length > 0 ? ['', title, ...lines.map((line) => `· ${line}`)] : [];

function decisionLines(it: Decided): string[] {
  const { given, silent } = hints(it);
  const asked = it.questions.map(({ asked: question, answered }) =>
    question === null ? `您的留言：${answered}` : `问：${question} 答：${answered}`,
  );
  return [
    `结果：${verdictText(it)}`,
    ...(it.note ? [`药师说明：${it.note}`] : []),
    `审方药师：${it.pharmacist.name}，执业药师注册证号 ${it.pharmacist.licenceNo}`,
    `决定时间：${dateTimeText(it.decidedAt)}`,
    ...(it.reviewSeconds === null ? [] : [`审核用时：${durationText(it.reviewSeconds)}`]),
    ...listed('没有通过的药：', it.leftOut.map(leftOutText)),
    ...listed(
      '药师逐项核对：',
      it.items.map(({ text, confirmed }) => `${text}：${confirmed ? '已确认' : '未确认'}`),
    ),
    ...listed(
      `系统提示（${it.rulesVersion}；只提示药师，不作决定）：`,
      given.map(({ text, outcome, note }) => `${text}：${outcome}${note ? `。${note}` : ''}`),
    ),
    ...(silent.length > 0 ? ['', `以下 ${silent.length} 项系统没有提示：${silent.join('、')}`] : []),
    '',
    `系统没有核对到的：${it.notCoveredCount} 项`,
    ...it.notCovered.map((text) => `· ${text}`),
    ...(asked.length > 0 ? listed('决定前的问答：', asked) : ['', '药师没有向您提问，您也没有留言。']),
  ];
}
