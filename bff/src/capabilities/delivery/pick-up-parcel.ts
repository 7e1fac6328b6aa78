import { deliveryProblem, type pickUpParcel as contract } from '@xinglin/shared/delivery/contract';
import { next } from '@xinglin/shared/kernel/lifecycle';
import { deliveryLifecycle } from '@xinglin/shared/delivery/lifecycle';
import { toInstant } from '@xinglin/shared/kernel/time';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import { taskFor } from './desk.ts';
import { move } from './move.ts';
import { mustBeAssigned } from './policy.ts';
import type { Deps } from './ports.ts';
import { deliveryStore } from './store.ts';

const plain = (sealNo: string) => sealNo.trim().toUpperCase();

/** The rider takes the sealed parcel: the seal in hand must be the one the store registered (GSP 附录6: sealed, no other goods with it). */
export function pickUpParcel(deps: Deps): Handler<typeof contract> {
  const { db, parcelForDelivery, handOver, now } = deps;
  return async (rider, { id, sealNo }) => {
    const read = await deliveryStore(db.read).get(id);
    mustBeAssigned(rider, read);
    next(deliveryLifecycle, read.status, 'pick_up');
    const parcel = await parcelForDelivery(read.parcelId);
    if (parcel?.status !== 'sealed' || !parcel.sealNo) throw deliveryProblem('PARCEL_NOT_READY');
    if (plain(parcel.sealNo) !== plain(sealNo)) {
      await db.write((tx) => audit(tx, rider, 'delivery.wrong_seal', id, { shown: plain(sealNo) }));
      throw deliveryProblem('SEAL_DOES_NOT_MATCH');
    }
    const row = await db.write(async (tx) => {
      await handOver(tx, rider, read.parcelId);
      return move(tx, rider, id, 'pick_up', {
        changes: { pickedUpAt: toInstant(now()) },
        check: (current) => mustBeAssigned(rider, current),
        tells: { riderId: rider.id },
      });
    });
    return taskFor(deps)(rider, row);
  };
}
