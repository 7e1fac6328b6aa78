import { orderProblem } from '@xinglin/shared/order/contract';
import type {
  collectParcel as contract,
  unlockPickup as unlockContract,
} from '@xinglin/shared/order/operations';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import { holdOrderOf, received } from './deliver-parcel.ts';
import { checkPickupCode } from './pickup-code.ts';
import { MAX_PICKUP_TRIES, mustBeOfStore, mustBePaid } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentStoreParcel } from './store-desk.ts';
import { orderById, parcelById, parcelTable } from './store.ts';

/** At the counter: the person tells the code, the parcel is theirs. */
export function collectParcel(deps: Deps): Handler<typeof contract> {
  const { db } = deps;
  return async (staff, { id, code }) => {
    const parcel = await parcelById(db.read, id);
    mustBeOfStore(staff, parcel);
    mustBePaid(await orderById(db.read, parcel.orderId));
    await checkPickupCode(deps, staff, parcel, code);
    await db.write(async (tx) => {
      // It may have become a delivery, or got a new code, since the code was read.
      const order = await holdOrderOf(tx, id);
      mustBePaid(order);
      const now = (await parcelById(tx, id))!;
      if (order.mode !== 'pickup' || now.pickupCode !== parcel.pickupCode)
        throw orderProblem('NOT_FOR_PICKUP');
      await received(deps, tx, staff, id, 'collect');
    });
    return presentStoreParcel(deps, (await parcelById(db.read, id))!, staff);
  };
}

/** After three wrong codes another pair of eyes looks: not those that made the last try. */
export function unlockPickup(deps: Deps): Handler<typeof unlockContract> {
  const { db } = deps;
  return async (staff, { id }) => {
    const parcel = await parcelById(db.read, id);
    mustBeOfStore(staff, parcel);
    if (parcel.pickupTries < MAX_PICKUP_TRIES) throw orderProblem('PICKUP_NOT_LOCKED');
    if (parcel.pickupTriedBy === staff.id) throw orderProblem('PICKUP_UNLOCK_BY_ANOTHER');
    await db.write(async (tx) => {
      const { affected } = await tx.update(
        parcelTable,
        { id, pickupTries: parcel.pickupTries, pickupTriedBy: parcel.pickupTriedBy },
        { pickupTries: 0, pickupTriedBy: null },
      );
      if (affected !== 1) throw orderProblem('PICKUP_NOT_LOCKED');
      await audit(tx, staff, 'parcel.unlock_pickup', id);
    });
    return presentStoreParcel(deps, (await parcelById(db.read, id))!, staff);
  };
}
