import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import type { Deps, IssuedPrescription, RegisteredPerson } from './ports.ts';

/** Names are written with and without blanks and dots. */
export const plainName = (name: string) => name.normalize('NFKC').replace(/[\s·•]/g, '');

/**
 * The person a prescription is handed in for, by real name (药品网络销售监督管理办法 art. 9): one this account registered
 * with name and identity number, a child only with the guardian's agreement.
 * @throws PRESCRIPTION_PERSON_UNKNOWN, PRESCRIPTION_GUARDIAN_MUST_AGREE
 */
export async function mustHavePerson(
  { personsOf }: Pick<Deps, 'personsOf'>,
  accountId: string,
  wanted: { personId?: string | undefined; patientName?: string },
): Promise<RegisteredPerson> {
  const persons = await personsOf(accountId);
  const person = persons.find(({ id, name }) =>
    wanted.personId ? id === wanted.personId : plainName(name) === plainName(wanted.patientName ?? ''),
  );
  if (!person) throw prescriptionProblem('PRESCRIPTION_PERSON_UNKNOWN');
  if (!person.mayBeTreated) throw prescriptionProblem('PRESCRIPTION_GUARDIAN_MUST_AGREE');
  return person;
}

/** What the doctor wrote must be about this very person: name, birth date, sex, and what is shown of the number. */
export function mustBeAbout(person: RegisteredPerson, { patient }: IssuedPrescription): void {
  const shown = patient.idNoMasked.slice(-4);
  const same =
    plainName(person.name) === plainName(patient.name) &&
    person.birthDate === patient.birthDate &&
    person.sex === patient.sex &&
    (!/^\d{3}[\dX]$/.test(shown) || person.idNo.endsWith(shown));
  if (!same) throw prescriptionProblem('PRESCRIPTION_PERSON_DIFFERS');
}
