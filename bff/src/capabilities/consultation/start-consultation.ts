import {
  consultationProblem,
  type startConsultation as contract,
} from '@xinglin/shared/consultation/contract';
import { GUARDIAN_PRESENT_UNDER_YEARS, asksForStrictDrug } from '@xinglin/shared/consultation/rules';
import { problem } from '@xinglin/shared/kernel/problem';
import { DAY_MS, ageInYears, plus, shanghaiDate, toInstant } from '@xinglin/shared/kernel/time';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import type { Input } from '@xinglin/shared/kernel/endpoint';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import type { ConsultationAsked, ConsultationLapseDue } from './events.ts';
import type { Deps } from './ports.ts';
import { present } from './queries.ts';
import { consultationStore, sealed, type ConsultationRow } from './store.ts';

/** So long a patient waits for a doctor. */
const GIVE_UP_MS = DAY_MS;

/** A patient asks for a follow-up; a doctor of the internet hospital answers later. */
export function startConsultation(deps: Deps): Handler<typeof contract> {
  const { db, crypto, now, newId, hospital, personsOf } = deps;
  return async (patient, { personId, ...asked }) => {
    if (patient.role !== 'patient') throw problem('NOT_ALLOWED');
    if (!hospital) throw consultationProblem('CONSULTATION_NOT_OFFERED');
    const person = (await personsOf(patient.id)).find(({ id }) => id === personId);
    if (!person) throw prescriptionProblem('PRESCRIPTION_PERSON_UNKNOWN');
    if (!person.mayBeTreated) throw prescriptionProblem('PRESCRIPTION_GUARDIAN_MUST_AGREE');
    mustBeAllowed(asked, person.birthDate, shanghaiDate(now()));
    const id = newId();
    const { name, sex, birthDate, idNo } = person;
    const row: ConsultationRow = {
      id,
      patientId: patient.id,
      openOf: patient.id,
      status: 'asked',
      content: sealed(crypto).content(id, { patient: { name, sex, birthDate, idNo }, ...asked }),
      answer: null,
      traceCode: null,
      askedAt: toInstant(now()),
      answeredAt: null,
    };
    await db.write(async (tx) => {
      await consultationStore(tx).insert(row);
      await audit(tx, patient, 'consultation.ask', id);
      const data = { patientId: patient.id };
      await publish<ConsultationAsked>(tx, { name: 'consultation.asked', subject: id, data });
      const over = plus(row.askedAt, GIVE_UP_MS);
      await publish<ConsultationLapseDue>(tx, { name: 'consultation.lapse_due', subject: id, data }, over);
    });
    return present(deps)(row);
  };
}

/** Follow-up only, a guardian beside a small child, no narcotic or psychotropic drug (互联网诊疗管理办法（试行）2018). */
function mustBeAllowed(
  { complaint, diagnosis, lastVisit, guardianPresent }: Omit<Input<typeof contract>, 'personId'>,
  birthDate: string,
  today: string,
): void {
  const seenBefore = lastVisit.on !== null && lastVisit.on <= today && lastVisit.institution.length >= 2;
  if (!seenBefore || diagnosis.length < 2) throw consultationProblem('CONSULTATION_FIRST_VISIT');
  if (asksForStrictDrug(complaint + diagnosis)) throw consultationProblem('CONSULTATION_STRICT_DRUG');
  if (ageInYears(birthDate, today) < GUARDIAN_PRESENT_UNDER_YEARS && !guardianPresent)
    throw consultationProblem('CONSULTATION_GUARDIAN_ABSENT');
}
