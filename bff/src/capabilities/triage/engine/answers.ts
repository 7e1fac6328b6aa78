import type { Answer } from '@xinglin/shared/triage/contract';
import { withFindings, type Facts } from './facts.ts';
import type { Answered, Draft } from './questions.ts';
import { combined } from './understand.ts';

/** Whether the answer is one the question offers. */
export function fitsQuestion({ kind, options, range }: Draft, answer: Answer): boolean {
  const offered = new Set(options.map(({ value }) => value));
  if (kind === 'number')
    return typeof answer === 'number' && range !== null && answer >= range.min && answer <= range.max;
  if (kind === 'multi') return Array.isArray(answer) && answer.every((each) => offered.has(each));
  return typeof answer === 'string' && offered.has(answer);
}

function taken(facts: Facts, { questionId: id, answer, offered }: Answered): Facts {
  if (answer === null) return facts;
  const { person, measures } = facts;
  const list = Array.isArray(answer) ? answer : [];
  switch (id) {
    case 'age':
      return { ...facts, person: { ...person, ageMonths: Number(answer) * 12, guessedMonths: null } };
    case 'age_months':
      return {
        ...facts,
        person: { ...person, ageMonths: (person.ageMonths ?? 0) + Math.floor(Number(answer)) },
      };
    case 'sex':
      return {
        ...facts,
        person: {
          ...person,
          sex: answer === 'F' ? 'F' : 'M',
          ...(answer === 'M' ? { pregnant: false, breastfeeding: false } : {}),
        },
      };
    case 'pregnant':
      return withPregnancy(facts, String(answer));
    case 'temperature':
      return withTemperature(facts, Number(answer));
    case 'duration':
      return { ...facts, measures: { ...measures, hours: Number(answer) } };
    case 'history':
      return { ...withFindings(facts, list, offered), historyKnown: true };
    case 'medicines':
      return { ...facts, medicines: list };
    case 'allergies':
      return { ...facts, allergies: list };
  }
  if (id.startsWith('screen:')) return withFindings(facts, list, offered);
  const code = id.slice('finding:'.length);
  if (answer === 'yes') return withFindings(facts, [code]);
  return answer === 'no' ? withFindings(facts, [], [code]) : facts;
}

function withPregnancy(facts: Facts, answer: string): Facts {
  // Perhaps pregnant is treated as pregnant: the cautious reading.
  const pregnant = answer === 'pregnant' || answer === 'maybe';
  const breastfeeding = answer === 'breastfeeding';
  const found = withFindings(
    facts,
    [...(pregnant ? ['pregnant'] : []), ...(breastfeeding ? ['breastfeeding'] : [])],
    pregnant ? [] : ['pregnant'],
  );
  return { ...found, person: { ...facts.person, pregnant, breastfeeding } };
}

function withTemperature(facts: Facts, temp: number): Facts {
  const code =
    temp >= 39 ? ['fever', 'fever_high'] : temp >= 38 ? ['fever'] : temp >= 37.3 ? ['fever_low'] : [];
  const present = new Map(facts.present);
  if (temp < 38) present.delete('fever');
  return withFindings({ ...facts, present, measures: { ...facts.measures, temp } }, code);
}

/** The facts with one answer taken in. */
export const withAnswer = (facts: Facts, answered: Answered): Facts => combined(taken(facts, answered));
