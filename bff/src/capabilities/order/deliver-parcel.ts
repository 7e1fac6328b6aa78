import { toInstant } from '@xinglin/shared/kernel/time';
import { orderProblem } from '@xinglin/shared/order/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { ParcelCollected, ParcelDelivered, ParcelHandedOver } from './events.ts';
import { moveParcel } from './move.ts';
import type { Deps } from './ports.ts';
import { settleOrder } from './settle-order.ts';
import { holdOrder, linesOf, orderById, parcelById, type OrderRow } from './store.ts';
import { newsOf } from './tell.ts';

type Settling = Parameters<typeof settleOrder>[0];

/** Whoever else changes the parcel's order waits: two last parcels, or a rider and a person who wants to collect it herself. */
export async function holdOrderOf(tx: Tx, parcelId: string): Promise<OrderRow> {
  const parcel = await parcelById(tx, parcelId);
  if (!parcel) throw orderProblem('PARCEL_NOT_FOUND');
  await holdOrder(tx, parcel.orderId);
  return (await orderById(tx, parcel.orderId))!;
}

/** For delivery, in its transaction: a rider has taken the sealed parcel. @throws ILLEGAL_TRANSITION, PARCEL_NOT_FOUND, NOT_FOR_DELIVERY */
export const handOver =
  (deps: Pick<Deps, 'now' | 'newId'>) =>
  async (tx: Tx, actor: Actor, parcelId: string): Promise<void> => {
    if ((await holdOrderOf(tx, parcelId)).mode === 'pickup') throw orderProblem('NOT_FOR_DELIVERY');
    const moved = await moveParcel(deps, tx, actor, parcelId, 'hand_over');
    const data = await newsOf(tx, moved);
    await publish<ParcelHandedOver>(tx, { name: 'parcel.handed_over', subject: parcelId, data });
  };

/** For delivery, in its transaction: the parcel is in the hands of who ordered it. With the last one the order is complete. */
export const deliver = (deps: Settling) => (tx: Tx, actor: Actor, parcelId: string) =>
  received(deps, tx, actor, parcelId, 'deliver');

/** Brought to the door, or collected at the counter. */
export async function received(
  deps: Settling,
  tx: Tx,
  actor: Actor,
  parcelId: string,
  how: 'deliver' | 'collect',
): Promise<void> {
  const order = await holdOrderOf(tx, parcelId);
  const at = toInstant(deps.now());
  const moved = await moveParcel(deps, tx, actor, parcelId, how, { deliveredAt: at, pickupCode: null });
  const lines = (await linesOf(tx, [parcelId])).filter((line) => line.quantity > line.shortQuantity);
  const data = {
    ...(await newsOf(tx, moved)),
    collected: how === 'collect',
    prescriptionId: lines.some((line) => line.class === 'rx') ? order.prescriptionId : null,
    lines: lines.map(({ drugId, quantity, shortQuantity }) => ({
      drugId,
      quantity: quantity - shortQuantity,
    })),
  };
  await publish<ParcelDelivered>(tx, { name: 'parcel.delivered', subject: parcelId, data });
  if (how === 'collect')
    await publish<ParcelCollected>(tx, {
      name: 'parcel.collected',
      subject: parcelId,
      data: await newsOf(tx, moved),
    });
  await settleOrder(deps, tx, order.id, '');
}
