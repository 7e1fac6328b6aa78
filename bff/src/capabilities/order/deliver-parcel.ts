import { toInstant } from '@xinglin/shared/kernel/time';
import { system, type Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { OrderCompleted, ParcelDelivered, ParcelHandedOver } from './events.ts';
import { moveOrder, moveParcel } from './move.ts';
import type { Deps } from './ports.ts';
import { holdOrder, linesOf, orderById, parcelById, parcelsOf } from './store.ts';
import { newsOf } from './tell.ts';

type Clock = Pick<Deps, 'now' | 'newId'>;

/** For delivery, in its transaction: a rider has taken the sealed parcel. @throws ILLEGAL_TRANSITION, PARCEL_NOT_FOUND */
export const handOver =
  (deps: Clock) =>
  async (tx: Tx, actor: Actor, parcelId: string): Promise<void> => {
    const moved = await moveParcel(deps, tx, actor, parcelId, 'hand_over');
    const data = await newsOf(tx, moved);
    await publish<ParcelHandedOver>(tx, { name: 'parcel.handed_over', subject: parcelId, data });
  };

/** For delivery, in its transaction: the parcel is in the hands of who ordered it. With the last one the order is complete. */
export const deliver =
  (deps: Clock) =>
  async (tx: Tx, actor: Actor, parcelId: string): Promise<void> => {
    // Two last parcels delivered in the same moment must not each take the other for still on the way.
    const parcel = await parcelById(tx, parcelId);
    if (parcel) await holdOrder(tx, parcel.orderId);
    const moved = await moveParcel(deps, tx, actor, parcelId, 'deliver', {
      deliveredAt: toInstant(deps.now()),
    });
    const order = (await orderById(tx, moved.orderId))!;
    const lines = await linesOf(tx, [parcelId]);
    const data = {
      ...(await newsOf(tx, moved)),
      prescriptionId: lines.some((line) => line.class === 'rx') ? order.prescriptionId : null,
      lines: lines.map(({ drugId, quantity }) => ({ drugId, quantity })),
    };
    await publish<ParcelDelivered>(tx, { name: 'parcel.delivered', subject: parcelId, data });
    const parcels = await parcelsOf(tx, [order.id]);
    if (parcels.some(({ status }) => status !== 'delivered')) return;
    const { patientId, orderNo } = order;
    await moveOrder(deps, tx, system, order.id, 'complete', { completedAt: toInstant(deps.now()) });
    await publish<OrderCompleted>(tx, {
      name: 'order.completed',
      subject: order.id,
      data: { patientId, orderNo },
    });
  };
