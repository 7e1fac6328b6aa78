import { orderProblem } from '@xinglin/shared/order/contract';
import type { renewPickupCode as contract } from '@xinglin/shared/order/operations';
import { system } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import type { Delivered } from '../../kernel/outbox.ts';
import { toInstant } from '@xinglin/shared/kernel/time';
import { endParcel } from './end-order.ts';
import type { ParcelPickupOver } from './events.ts';
import { note } from './move.ts';
import { payBack } from './pay-back.ts';
import { freshCode } from './pickup-code.ts';
import { mustOwn } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentOrders } from './present.ts';
import { settleOrder } from './settle-order.ts';
import { holdOrder, orderById, parcelById, parcelTable } from './store.ts';

/** The person who ordered draws a new code: the old one is worthless at once, and the counter opens again. */
export function renewPickupCode(deps: Deps): Handler<typeof contract> {
  const { db } = deps;
  return async (patient, { id, parcelId }) => {
    mustOwn(patient, await orderById(db.read, id));
    await db.write(async (tx) => {
      await holdOrder(tx, id);
      const parcel = await parcelById(tx, parcelId);
      if (parcel?.orderId !== id || parcel.status !== 'sealed' || !parcel.pickupCode)
        throw orderProblem('PARCEL_NOT_FOUND');
      await tx.update(parcelTable, parcelId, freshCode(deps, parcel));
      await audit(tx, patient, 'parcel.renew_pickup_code', parcelId);
    });
    return (await presentOrders(deps, [(await orderById(db.read, id))!]))[0]!;
  };
}

/** Nobody came for it: the goods go back to the shelf after a check, the money to the person. */
export function pickupOver(deps: Deps) {
  return async ({ subject: parcelId, data }: Delivered<ParcelPickupOver>): Promise<void> => {
    const reason = '超过取货时间，订单取消并退款';
    await deps.db.write(async (tx) => {
      await holdOrder(tx, data.orderId);
      const parcel = await parcelById(tx, parcelId);
      const order = await orderById(tx, data.orderId);
      if (parcel?.status !== 'sealed' || !parcel.pickupBefore || order?.mode !== 'pickup') return;
      // Never paid: the time to pay is over in the same moment, and ends the whole order.
      if (order.status === 'unpaid') return;
      // Ready anew since: that has a timer of its own.
      if (parcel.pickupBefore > toInstant(deps.now())) return;
      const ended = await endParcel(deps, tx, system, parcel, 'customer');
      await note(deps, tx, { orderId: order.id, parcelId, what: 'pickup_over' });
      const parts = ended?.part ? [{ parcel, part: ended.part }] : [];
      await payBack(deps, tx, { order, parts, reason, key: `pickup:${parcelId}` });
      await settleOrder(deps, tx, order.id, reason);
    });
  };
}
