import type { RedFlag, Urgency, Within } from '@xinglin/shared/triage/contract';
import { hasComplaint, holds } from './expression.ts';
import type { Facts } from './facts.ts';
import { knowledge, type Knowledge } from './knowledge.ts';
import type { Ranked } from './rank.ts';
import { withSecondOpinion } from './second-opinion.ts';

export type Judgement = { urgency: Urgency; within: Within; reasons: string[]; redFlags: RedFlag[] };

const SOONEST: readonly Within[] = ['now', 'today', '24h', 'days', 'home'];
const sooner = (a: Within, b: Within): Within => (SOONEST.indexOf(a) <= SOONEST.indexOf(b) ? a : b);

/** Findings that speak for leaving it at home, of which one alone says little. */
const CALMING = [
  'resolved',
  'resolved_quickly',
  'good_spirits',
  'exclusive_wellbeing',
  'mild',
  'not_limiting',
  'tests_normal',
  'healthy_checked',
  'known_same',
];
const ENOUGH_CALM = 2;
/** Share of the ranking from which its urgency counts; below, ordinary and mild is left at home. */
const LIKELY = 0.55;
const LIKELY_EMERGENCY = 0.6;
const PERHAPS_EMERGENCY = 0.35;
/** One finding alone is too thin to call an ambulance on a ranking. */
const ENOUGH_FINDINGS = 2;

/**
 * Red flags first and independent of everything else, then the rules of care, then what the likely conditions ask for, of
 * which each can only raise what was said before; at last, where no red flag fired, what was learned from other cases.
 */
export function judge(facts: Facts, ranked: readonly Ranked[], know: Knowledge = knowledge()): Judgement {
  return withSecondOpinion(judgeByRules(facts, ranked, know), facts, know);
}

function judgeByRules(facts: Facts, ranked: readonly Ranked[], know: Knowledge): Judgement {
  const told = redFlagsOf(facts, know);
  const redFlags = told.length > 0 ? told : likelyEmergency(facts, ranked, know);
  if (redFlags.length > 0)
    return { urgency: 'emergency', within: 'now', reasons: redFlags.map(({ why }) => why), redFlags };

  if (unread(facts))
    return {
      urgency: 'see_doctor',
      within: 'days',
      reasons: ['没有完全看懂您的描述，为稳妥起见请问医生或药师'],
      redFlags: [],
    };

  const rules = know.careRules.filter(({ when }) => holds(when, facts));
  const byRank = rankedUrgency(ranked, facts);
  // Getting better, or two signs that nothing is wrong, outweigh a rule that only asks for an appointment some day.
  const within = rules.reduce<Within>((soonest, rule) => sooner(soonest, rule.within), 'home');
  const calming = CALMING.filter((code) => facts.present.has(code)).length;
  const eased =
    within === 'days' &&
    !facts.present.has('worse') &&
    (facts.present.has('better') || calming >= ENOUGH_CALM);
  const final = sooner(eased ? 'home' : within, byRank.within);
  if (final === 'home')
    return { urgency: 'self_care', within: 'home', reasons: calmReasons(facts, ranked), redFlags: [] };
  const reasons = [
    ...rules.filter((rule) => rule.within === within).map(({ why }) => why),
    ...byRank.reasons,
  ];
  return { urgency: 'see_doctor', within: final, reasons: [...new Set(reasons)].slice(0, 4), redFlags: [] };
}

/** Something was told and nothing of it read: leaning to safety, not to silence. */
const unread = (facts: Facts): boolean =>
  facts.notUnderstood.length > 0 &&
  facts.wanted.length === 0 &&
  facts.absent.size === 0 &&
  !hasComplaint(facts) &&
  !measuredOnly(facts) &&
  ![...facts.present.keys()].some((code) => code !== 'drug_taken');

/** 「血压128/82正常吗」: a value was told, and no rule minded it. */
const measuredOnly = ({ measures: { hours: _, gestWeeks: __, ...values } }: Facts): boolean =>
  Object.values(values).some((value) => value !== null);

/** The phone's flags and the rules', each once. */
export function redFlagsOf(facts: Facts, know: Knowledge = knowledge()): RedFlag[] {
  const fired = know.redFlags.filter(({ when }) => holds(when, facts));
  const said = new Set(fired.flatMap(({ id, saysToo = [] }) => [id, ...saysToo]));
  return [
    ...fired.map(({ id, why, source }) => ({ id, why, source })),
    ...facts.flags.filter(({ id }) => !said.has(id)),
  ];
}

/** No rule fired, but what is told fits hardly anything that could wait. */
function likelyEmergency(facts: Facts, ranked: readonly Ranked[], know: Knowledge): RedFlag[] {
  const findings = [...facts.present.keys()].filter(
    (code) => know.findings.get(code)?.kind === 'symptom',
  ).length;
  const emergencies = ranked.filter(({ condition }) => condition.urgency === 'emergency');
  const share = emergencies.reduce((sum, { probability }) => sum + probability, 0);
  const [first] = emergencies;
  if (!first || share < LIKELY_EMERGENCY || findings < ENOUGH_FINDINGS) return [];
  const { code, name, source } = first.condition;
  return [{ id: `likely_${code}`, why: `症状与「${name}」高度相符，需要马上排除`, source }];
}

function rankedUrgency(ranked: readonly Ranked[], facts: Facts): { within: Within; reasons: string[] } {
  if (!hasComplaint(facts)) return { within: 'home', reasons: [] };
  const share = (urgency: Urgency) =>
    ranked.reduce(
      (sum, { condition, probability }) => sum + (condition.urgency === urgency ? probability : 0),
      0,
    );
  const [emergency, doctor] = [share('emergency'), share('see_doctor')];
  const first = ranked.find(({ condition }) => condition.urgency !== 'self_care');
  if (!first) return { within: 'home', reasons: [] };
  const reasons = [`症状与「${first.condition.name}」相符，需要医生判断`];
  if (emergency >= PERHAPS_EMERGENCY) return { within: 'today', reasons };
  if (emergency + doctor < LIKELY) return { within: 'home', reasons: [] };
  return { within: first.condition.within === 'now' ? 'today' : first.condition.within, reasons };
}

function calmReasons(facts: Facts, ranked: readonly Ranked[]): string[] {
  const [top] = ranked;
  return [
    ...(top ? [`最像「${top.condition.name}」，通常可以自己护理好转`] : []),
    '没有发现需要急诊或尽快就诊的危险信号',
    ...(facts.present.has('better') ? ['症状正在好转'] : []),
    ...(facts.present.has('good_spirits') ? ['精神好'] : []),
  ];
}
