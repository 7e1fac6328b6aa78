import { problem } from '@xinglin/shared/kernel/problem';
import { orderProblem, type OrderEvent } from '@xinglin/shared/order/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { RefundRequested } from '../payment/events.ts';
import type { OrderCancelled } from './events.ts';
import { moveOrder, moveParcel } from './move.ts';
import { mustNotBePicked } from './policy.ts';
import type { Deps } from './ports.ts';
import { orderById, parcelsOf, type OrderRow, type ParcelRow } from './store.ts';

type End = { event: Extract<OrderEvent, 'cancel' | 'expire'>; reason: string };

/**
 * Ends an order before its goods were picked. Unpaid: the cashier is closed first, for stock may only go back once nobody can
 * pay any more; `paid` when the person was faster, then nothing was changed. Paid: all of the money goes back.
 * Outside of any transaction. @throws CANCEL_TOO_LATE, ILLEGAL_TRANSITION, UPSTREAM_UNAVAILABLE
 */
export async function endOrder(
  deps: Deps,
  actor: Actor,
  orderId: string,
  end: End,
): Promise<'ended' | 'paid'> {
  const order = await orderById(deps.db.read, orderId);
  if (!order) throw orderProblem('ORDER_NOT_FOUND');
  const unpaid = order.status === 'unpaid';
  if (unpaid && (await deps.closePayment(orderId)) === 'paid') return 'paid';
  await deps.db.write(async (tx) => {
    const ended = await moveOrder(deps, tx, actor, orderId, end.event);
    // It was paid between our look and the close: the money must not be lost, so the other way is taken on the next try.
    if (unpaid !== (ended.status === 'cancelled')) throw problem('CHANGED_MEANWHILE');
    const parcels = await parcelsOf(tx, [orderId]);
    for (const { id } of parcels) await moveParcel(deps, tx, actor, id, 'cancel', {}, mustNotBePicked);
    await giveBack(deps, tx, actor, ended, parcels);
    await tell(tx, ended, parcels, end.reason);
  });
  return 'ended';
}

/** Everything the order held. */
async function giveBack(
  deps: Deps,
  tx: Tx,
  actor: Actor,
  { id, prescriptionId }: OrderRow,
  parcels: ParcelRow[],
): Promise<void> {
  for (const parcel of parcels) await deps.release(tx, parcel.id, actor);
  await deps.restoreCoupons(tx, id);
  if (prescriptionId) await deps.freePrescription(tx, id);
}

async function tell(tx: Tx, order: OrderRow, parcels: ParcelRow[], reason: string): Promise<void> {
  const { id, patientId, orderNo, status, totalFen } = order;
  const refundFen = status === 'refunding' ? totalFen : 0;
  const parcelIds = parcels.map((parcel) => parcel.id);
  const storeIds = [...new Set(parcels.map(({ storeId }) => storeId))];
  const data = { patientId, orderNo, refundFen, reason, parcelIds, storeIds };
  await publish<OrderCancelled>(tx, { name: 'order.cancelled', subject: id, data });
  if (refundFen === 0) return;
  const refundKey = `cancel:${id}`;
  const back = { patientId, refundFen, reason, refundKey };
  await publish<RefundRequested>(tx, { name: 'refund.requested', subject: id, data: back });
}
