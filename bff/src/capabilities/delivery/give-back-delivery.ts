import type { giveBackDelivery as contract } from '@xinglin/shared/delivery/contract';
import { done } from '@xinglin/shared/kernel/endpoint';
import type { Handler } from '../../kernel/http.ts';
import { move } from './move.ts';
import { mustBeAssigned } from './policy.ts';
import type { Deps } from './ports.ts';

/** Before picking up, a rider who can't go on gives the delivery back; it is offered to all again. */
export const giveBackDelivery =
  ({ db }: Pick<Deps, 'db'>): Handler<typeof contract> =>
  async (rider, { id, reason }) => {
    await db.write((tx) =>
      move(tx, rider, id, 'give_back', {
        changes: { riderId: null, acceptedAt: null, arrivedAt: null },
        check: (current) => mustBeAssigned(rider, current),
        why: reason,
      }),
    );
    return done;
  };
