import { toInstant } from '@xinglin/shared/kernel/time';
import {
  prescriptionProblem,
  type submitPrescription as contract,
} from '@xinglin/shared/prescription/contract';
import { validityEnd } from '@xinglin/shared/prescription/rules';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import { sealed, type Item } from './content.ts';
import type { PrescriptionMoved, PrescriptionValidityDue } from './events.ts';
import { examineWith } from './examination.ts';
import { matchItem } from './match-items.ts';
import { mustBeOf, mustBeValid } from './policy.ts';
import { UntrustedPrescription, type Deps, type IssuedPrescription } from './ports.ts';
import { viewForPatient } from './queries.ts';
import { rankAt, riskOf } from './risk.ts';
import { prescriptionStore, type PrescriptionRow } from './store.ts';

/** A patient hands in the number of a prescription issued elsewhere; it waits for a pharmacist. */
export function submitPrescription(deps: Deps): Handler<typeof contract> {
  const { db, crypto, now, newId } = deps;
  return async (patient, { traceCode, patientName, replacesId }) => {
    // Asked before the transaction opens: nothing stays locked while we wait on the network.
    const issued = await findIssued(deps, traceCode, patientName);
    const validUntil = validityEnd(issued);
    mustBeValid({ validUntil }, now());
    await mustBeSellable(deps, issued);

    const { items: prescribed, issuedAt, validUntil: _, traceCode: __, ...content } = issued;
    const id = newId();
    const items = await matched(deps, prescribed);
    const submittedAt = toInstant(now());
    const issue = { id, traceCode, issuedAt: toInstant(new Date(issuedAt)), validUntil };
    const facts = await deps.healthFactsOf(patient.id, null);
    const risk = riskOf((await examineWith(deps, issue, { ...content, items }, facts)).findings);
    const row: PrescriptionRow = {
      traceKey: traceCode,
      patientId: patient.id,
      status: 'submitted',
      version: 1,
      institution: issued.prescriber.institution,
      itemCount: items.length,
      content: sealed(crypto).content(id, { ...content, items }),
      ...issue,
      submittedAt,
      ...undecided,
      risk,
      rankAt: rankAt(submittedAt, risk),
      replacesId: replacesId ?? null,
    };
    await db.write(async (tx) => {
      if (replacesId) await mustBeReplaceable(tx, patient, replacesId);
      await prescriptionStore(tx).insert(row);
      await audit(tx, patient, 'prescription.submit', id);
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
    });
    return viewForPatient(deps)(row);
  };
}

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

/** Only in place of one whose doctor was asked to change it, and once (the index on `replacesId`). */
async function mustBeReplaceable(tx: Tx, patient: Actor, replacesId: string): Promise<void> {
  const before = await prescriptionStore(tx).get(replacesId);
  mustBeOf(patient.id, before);
  if (before.status !== 'changes_requested' || (await prescriptionStore(tx).successorOf(replacesId)))
    throw prescriptionProblem('NOT_REPLACEABLE');
}

/** Real name: the prescription must have been written for the person named (药品网络销售监督管理办法 art. 9). */
async function findIssued(
  { platform }: Deps,
  traceCode: string,
  patientName: string,
): Promise<IssuedPrescription> {
  const issued = await platform.find({ traceCode, patientName }).catch((error: unknown) => {
    throw error instanceof UntrustedPrescription ? prescriptionProblem('PRESCRIPTION_NOT_TRUSTED') : error;
  });
  // One answer for an unknown code and for another person's, so that codes can't be tried out.
  if (!issued || issued.traceCode !== traceCode || plainName(issued.patient.name) !== plainName(patientName))
    throw prescriptionProblem('PRESCRIPTION_NOT_ON_PLATFORM');
  return issued;
}

const plainName = (name: string) => name.normalize('NFKC').replace(/[\s·•]/g, '');

async function mustBeSellable({ prohibitedEntry }: Deps, { items }: IssuedPrescription): Promise<void> {
  for (const item of items) {
    const entry = await prohibitedEntry(item);
    if (entry !== null) throw prescriptionProblem('PRESCRIPTION_DRUG_PROHIBITED', { entry: entry.title });
  }
}

const matched = ({ findByGenericName }: Deps, items: IssuedPrescription['items']): Promise<Item[]> =>
  Promise.all(
    items.map(async (item) => {
      const match = matchItem(item, await findByGenericName(item.genericName));
      return { ...item, drugId: match?.drug.id ?? null, packs: match?.packs ?? 0 };
    }),
  );
