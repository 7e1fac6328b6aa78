import type { Facts } from './facts.ts';
import type { Judgement } from './judge.ts';
import type { Knowledge } from './knowledge.ts';
import { DOCTOR, EMERGENCY, featuresOf, HOME, sharesOf, spokeFor } from './learned.ts';

/** What the rules said, as the learned opinion is taught to read it. */
export const saidBy = ({ urgency, within, redFlags }: Judgement): string[] => [
  urgency,
  within,
  ...(redFlags.length > 0 ? ['red flag'] : []),
];

/**
 * What was learned from cases of known urgency, heard after the rules. A red flag stands whatever it says; where none
 * fired it may raise to emergency, and it settles between the doctor and home. Without words to read it says nothing.
 */
export function withSecondOpinion(
  byRules: Judgement,
  facts: Facts,
  { learned: model, findings }: Pick<Knowledge, 'learned' | 'findings'>,
): Judgement {
  if (!model || byRules.redFlags.length > 0 || facts.wording.size === 0) return byRules;
  const shares = sharesOf(featuresOf(facts, saidBy(byRules)), (feature) => model.weights[feature]);
  const named = (level: number) =>
    quoted(spokeFor(level, facts, model).map((code) => findings.get(code)!.name));
  if (shares[EMERGENCY] >= model.emergencyAt && shares[EMERGENCY] === Math.max(...shares)) {
    const why = `描述与需要急诊的病例很相似${named(EMERGENCY)}，先按急症处理`;
    const source = `config/triage/learned.json ${model.version}，${model.cases} 例自编病例`;
    const flag = { id: 'learned_emergency', why, source };
    return { urgency: 'emergency', within: 'now', reasons: [why], redFlags: [flag] };
  }
  const home = shares[HOME] >= model.homeAt;
  // What a rule wants seen today is not talked away by likeness.
  if (home === (byRules.urgency === 'self_care') || (home && byRules.within === 'today')) return byRules;
  if (home)
    return { urgency: 'self_care', within: 'home', reasons: ['与可以居家观察的病例很相似'], redFlags: [] };
  return {
    urgency: 'see_doctor',
    within: shares[EMERGENCY] >= model.emergencyAt / 2 ? '24h' : 'days',
    reasons: [`描述与需要看医生的病例相似${named(DOCTOR)}`],
    redFlags: [],
  };
}

const quoted = (names: readonly string[]) => (names.length > 0 ? `（如「${names.join('」「')}」）` : '');
