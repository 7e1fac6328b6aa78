import { toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { PrescriptionMoved, PrescriptionValidityDue } from './events.ts';
import type { Deps } from './ports.ts';
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
} as const;

/** The one way a prescription comes into being, whatever its source: a patient hands it in, and it waits for a pharmacist. */
export async function enterQueue(
  { now }: Pick<Deps, 'now'>,
  tx: Tx,
  patient: Actor,
  handedIn: HandedIn,
): Promise<PrescriptionRow> {
  const { id, traceCode, validUntil } = handedIn;
  const row: PrescriptionRow = {
    ...handedIn,
    traceKey: traceCode,
    patientId: patient.id,
    status: 'submitted',
    version: 1,
    submittedAt: toInstant(now()),
    retentionUntil: yearsAfter(now(), KEPT_YEARS),
    ...undecided,
  };
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

function yearsAfter(from: Date, years: number) {
  const end = new Date(from);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return toInstant(end);
}
