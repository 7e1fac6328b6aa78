import { toInstant } from '@xinglin/shared/kernel/time';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import { type approvePrescription as contract } from '@xinglin/shared/prescription/review-contract';
import type { Handler } from '../../kernel/http.ts';
import { sealed } from './content.ts';
import { move } from './move.ts';
import { mustBeLicensed, mustBeValid, mustHaveCheckedAll, mustHold } from './policy.ts';
import type { Deps } from './ports.ts';
import { examined, reviewFor } from './review.ts';
import { prescriptionStore } from './store.ts';

const SHORTEST_REASON = 4;

/** The pharmacist who holds the prescription approves it after all seven checks; against a stop sign only with a reason. */
export function approvePrescription(deps: Deps): Handler<typeof contract> {
  const { db, crypto, now } = deps;
  return async (actor, { id, checked, note }) => {
    const { name, licenceNo } = await mustBeLicensed(deps, actor);
    mustHaveCheckedAll(checked);
    const read = await prescriptionStore(db.read).get(id);
    mustHold(actor, read);
    const { findings, notCovered, rulesVersion } = await examined(deps)(actor, read);
    if (findings.some(({ severity }) => severity === 'stop') && note.trim().length < SHORTEST_REASON)
      throw prescriptionProblem('OVERRIDE_NEEDS_REASON');

    const decision = sealed(crypto).decision(id, {
      note: note.trim(),
      checked,
      findings,
      notCovered,
      rulesVersion,
    });
    const changes = {
      decidedAt: toInstant(now()),
      pharmacistName: name,
      licenceNo,
      decision,
      claimUntil: null,
    };
    const row = await db.write((tx) =>
      move(tx, actor, id, 'approve', changes, (current) => {
        mustHold(actor, current);
        mustBeValid(current, now());
      }),
    );
    return reviewFor(deps)(actor, row);
  };
}
