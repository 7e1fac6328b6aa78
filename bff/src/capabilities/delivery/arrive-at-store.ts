import type { arriveAtStore as contract } from '@xinglin/shared/delivery/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Handler } from '../../kernel/http.ts';
import { taskFor } from './desk.ts';
import { move } from './move.ts';
import { mustBeAssigned } from './policy.ts';
import type { Deps } from './ports.ts';

/** The rider stands at the counter. */
export function arriveAtStore(deps: Deps): Handler<typeof contract> {
  return async (rider, { id }) => {
    const row = await deps.db.write((tx) =>
      move(tx, rider, id, 'arrive', {
        changes: { arrivedAt: toInstant(deps.now()) },
        check: (current) => mustBeAssigned(rider, current),
        tells: { riderId: rider.id },
      }),
    );
    return taskFor(deps)(rider, row);
  };
}
