import type { refuseAtDoor as contract } from '@xinglin/shared/delivery/contract';
import type { Handler } from '../../kernel/http.ts';
import { taskFor } from './desk.ts';
import { move } from './move.ts';
import { mustBeAssigned } from './policy.ts';
import type { Deps } from './ports.ts';
import { deliveryStore } from './store.ts';

/** At the door the parcel is not taken, or nobody is there: the rider brings it back to the store. */
export function refuseAtDoor(deps: Deps): Handler<typeof contract> {
  const { db, refuse } = deps;
  return async (rider, { id, reason }) => {
    const read = await deliveryStore(db.read).get(id);
    mustBeAssigned(rider, read);
    const row = await db.write(async (tx) => {
      await refuse(tx, rider, read.parcelId, reason);
      return move(tx, rider, id, 'refuse', {
        check: (current) => mustBeAssigned(rider, current),
        tells: { riderId: rider.id },
        why: reason,
      });
    });
    return taskFor(deps)(rider, row);
  };
}
