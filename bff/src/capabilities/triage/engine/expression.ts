import { monthsOf, type Facts } from './facts.ts';
import { knowledge } from './knowledge.ts';
import type { Measure, Rule, Token } from './rule.ts';

/** Whether the facts satisfy one of the alternatives. */
export const holds = (rules: readonly Rule[], facts: Facts): boolean =>
  rules.some((rule) => satisfied(rule, facts));

/** The findings of the first alternative that holds. */
export function matched(rules: readonly Rule[], facts: Facts): string[] {
  const rule = rules.find((each) => satisfied(each, facts));
  return rule ? rule.groups.flatMap((group) => findingsOf(group, facts)) : [];
}

function satisfied({ groups }: Rule, facts: Facts): boolean {
  const told = groups.flatMap((group) => findingsOf(group, facts));
  return groups.every((group) => group.some((token) => is(token, facts, told)));
}

const findingsOf = (group: readonly Token[], { present }: Facts): string[] =>
  group.flatMap((token) =>
    token.kind === 'finding' && !token.not && present.has(token.code) ? [token.code] : [],
  );

function is(token: Token, facts: Facts, told: readonly string[]): boolean {
  return holdsToken(token, facts, told) !== token.not;
}

function holdsToken(token: Token, facts: Facts, told: readonly string[]): boolean {
  switch (token.kind) {
    case 'finding':
      return facts.present.has(token.code);
    case 'sex':
      return facts.person.sex === token.sex;
    case 'any':
      return hasComplaint(facts);
    case 'taking':
      return takes(facts, token.what);
    case 'measure': {
      const value = measured(token.measure, facts, told);
      return value !== null && (token.atLeast ? value >= token.value : value < token.value);
    }
  }
}

/** Takes this INN, or one of this group. */
export const takes = ({ medicines }: Facts, what: string): boolean =>
  (medicines ?? []).some((inn) => inn === what || knowledge().medicines.get(inn)?.groups.includes(what));

// Circumstances that alone are no complaint.
const NO_COMPLAINT = new Set([
  'worry_only',
  'stress',
  'exposure_flu',
  'cold_exposure',
  'good_spirits',
  'long_sitting',
  'contact_lens',
  'surgery_recent',
  'chemo',
  'travel_tropical',
  'emergency_pill',
  'drug_reaction',
  'drug_taken',
  'vaccine',
  'alcohol',
  'epidural',
  'food_allergy_exposure',
  'bad_food',
  'heat_exposure',
]);

/** Something that hurts, itches, leaks or worries the body was told. */
export const hasComplaint = ({ present, measures }: Facts): boolean =>
  (measures.temp ?? 0) >= 37.3 ||
  [...present.keys()].some((code) => {
    const kind = knowledge().findings.get(code)?.kind;
    return (kind === 'symptom' || kind === 'trigger') && !NO_COMPLAINT.has(code);
  });

/** A duration is that of the finding the rule speaks of, when it was told of it. */
function measured(measure: Measure, facts: Facts, told: readonly string[]): number | null {
  const { measures } = facts;
  switch (measure) {
    case 'age':
      return monthsOf(facts);
    case 'dur': {
      const own = told
        .map((code) => facts.present.get(code)?.hours ?? null)
        .filter((hours) => hours !== null);
      return own.length > 0 ? Math.max(...own) : measures.hours;
    }
    case 'temp':
      return measures.temp;
    case 'gest':
      return measures.gestWeeks;
    case 'bp_sys':
      return measures.bpSys;
    case 'bp_dia':
      return measures.bpDia;
    case 'hr':
      return measures.hr;
    case 'spo2':
      return measures.spo2;
    case 'glucose':
      return measures.glucose;
    case 'resp_rate':
      return measures.respRate;
    case 'pain':
      return measures.pain;
  }
}
