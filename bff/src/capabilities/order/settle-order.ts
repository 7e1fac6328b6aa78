import { toInstant } from '@xinglin/shared/kernel/time';
import type { ParcelStatus } from '@xinglin/shared/order/contract';
import { COMPENSATION_POINTS } from '@xinglin/shared/order/refund-matrix';
import { system, type Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import { dueTable, openDueOf, refundsOf, type DueRow } from './changes-table.ts';
import type { OrderCancelled, OrderCompensated, OrderCompleted } from './events.ts';
import { moveOrder, note } from './move.ts';
import { isSwitchable } from './policy.ts';
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
  await dropUselessDue(deps, tx, order, parcels);
  if (order.status !== 'paid' || parcels.some(({ status }) => !OVER.includes(status))) return;
  if (parcels.some(({ status }) => status === 'delivered')) return complete(deps, tx, order);
  const ended = await moveOrder(deps, tx, system, orderId, 'cancel');
  await giveBackHeld(deps, tx, ended);
  const refundFen = (await refundsOf(tx, orderId)).reduce((sum, { amountFen }) => sum + amountFen, 0);
  await tellEnded(tx, system, ended, parcels, { refundFen, reason });
  await closeIfPaidBack(deps, tx, ended);
}

/** A fee asked for bringing what has ended or was collected meanwhile is asked for no more: it would only go back. */
async function dropUselessDue(deps: Settling, tx: Tx, order: OrderRow, parcels: ParcelRow[]): Promise<void> {
  const due = await openDueOf(tx, order.id);
  if (!due || (isSwitchable(order, parcels) && !isForNothing(due, parcels))) return;
  await tx.update(dueTable, { id: due.id, status: 'open' }, { status: 'void' });
  await note(deps, tx, { orderId: order.id, parcelId: null, what: 'due_void' });
}

/** It pays for bringing a parcel that has ended. */
export const isForNothing = ({ fees }: DueRow, parcels: ParcelRow[]): boolean =>
  parcels.some(({ id, status }) => status === 'cancelled' && fees[id]);

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
  actor: Actor,
  { id, patientId, orderNo }: OrderRow,
  parcels: ParcelRow[],
  end: { refundFen: number; reason: string },
): Promise<void> {
  const storeIds = [...new Set(parcels.map(({ storeId }) => storeId))];
  const of = { patientId, orderNo, parcelIds: parcels.map((each) => each.id), storeIds };
  const data = { ...of, ...end, byPatient: actor.role === 'patient' };
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
