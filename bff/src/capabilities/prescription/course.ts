import type { CoursePrescription } from '@xinglin/shared/compliance/course-contract';
import { changedOf } from './changed.ts';
import { sealed, type Content, type Decision } from './content.ts';
import { decidedInFull } from './decision-record.ts';
import { isTooFast } from './pace.ts';
import type { Deps } from './ports.ts';
import { present } from './present.ts';
import { signedWords } from './signed-words.ts';
import { prescriptionStore, type PrescriptionRow } from './store.ts';

/** For compliance: a prescription with its decision, and the signature checked over what is stored now; null when there is none. */
export const courseOf =
  (deps: Pick<Deps, 'db' | 'crypto' | 'now' | 'signer' | 'displayNameOf'>) =>
  async (id: string): Promise<CoursePrescription | null> => {
    const row = await prescriptionStore(deps.db.read).find(id);
    if (!row) return null;
    const { contentOf, decisionOf } = sealed(deps.crypto);
    const content = contentOf(row);
    const decision = decisionOf(row);
    const { signature } = content;
    return {
      ...present({ row, content, decision, queuePosition: 0, now: deps.now() }),
      ...(await changedOf(deps.db.read, row)),
      idNoMasked: content.patient.idNoMasked,
      issuer: signature && { alg: signature.alg, certSerial: signature.certSerial },
      decision: decision && decidedInFull(row, content, decision),
      tooFast: isTooFast(row),
      seconds: row.decideSeconds,
      floorSeconds: row.floorSeconds,
      ...(await signatureOf(deps, row, content, decision)),
      check: await checkOf(deps, row),
    };
  };

async function signatureOf(
  { signer }: Pick<Deps, 'signer'>,
  row: PrescriptionRow,
  content: Content,
  decision: Decision | null,
) {
  if (!decision?.signature) return { signature: null, signedText: null };
  const signedText = signedWords(row, content, decision);
  const holds = await signer.verify(decision.signature, signedText);
  return { signature: { ...decision.signature, holds }, signedText };
}

async function checkOf(
  { displayNameOf }: Pick<Deps, 'displayNameOf'>,
  { checkedBy, checkedAt, checkNote }: PrescriptionRow,
) {
  if (!checkedBy || !checkedAt) return null;
  return { by: (await displayNameOf(checkedBy)) ?? '', at: checkedAt, alone: checkNote };
}
