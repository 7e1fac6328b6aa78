import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import type {
  DecisionSignature,
  Review,
  getReview as contract,
} from '@xinglin/shared/prescription/review-contract';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import { sealed, type Content, type Decision } from './content.ts';
import { examineWith, factsFor } from './examination.ts';
import { linksFor } from './images/links.ts';
import { inquiriesFor } from './inquiries.ts';
import { isTooFast } from './pace.ts';
import { mayRead, mustHold } from './policy.ts';
import type { Deps, PatientFacts } from './ports.ts';
import { present } from './present.ts';
import { signedWords } from './signed-words.ts';
import { prescriptionStore, type PrescriptionRow } from './store.ts';

/** The pharmacist opens a prescription that is theirs; every look is written down. */
export function getReview(deps: Deps): Handler<typeof contract> {
  return async (pharmacist, { id }) => {
    const row = await prescriptionStore(deps.db.read).get(id);
    mustHold(pharmacist, row);
    if (!mayRead(pharmacist.id, row)) throw prescriptionProblem('PRESCRIPTION_NOT_FOUND');
    await deps.db.write((tx) => audit(tx, pharmacist, 'prescription.read', id));
    return reviewFor(deps)(pharmacist, row);
  };
}

/** The page of one prescription: while it is under review the rules run anew, afterwards it shows what was decided on. */
export function reviewFor(deps: Deps) {
  const { crypto, now, db } = deps;
  return async (pharmacist: Actor, row: PrescriptionRow): Promise<Review> => {
    const { contentOf, decisionOf } = sealed(crypto);
    const content = contentOf(row);
    const decision = decisionOf(row);
    const facts = decision ? null : await factsFor(deps, pharmacist, row);
    const { findings, notCovered, rulesVersion, rulesRun } =
      decision ?? (await examineWith(deps, row, content, facts));
    return {
      ...present({ row, content, decision, queuePosition: 0, now: now() }),
      findings,
      notCovered,
      rulesVersion,
      rulesRun,
      images: row.source === 'image' ? await linksFor(deps)(pharmacist, row.id) : [],
      ...(await inquiriesFor(db.read, crypto, row.id)),
      replaces: await askedToChange(deps, row),
      patientFacts: facts && inWords(facts),
      risk: row.risk,
      signature: decision && (await verifiedSignature(deps, row, content, decision)),
      tooFast: isTooFast(row),
      claimedByMe: row.status === 'in_review' && row.reviewerId === pharmacist.id,
      claimUntil: row.claimUntil,
    };
  };
}

/** What a pharmacist asked the doctor to change before this one was handed in. */
async function askedToChange(
  { db, crypto }: Pick<Deps, 'db' | 'crypto'>,
  { replacesId }: PrescriptionRow,
): Promise<Review['replaces']> {
  const before = replacesId && (await prescriptionStore(db.read).find(replacesId));
  if (!before) return null;
  const { traceCode, rejectReason } = before;
  return { traceCode, rejectReason, note: sealed(crypto).decisionOf(before)?.note || null };
}

/** The signature as it stands, checked anew against what is stored. */
export async function verifiedSignature(
  { signer }: Pick<Deps, 'signer'>,
  row: PrescriptionRow,
  content: Content,
  decision: Decision,
): Promise<DecisionSignature | null> {
  if (!decision.signature) return null;
  const { alg, certSerial, signedAt } = decision.signature;
  const holds = await signer.verify(decision.signature, signedWords(row, content, decision));
  return { alg, certSerial, signedAt, holds };
}

const inWords = ({
  allergies,
  conditions,
  medicines,
  pregnant,
  breastfeeding,
  weightKg,
}: PatientFacts): NonNullable<Review['patientFacts']> => ({
  allergies,
  conditions: [...conditions, ...(pregnant ? ['妊娠'] : []), ...(breastfeeding ? ['哺乳'] : [])],
  medicines,
  weightKg: weightKg ?? null,
});
