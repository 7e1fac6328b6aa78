import { MINUTE_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import type { claimPrescription as contract } from '@xinglin/shared/prescription/review-contract';
import type { Handler } from '../../kernel/http.ts';
import { move } from './move.ts';
import { mustBeFree, mustBeLicensed, mustBeValid } from './policy.ts';
import type { Deps } from './ports.ts';
import { reviewFor } from './review.ts';

/** A pharmacist who stops working on a claimed prescription keeps it from others for so long. */
export const LEASE_MS = 10 * MINUTE_MS;

/** A pharmacist takes a waiting prescription, so that no two of them review the same one; a lease that ran out may be taken over. */
export function claimPrescription(deps: Deps): Handler<typeof contract> {
  const { db, now } = deps;
  return async (pharmacist, { id }) => {
    await mustBeLicensed(deps, pharmacist);
    const at = toInstant(now());
    const row = await db.write((tx) =>
      move(
        tx,
        pharmacist,
        id,
        'claim',
        // Holding on to it starts no new clock: the time to a decision counts from the first claim.
        ({ status, reviewerId, claimedAt }) => ({
          reviewerId: pharmacist.id,
          claimedAt: status === 'in_review' && reviewerId === pharmacist.id ? claimedAt : at,
          claimUntil: plus(at, LEASE_MS),
          pauseReason: null,
        }),
        (current) => {
          mustBeFree(pharmacist, current, now());
          mustBeValid(current, now());
        },
      ),
    );
    return reviewFor(deps)(pharmacist, row);
  };
}
