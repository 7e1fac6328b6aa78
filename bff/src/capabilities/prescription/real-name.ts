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

/** What the doctor wrote must be about this very person: name, birth date and sex. */
export function mustBeAbout(
  { name, birthDate, sex }: RegisteredPerson,
  { patient }: IssuedPrescription,
): void {
  const same =
    plainName(name) === plainName(patient.name) && birthDate === patient.birthDate && sex === patient.sex;
  if (!same) throw prescriptionProblem('PRESCRIPTION_PERSON_DIFFERS');
}
