import { maskedIdNumber } from '@xinglin/shared/identity/id-number';
import { needsGuardian, type MedicinePerson } from '@xinglin/shared/identity/person';
import { ageInYears, shanghaiDate } from '@xinglin/shared/kernel/time';
import type { PersonFacts, PersonRow } from './store.ts';

/** A person as the holder of the account sees them: the number only masked. */
export function presentPerson(
  { id, relation, guardianConsentAt }: PersonRow,
  { name, idNo, birthDate, sex }: PersonFacts,
  now: Date,
): MedicinePerson {
  const today = shanghaiDate(now);
  return {
    id,
    relation,
    name,
    idNoMasked: maskedIdNumber(idNo),
    birthDate,
    age: ageInYears(birthDate, today),
    sex,
    minor: needsGuardian(birthDate, today),
    guardianConsentAt,
  };
}
