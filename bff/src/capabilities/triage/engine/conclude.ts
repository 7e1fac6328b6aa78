import type { Result, Understood } from '@xinglin/shared/triage/contract';
import { holds } from './expression.ts';
import type { Facts } from './facts.ts';
import { judge, type Judgement } from './judge.ts';
import { knowledge, type Knowledge } from './knowledge.ts';
import type { OtcFact } from './otc.ts';
import { rank, shown } from './rank.ts';
import { recommend } from './recommend.ts';

export const DISCLAIMER =
  '本结果由规则引擎按您提供的信息生成，不是诊断，不能代替医生。症状加重或您不放心时请就医，紧急情况拨打 120。';

const TITLES: Record<Result['within'], string> = {
  now: '立即拨打 120 或去急诊',
  today: '今天就去看医生',
  '24h': '24 小时内去看医生',
  days: '这几天约个门诊',
  home: '可以先自己护理',
};

const NEXT: Record<Result['within'], string[]> = {
  now: ['立即拨打 120，或由别人送去最近的急诊', '不要自己开车，不要等待观察，不要自行用药'],
  today: ['今天去医院门诊或急诊，出现加重随时拨打 120'],
  '24h': ['24 小时内到医院看医生'],
  days: ['这几天到相应科室门诊看看'],
  home: ['出现高热、呼吸困难、剧烈疼痛、意识不清，或 3 天不见好，请就医'],
};

/** The answer to all that is known: urgency, reasons, what to do, possible conditions, and what may be bought for it. */
export function conclude(facts: Facts, catalogue: readonly OtcFact[], know: Knowledge = knowledge()): Result {
  const ranked = rank(facts, know);
  const judgement = judge(facts, ranked, know);
  const { urgency, within, reasons, redFlags } = judgement;
  return {
    urgency,
    within,
    title: TITLES[within],
    reasons,
    whatToDo: whatToDo(facts, judgement, know),
    redFlags,
    conditions: shown(ranked, facts, know),
    ...recommend(facts, judgement, catalogue, know),
    knowledgeVersion: know.version,
    disclaimer: DISCLAIMER,
    shopAllowed: urgency !== 'emergency',
  };
}

function whatToDo(facts: Facts, { urgency, within, redFlags }: Judgement, know: Knowledge): string[] {
  if (urgency === 'emergency') {
    const ids = new Set(redFlags.map(({ id }) => id));
    const firstAid = know.emergencyAdvice
      .filter(({ flags }) => flags.some((id) => ids.has(id)))
      .map(({ say }) => say);
    return [...NEXT.now, ...firstAid];
  }
  const care = know.advice.filter(({ when }) => holds(when, facts)).map(({ say }) => say);
  return [...NEXT[within], ...care.slice(0, 4)];
}

// Words of manner are shown as details, not as complaints.
const MANNER = new Set(['no_history', 'no_medicine', 'no_allergy', 'off_topic_none', 'mild']);

/** What was read, for the person to check. */
export function understoodOf(facts: Facts, know: Knowledge = knowledge()): Understood[] {
  const { present, absent, measures } = facts;
  const named = (code: string) => ({ code, name: know.findings.get(code)!.name });
  const shownCodes = [...present.values()].filter(({ code }) => !MANNER.has(code));
  return [
    ...shownCodes.map(({ code, hours, detail }) => ({
      ...named(code),
      ...detailOf(detail ?? spanText(hours)),
    })),
    ...(measures.temp !== null && !shownCodes.some(({ detail }) => detail?.includes('℃'))
      ? [{ code: 'temp', name: '体温', detail: `${measures.temp}℃` }]
      : []),
    ...[...absent]
      .filter((code) => know.findings.get(code)?.kind !== 'course')
      .map((code) => ({ ...named(code), negated: true })),
  ];
}

const detailOf = (detail: string | null) => (detail ? { detail } : {});

/** `6` → `6 小时`, `48` → `2 天`. */
export function spanText(hours: number | null): string | null {
  if (hours === null) return null;
  if (hours < 24) return hours < 1 ? '刚刚' : `${Math.round(hours)} 小时`;
  const days = Math.round(hours / 24);
  return days < 60
    ? `${days} 天`
    : days < 730
      ? `${Math.round(days / 30)} 个月`
      : `${Math.round(days / 365)} 年`;
}
