import { toInstant } from '@xinglin/shared/kernel/time';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { PrescriptionMoved, PrescriptionValidityDue } from './events.ts';
import type { Content } from './content.ts';
import { examineWith } from './examination.ts';
import { mustBeOf } from './policy.ts';
import type { Deps } from './ports.ts';
import { rankAt, riskOf } from './risk.ts';
import { prescriptionStore, type PrescriptionRow } from './store.ts';

/** Retail pharmacies keep a prescription five years (处方管理办法 art. 50 with 药品经营和使用质量监督管理办法 art. 42). */
const KEPT_YEARS = 5;

export type HandedIn = Pick<
  PrescriptionRow,
  | 'id'
  | 'source'
  | 'traceCode'
  | 'personId'
  | 'institution'
  | 'itemCount'
  | 'content'
  | 'issuedAt'
  | 'validUntil'
  | 'risk'
  | 'replacesId'
>;

const undecided = {
  reviewerId: null,
  claimedAt: null,
  claimUntil: null,
  decidedAt: null,
  pharmacistName: null,
  licenceNo: null,
  rejectReason: null,
  decision: null,
  orderId: null,
  inquiry: 'none',
  pauseReason: null,
  decideSeconds: null,
  floorSeconds: null,
  checkedBy: null,
  checkedAt: null,
  checkNote: null,
} as const;

/** How soon it should be looked at, from what the rules find in it now; the machine reads the health record for it. */
export async function riskFor(
  deps: Deps,
  patientId: string,
  issue: Pick<PrescriptionRow, 'id' | 'traceCode' | 'issuedAt' | 'validUntil'>,
  content: Content,
) {
  const facts = await deps.healthFactsOf(patientId, null);
  return riskOf((await examineWith(deps, issue, content, facts)).findings);
}

/** The one way a prescription comes into being, whatever its source: a patient hands it in, and it waits for a pharmacist. */
export async function enterQueue(
  { now, holdPerson }: Pick<Deps, 'now' | 'holdPerson'>,
  tx: Tx,
  patient: Actor,
  handedIn: HandedIn,
): Promise<PrescriptionRow> {
  const { id, traceCode, personId, validUntil, risk, replacesId } = handedIn;
  const submittedAt = toInstant(now());
  const row: PrescriptionRow = {
    ...handedIn,
    traceKey: traceCode,
    patientId: patient.id,
    status: 'submitted',
    version: 1,
    submittedAt,
    rankAt: rankAt(submittedAt, risk),
    retentionUntil: yearsAfter(now(), KEPT_YEARS),
    ...undecided,
  };
  // Removed since the person was looked up.
  if (personId && !(await holdPerson(tx, patient.id, personId)))
    throw prescriptionProblem('PRESCRIPTION_PERSON_UNKNOWN');
  if (replacesId) await mustBeReplaceable(tx, patient, replacesId);
  await prescriptionStore(tx).insert(row);
  await audit(tx, patient, 'prescription.submit', id, { source: row.source });
  const data = { patientId: patient.id };
  await publish<PrescriptionMoved>(tx, {
    name: 'prescription.submitted',
    subject: id,
    data: { ...data, status: 'submitted' },
  });
  await publish<PrescriptionValidityDue>(
    tx,
    { name: 'prescription.validity_due', subject: id, data },
    validUntil,
  );
  return row;
}

/** Only in place of one whose doctor was asked to change it, and once (the index on `replacesId`). */
async function mustBeReplaceable(tx: Tx, patient: Actor, replacesId: string): Promise<void> {
  const before = await prescriptionStore(tx).get(replacesId);
  mustBeOf(patient.id, before);
  if (before.status !== 'changes_requested' || (await prescriptionStore(tx).successorOf(replacesId)))
    throw prescriptionProblem('NOT_REPLACEABLE');
}

function yearsAfter(from: Date, years: number) {
  const end = new Date(from);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return toInstant(end);
}
