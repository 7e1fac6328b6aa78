import { deliveryProblem, type acceptDelivery as contract } from '@xinglin/shared/delivery/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Handler } from '../../kernel/http.ts';
import { taskFor } from './desk.ts';
import { move } from './move.ts';
import { mustStillBeOffered, workingRider } from './policy.ts';
import type { Deps } from './ports.ts';
import { riderStore } from './store.ts';

/** A rider online takes an offered delivery; of several who reach for it one gets it. */
export function acceptDelivery(deps: Deps): Handler<typeof contract> {
  const { db, now } = deps;
  return async (rider, { id }) => {
    const { name: riderName, blocked } = await workingRider(deps, rider.id);
    if (blocked) throw deliveryProblem('RIDER_BLOCKED');
    const row = await db.write(async (tx) => {
      const state = await riderStore(tx).state(rider.id);
      if (!state?.online) throw deliveryProblem('RIDER_OFFLINE');
      return move(tx, rider, id, 'accept', {
        changes: { riderId: rider.id, acceptedAt: toInstant(now()) },
        check: mustStillBeOffered,
        tells: { riderId: rider.id, riderName },
        lost: () => deliveryProblem('DELIVERY_TAKEN'),
      });
    });
    return taskFor(deps)(rider, row);
  };
}
