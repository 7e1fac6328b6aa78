import { plus, toInstant } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish, type Delivered } from '../../kernel/outbox.ts';
import type { OrderSlotNear, ParcelDeliveryWanted } from './events.ts';
import { moveParcel, note } from './move.ts';
import { RELEASE_BEFORE_MS } from './policy.ts';
import type { Deps } from './ports.ts';
import { holdOrder, orderById, parcelsOf } from './store.ts';
import { newsOf } from './tell.ts';

/** The slot is near: the store may pick, and a rider is looked for. A timer of a slot that was changed meanwhile does nothing. */
export const releaseScheduled =
  (deps: Pick<Deps, 'now' | 'newId'>) =>
  async (tx: Tx, { subject: orderId }: Delivered<OrderSlotNear>): Promise<void> => {
    await holdOrder(tx, orderId);
    const order = await orderById(tx, orderId);
    if (order?.status !== 'paid' || !order.slotFrom) return;
    if (plus(order.slotFrom, -RELEASE_BEFORE_MS) > toInstant(deps.now())) return;
    const waiting = (await parcelsOf(tx, [orderId])).filter(({ status }) => status === 'scheduled');
    for (const parcel of waiting) {
      await moveParcel(deps, tx, system, parcel.id, 'release');
      const data = await newsOf(tx, parcel);
      await publish<ParcelDeliveryWanted>(tx, { name: 'parcel.delivery_wanted', subject: parcel.id, data });
    }
    if (waiting.length > 0) await note(deps, tx, { orderId, parcelId: null, what: 'slot_near' });
  };
