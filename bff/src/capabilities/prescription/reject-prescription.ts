import { toInstant } from '@xinglin/shared/kernel/time';
import type { rejectPrescription as contract } from '@xinglin/shared/prescription/review-contract';
import type { Handler } from '../../kernel/http.ts';
import { sealed } from './content.ts';
import { move } from './move.ts';
import { mustBeLicensed, mustHold } from './policy.ts';
import type { Deps } from './ports.ts';
import { examined, reviewFor } from './review.ts';
import { prescriptionStore } from './store.ts';

/** The pharmacist who holds the prescription refuses it, with a coded reason and words for the patient. */
export function rejectPrescription(deps: Deps): Handler<typeof contract> {
  const { db, crypto, now } = deps;
  return async (actor, { id, reason, note }) => {
    const { name, licenceNo } = await mustBeLicensed(deps, actor);
    const read = await prescriptionStore(db.read).get(id);
    mustHold(actor, read);
    const evidence = await examined(deps)(actor, read);

    const decision = sealed(crypto).decision(id, { note, checked: [], ...evidence });
    const changes = {
      decidedAt: toInstant(now()),
      pharmacistName: name,
      licenceNo,
      rejectReason: reason,
      decision,
      claimUntil: null,
    };
    const row = await db.write((tx) =>
      move(tx, actor, id, 'reject', changes, (current) => mustHold(actor, current)),
    );
    return reviewFor(deps)(actor, row);
  };
}
