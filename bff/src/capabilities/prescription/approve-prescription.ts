import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import type { approvePrescription as contract } from '@xinglin/shared/prescription/review-contract';
import type { Handler } from '../../kernel/http.ts';
import { decide } from './decide.ts';
import { mustHaveCheckedAll } from './policy.ts';
import type { Deps } from './ports.ts';
import { reviewFor } from './review.ts';

const SHORTEST_REASON = 4;

/**
 * The pharmacist who holds the prescription approves it, or some of its lines, after all seven checks, proves who they are and
 * signs; against a stop sign only with a reason.
 */
export function approvePrescription(deps: Deps): Handler<typeof contract> {
  return async (actor, { id, checked, note, refused, proof }) => {
    mustHaveCheckedAll(checked);
    const row = await decide(deps)(actor, id, {
      event: 'approve',
      proof: proof.kind,
      note: note.trim(),
      checked,
      refused,
      rejectReason: null,
      async check({ findings }, { items }) {
        if (items.length === 0) throw prescriptionProblem('PRESCRIPTION_NOT_TRANSCRIBED');
        const places = new Set(refused.map(({ index }) => index).filter((index) => index < items.length));
        if (places.size === items.length) throw prescriptionProblem('REFUSE_ALL');
        const stop = findings.some(({ severity }) => severity === 'stop');
        if (stop && note.trim().length < SHORTEST_REASON) throw prescriptionProblem('OVERRIDE_NEEDS_REASON');
        await deps.proveAgain(actor, proof);
      },
    });
    return reviewFor(deps)(actor, row);
  };
}
