import { plainIdNumber, readIdNumber } from '@xinglin/shared/identity/id-number';
import {
  GROWN_UP_RELATIONS,
  needsGuardian,
  personProblem,
  type Relation,
} from '@xinglin/shared/identity/person';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import type { PersonFacts } from './store.ts';

/** @throws PERSON_ID_NUMBER_WRONG when the number is none or its holder is not born yet */
export function mustBeSomebody(name: string, idNo: string, now: Date): PersonFacts {
  const facts = readIdNumber(idNo);
  if (!facts || facts.birthDate > shanghaiDate(now)) throw personProblem('PERSON_ID_NUMBER_WRONG');
  return { ...facts, name: name.normalize('NFKC').trim(), idNo: plainIdNumber(idNo) };
}

/** Under fourteen only with the agreement of a guardian, who is somebody else (PIPL art. 31). True when one is needed. */
export function mustBeGuarded(
  { birthDate }: Pick<PersonFacts, 'birthDate'>,
  relation: Relation,
  guardianConsent: boolean,
  now: Date,
): boolean {
  if (!needsGuardian(birthDate, shanghaiDate(now))) return false;
  if (relation === 'self') throw personProblem('PERSON_TOO_YOUNG_FOR_SELF');
  if (GROWN_UP_RELATIONS.includes(relation)) throw personProblem('PERSON_RELATION_DOES_NOT_FIT');
  if (!guardianConsent) throw personProblem('PERSON_GUARDIAN_MUST_AGREE');
  return true;
}
