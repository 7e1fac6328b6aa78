import { randomInt } from 'node:crypto';
import { problem } from '@xinglin/shared/kernel/problem';
import { atShanghai, plus, shanghaiDate, toInstant } from '@xinglin/shared/kernel/time';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import type { submitPrescriptionImages as contract } from '@xinglin/shared/prescription/images';
import { validityEnd } from '@xinglin/shared/prescription/rules';
import { maskedIdNumber } from '@xinglin/shared/identity/id-number';
import type { Handler } from '../../../kernel/http.ts';
import { sealed, type Content } from '../content.ts';
import { enterQueue } from '../enter-queue.ts';
import { mustBePatient, mustBeValid } from '../policy.ts';
import type { Deps, RegisteredPerson } from '../ports.ts';
import { viewForPatient } from '../queries.ts';
import { mustHavePerson } from '../real-name.ts';
import { riskOf } from '../risk.ts';
import { mustBeNew, seenBefore, seenFindings } from './seen-before.ts';
import { imageStore } from './store.ts';

/** Until a pharmacist reads the date on the paper, the patient's word counts, and the longest the law allows. */
export function validityOf(issuedOn: string, days: number) {
  const issuedAt = atShanghai(issuedOn, '00:00');
  return {
    issuedAt,
    validUntil: validityEnd({ issuedAt, validUntil: plus(issuedAt, (days + 1) * 86_400_000) }),
  };
}

/** A patient hands in photographs of a prescription on paper. Nothing reads them but a pharmacist. */
export function submitImages(deps: Deps): Handler<typeof contract> {
  const { db, crypto, now, newId } = deps;
  return async (patient, { personId, institution, issuedOn, imageIds, replacesId }) => {
    mustBePatient(patient);
    const person = await mustHavePerson(deps, patient.id, { personId });
    if (issuedOn > shanghaiDate(now())) throw problem('INVALID_INPUT', { field: 'issuedOn' });
    const { issuedAt, validUntil } = validityOf(issuedOn, 3);
    mustBeValid({ validUntil }, now());
    const id = newId();
    const row = await db.write(async (tx) => {
      const store = imageStore(tx);
      const images = await store.looseOf(patient.id, imageIds);
      if (images.length !== new Set(imageIds).size) throw prescriptionProblem('IMAGE_NOT_FOUND');
      const found = await seenBefore(tx, patient.id, id, images);
      mustBeNew(found);
      for (const [place, imageId] of imageIds.entries())
        if (!(await store.attach(imageId, id, place))) throw prescriptionProblem('IMAGE_NOT_FOUND');
      return enterQueue(deps, tx, patient, {
        id,
        source: 'image',
        traceCode: numberFor(now()),
        personId: person.id,
        institution,
        itemCount: 0,
        content: sealed(crypto).content(id, contentOf(person, institution, imageIds.length, found)),
        issuedAt: toInstant(new Date(issuedAt)),
        validUntil,
        // Nobody has read the drugs yet: never the last of the queue.
        risk: riskOf([{ severity: 'warn' }, ...seenFindings(found)]),
        replacesId: replacesId ?? null,
      });
    });
    return viewForPatient(deps)(row);
  };
}

/** Ours, to be read aloud; a paper prescription has no number anybody could look up. */
const numberFor = (now: Date) =>
  `IMG${shanghaiDate(now).replaceAll('-', '')}${String(randomInt(100_000_000)).padStart(8, '0')}`;

const contentOf = (
  { name, sex, birthDate, idNo }: RegisteredPerson,
  institution: string,
  imageCount: number,
  found: Content['seenBefore'],
): Content => ({
  patient: { name, sex, birthDate, idNoMasked: maskedIdNumber(idNo) },
  prescriber: { name: '', department: '', institution },
  diagnoses: [],
  items: [],
  signature: null,
  imageCount,
  ...(found && found.length > 0 ? { seenBefore: found } : {}),
});
