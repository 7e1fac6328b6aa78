import { toInstant } from '@xinglin/shared/kernel/time';
import type { ParcelStatus } from '@xinglin/shared/order/contract';
import { COMPENSATION_POINTS } from '@xinglin/shared/order/refund-matrix';
import { system, type Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import { refundsOf } from './changes-table.ts';
import type { OrderCancelled, OrderCompensated, OrderCompleted } from './events.ts';
import { moveOrder } from './move.ts';
import type { Deps } from './ports.ts';
import { orderById, parcelsOf, type OrderRow, type ParcelRow } from './store.ts';

type Settling = Pick<Deps, 'now' | 'newId' | 'restoreCoupons' | 'freePrescription'>;
const OVER: ParcelStatus[] = ['delivered', 'cancelled', 'returning', 'returned', 'lost'];

/**
 * After a parcel came to its end, in the transaction that holds the order: with the last one the order is complete, or, when
 * nothing of it reached the person, it has fallen through as a whole.
 */
export async function settleOrder(deps: Settling, tx: Tx, orderId: string, reason: string): Promise<void> {
  const order = (await orderById(tx, orderId))!;
  const parcels = await parcelsOf(tx, [orderId]);
  if (order.status !== 'paid' || parcels.some(({ status }) => !OVER.includes(status))) return;
  if (parcels.some(({ status }) => status === 'delivered')) return complete(deps, tx, order);
  const ended = await moveOrder(deps, tx, system, orderId, 'cancel');
  await giveBackHeld(deps, tx, ended);
  const refundFen = (await refundsOf(tx, orderId)).reduce((sum, { amountFen }) => sum + amountFen, 0);
  await tellEnded(tx, ended, parcels, refundFen, reason);
  await closeIfPaidBack(deps, tx, ended);
}

async function complete(deps: Settling, tx: Tx, { id, patientId, orderNo }: OrderRow): Promise<void> {
  await moveOrder(deps, tx, system, id, 'complete', { completedAt: toInstant(deps.now()) });
  await publish<OrderCompleted>(tx, { name: 'order.completed', subject: id, data: { patientId, orderNo } });
}

/** What the order held besides stock: coupons and the prescription are the person's again. */
export async function giveBackHeld(
  deps: Pick<Settling, 'restoreCoupons' | 'freePrescription'>,
  tx: Tx,
  { id, prescriptionId }: OrderRow,
): Promise<void> {
  await deps.restoreCoupons(tx, id);
  if (prescriptionId) await deps.freePrescription(tx, id);
}

export async function tellEnded(
  tx: Tx,
  { id, patientId, orderNo }: OrderRow,
  parcels: ParcelRow[],
  refundFen: number,
  reason: string,
): Promise<void> {
  const storeIds = [...new Set(parcels.map(({ storeId }) => storeId))];
  const data = { patientId, orderNo, refundFen, reason, parcelIds: parcels.map((each) => each.id), storeIds };
  await publish<OrderCancelled>(tx, { name: 'order.cancelled', subject: id, data });
}

/** A fallen-through order is refunded when all of its money is back and no parcel waits for the store's check. */
export async function closeIfPaidBack(deps: Settling, tx: Tx, order: OrderRow): Promise<void> {
  if (order.status !== 'refunding') return;
  const waiting = (await parcelsOf(tx, [order.id])).some((parcel) => parcel.owedFen !== null);
  const open = (await refundsOf(tx, order.id)).some(({ status }) => status === 'requested');
  if (!waiting && !open) await moveOrder(deps, tx, system, order.id, 'refunded');
}

/** Something fell through by our fault: points for the trouble, once an order however much of it failed. */
export async function compensate(tx: Tx, actor: Actor, order: OrderRow): Promise<void> {
  const { id, patientId, orderNo } = order;
  const data = { patientId, orderNo, points: COMPENSATION_POINTS, decidedBy: actor.id };
  await publish<OrderCompensated>(tx, { name: 'order.compensated', subject: id, data });
}
