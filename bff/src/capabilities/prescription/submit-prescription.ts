import { toInstant } from '@xinglin/shared/kernel/time';
import {
  prescriptionProblem,
  type submitPrescription as contract,
} from '@xinglin/shared/prescription/contract';
import { validityEnd } from '@xinglin/shared/prescription/rules';
import type { Handler } from '../../kernel/http.ts';
import { sealed, type Item } from './content.ts';
import { enterQueue, riskFor } from './enter-queue.ts';
import { matchItem } from './match-items.ts';
import { mustBePatient, mustBeValid } from './policy.ts';
import { UntrustedPrescription, type Deps, type IssuedPrescription } from './ports.ts';
import { viewForPatient } from './queries.ts';
import { mustBeAbout, mustHavePerson, plainName } from './real-name.ts';

/** A patient hands in the number of a prescription issued elsewhere; it waits for a pharmacist. */
export function submitPrescription(deps: Deps): Handler<typeof contract> {
  const { db, crypto, now, newId, consultedFor = async () => false } = deps;
  return async (patient, { traceCode, patientName, personId, replacesId }) => {
    mustBePatient(patient);
    const person = await mustHavePerson(deps, patient.id, { personId, patientName });
    // Asked before the transaction opens: nothing stays locked while we wait on the network.
    const issued = await findIssued(deps, traceCode, patientName);
    mustBeAbout(person, issued);
    const validUntil = validityEnd(issued);
    mustBeValid({ validUntil }, now());
    await mustBeSellable(deps, issued);

    const { items: prescribed, issuedAt, validUntil: _, traceCode: __, ...content } = issued;
    const id = newId();
    const items = await matched(deps, prescribed);
    const source = (await consultedFor(patient.id, traceCode)) ? 'consultation' : 'platform';
    const issue = { id, traceCode, issuedAt: toInstant(new Date(issuedAt)), validUntil };
    const risk = await riskFor(deps, patient.id, issue, { ...content, items });
    const row = await db.write((tx) =>
      enterQueue(deps, tx, patient, {
        ...issue,
        source,
        personId: person.id,
        institution: issued.prescriber.institution,
        itemCount: items.length,
        content: sealed(crypto).content(id, { ...content, items }),
        risk,
        replacesId: replacesId ?? null,
      }),
    );
    return viewForPatient(deps)(row);
  };
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
