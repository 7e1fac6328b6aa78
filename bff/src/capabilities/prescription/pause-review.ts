import { MINUTE_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import type { pauseReview as contract } from '@xinglin/shared/prescription/review-contract';
import type { Handler } from '../../kernel/http.ts';
import { move } from './move.ts';
import { mustBeLicensed, mustHold } from './policy.ts';
import type { Deps } from './ports.ts';
import { reviewFor } from './review.ts';

const PAUSE_MS = 30 * MINUTE_MS;

/** The pharmacist sets it aside for a coded reason and keeps it for half an hour; then others may take it. */
export function pauseReview(deps: Deps): Handler<typeof contract> {
  const { db, now } = deps;
  return async (pharmacist, { id, reason }) => {
    await mustBeLicensed(deps, pharmacist);
    const changes = { pauseReason: reason, claimUntil: plus(toInstant(now()), PAUSE_MS) };
    const row = await db.write((tx) =>
      move(tx, pharmacist, id, 'pause', changes, (current) => mustHold(pharmacist, current)),
    );
    return reviewFor(deps)(pharmacist, row);
  };
}
