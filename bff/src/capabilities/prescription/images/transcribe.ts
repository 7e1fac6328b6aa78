import { problem } from '@xinglin/shared/kernel/problem';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import type { transcribePrescription as contract } from '@xinglin/shared/prescription/images';
import type { Input } from '@xinglin/shared/kernel/endpoint';
import type { Handler } from '../../../kernel/http.ts';
import { publish } from '../../../kernel/outbox.ts';
import { sealed, type Item } from '../content.ts';
import { riskFor } from '../enter-queue.ts';
import type { PrescriptionValidityDue } from '../events.ts';
import { packsFor } from '../match-items.ts';
import { move } from '../move.ts';
import { mustBeLicensed, mustBeValid, mustHold } from '../policy.ts';
import type { Deps } from '../ports.ts';
import { reviewFor } from '../review.ts';
import { rankAt } from '../risk.ts';
import { prescriptionStore, type PrescriptionRow } from '../store.ts';
import { seenBefore } from './seen-before.ts';
import { imageStore } from './store.ts';
import { validityOf } from './submit-images.ts';

/**
 * The pharmacist who holds it writes down what the paper says, drugs only from the catalogue. No machine reads the picture:
 * a prescription is never written by one (互联网诊疗监管细则 2022 art. 21).
 */
export function transcribePrescription(deps: Deps): Handler<typeof contract> {
  const { db, crypto, now } = deps;
  return async (pharmacist, { id, prescriber, diagnoses, issuedOn, extendedDays, items }) => {
    await mustBeLicensed(deps, pharmacist);
    if (issuedOn > shanghaiDate(now())) throw problem('INVALID_INPUT', { field: 'issuedOn' });
    const read = await prescriptionStore(db.read).get(id);
    mustHold(pharmacist, read);
    if (read.source !== 'image') throw prescriptionProblem('PRESCRIPTION_NOT_AN_IMAGE');
    const written = await Promise.all(items.map((item) => lineOf(deps, item)));
    const { issuedAt, validUntil } = validityOf(issuedOn, extendedDays);
    mustBeValid({ validUntil }, now());
    const { seenBefore: known, ...before } = sealed(crypto).contentOf(read);
    const content = { ...before, prescriber, diagnoses, items: written };
    // What is known of the drugs now decides how soon it is looked at, should it be put back.
    const risk = await riskFor(
      deps,
      read.patientId,
      { ...read, issuedAt, validUntil },
      known ? { ...content, seenBefore: known } : content,
    );
    const row = await db.write(async (tx) => {
      // Asked again: another patient may have handed in the same paper at the same moment.
      const found = await seenBefore(tx, read.patientId, id, await imageStore(tx).of(id));
      const changes = {
        content: sealed(crypto).content(id, found.length > 0 ? { ...content, seenBefore: found } : content),
        institution: prescriber.institution,
        itemCount: written.length,
        issuedAt,
        validUntil,
        risk,
        rankAt: rankAt(read.submittedAt, risk),
      };
      const mine = (current: PrescriptionRow) => mustHold(pharmacist, current);
      const moved = await move(tx, pharmacist, id, 'transcribe', changes, mine);
      const data = { patientId: moved.patientId };
      await publish<PrescriptionValidityDue>(
        tx,
        { name: 'prescription.validity_due', subject: id, data },
        validUntil,
      );
      return moved;
    });
    return reviewFor(deps)(pharmacist, row);
  };
}

async function lineOf(
  { findByGenericName, prohibitedEntry }: Deps,
  { genericName, drugId, quantity, ...use }: Input<typeof contract>['items'][number],
): Promise<Item> {
  const drug = (await findByGenericName(genericName)).find(({ id }) => id === drugId);
  if (!drug) throw prescriptionProblem('PRESCRIPTION_ITEM_UNKNOWN', { genericName });
  const item = {
    ...use,
    genericName: drug.genericName,
    strength: drug.strength,
    form: drug.form ?? '',
    quantity,
    unit: drug.unit,
  };
  const entry = await prohibitedEntry(item);
  if (entry) throw prescriptionProblem('PRESCRIPTION_DRUG_PROHIBITED', { entry: entry.title });
  return { ...item, drugId, packs: packsFor(item, drug) };
}
