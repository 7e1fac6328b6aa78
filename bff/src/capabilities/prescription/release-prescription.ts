import { done } from '@xinglin/shared/kernel/endpoint';
import type { releasePrescription as contract } from '@xinglin/shared/prescription/review-contract';
import type { Handler } from '../../kernel/http.ts';
import { move } from './move.ts';
import { mustHold } from './policy.ts';
import type { Deps } from './ports.ts';

export const IN_NOBODYS_HANDS = { reviewerId: null, claimedAt: null, claimUntil: null, pauseReason: null };

/** The pharmacist puts a claimed prescription back; it keeps its place in the queue. */
export const releasePrescription =
  ({ db }: Pick<Deps, 'db'>): Handler<typeof contract> =>
  async (pharmacist, { id }) => {
    await db.write((tx) =>
      move(tx, pharmacist, id, 'release', IN_NOBODYS_HANDS, (row) => mustHold(pharmacist, row)),
    );
    return done;
  };
