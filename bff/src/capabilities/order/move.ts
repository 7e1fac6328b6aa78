import { next } from '@xinglin/shared/kernel/lifecycle';
import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { AfterSaleEvent, ShortageEvent } from '@xinglin/shared/order/changes';
import { orderProblem, type OrderEvent, type ParcelEvent } from '@xinglin/shared/order/contract';
import {
  afterSaleLifecycle,
  orderLifecycle,
  parcelLifecycle,
  shortageLifecycle,
} from '@xinglin/shared/order/lifecycle';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { onDuplicate, type Tx } from '../../kernel/database.ts';
import { afterSaleTable, shortageTable, type AfterSaleRow, type ShortageRow } from './changes-table.ts';
import type { Deps } from './ports.ts';
import { orderById, orderTable, parcelById, parcelTable, timelineTable } from './store.ts';
import type { OrderRow, ParcelRow } from './store.ts';

type Clock = Pick<Deps, 'now' | 'newId'>;

/** The one way an order changes state: check, write if nobody was faster, record who did it. In the caller's transaction. */
export async function moveOrder(
  deps: Clock,
  tx: Tx,
  actor: Actor,
  id: string,
  event: OrderEvent,
  changes: Partial<OrderRow> = {},
): Promise<OrderRow> {
  const current = await orderById(tx, id);
  if (!current) throw orderProblem('ORDER_NOT_FOUND');
  const status = next(orderLifecycle, current.status, event, actor.role);
  const { affected } = await tx
    .createQueryBuilder()
    .update(orderTable)
    .set({ ...changes, status })
    .where('id = :id AND status = :from', { id, from: current.status })
    .execute();
  if (affected !== 1) throw problem('CHANGED_MEANWHILE');
  await audit(tx, actor, `order.${event}`, id, { from: current.status, to: status });
  await note(deps, tx, { orderId: id, parcelId: null, what: `${event}.${status}` });
  return { ...current, ...changes, status };
}

/** The one way a parcel changes state. */
export async function moveParcel(
  deps: Clock,
  tx: Tx,
  actor: Actor,
  id: string,
  event: ParcelEvent,
  changes: Partial<ParcelRow> = {},
): Promise<ParcelRow> {
  const current = await parcelById(tx, id);
  if (!current) throw orderProblem('PARCEL_NOT_FOUND');
  const status = next(parcelLifecycle, current.status, event, actor.role);
  const since = status === 'returning' ? { returningAt: toInstant(deps.now()) } : {};
  const { affected } = await tx
    .createQueryBuilder()
    .update(parcelTable)
    .set({ ...changes, ...since, status })
    .where('id = :id AND status = :from', { id, from: current.status })
    .execute()
    // The only unique thing that ever changes on a parcel.
    .catch(onDuplicate(() => orderProblem('SEAL_ALREADY_USED')));
  if (affected !== 1) throw problem('CHANGED_MEANWHILE');
  await audit(tx, actor, `parcel.${event}`, id, { from: current.status, to: status });
  // Release, schedule and cancel follow from the order's own move, which tells it once.
  if (!['release', 'schedule', 'cancel', 'call_back'].includes(event))
    await note(deps, tx, { orderId: current.orderId, parcelId: id, what: event });
  return { ...current, ...changes, ...since, status };
}

/** The one way a shortage is decided: once, whoever is faster. */
export async function moveShortage(
  { now }: Pick<Clock, 'now'>,
  tx: Tx,
  actor: Actor,
  { id, status: from }: ShortageRow,
  event: ShortageEvent,
): Promise<void> {
  const status = next(shortageLifecycle, from, event, actor.role);
  const { affected } = await tx.update(
    shortageTable,
    { id, status: from },
    { status, decidedAt: toInstant(now()) },
  );
  if (affected !== 1) throw orderProblem('SHORTAGE_DECIDED');
  await audit(tx, actor, `shortage.${event}`, id, { from, to: status });
}

/** The one way a complaint changes state. */
export async function moveAfterSale(
  tx: Tx,
  actor: Actor,
  { id, status: from }: AfterSaleRow,
  event: AfterSaleEvent,
  changes: Partial<AfterSaleRow> = {},
): Promise<void> {
  const status = next(afterSaleLifecycle, from, event, actor.role);
  const { affected } = await tx.update(afterSaleTable, { id, status: from }, { ...changes, status });
  if (affected !== 1) throw problem('CHANGED_MEANWHILE');
  await audit(tx, actor, `after_sale.${event}`, id, { from, to: status });
}

/** Writes a line of the order's timeline. */
export async function note(
  { now, newId }: Clock,
  tx: Tx,
  line: { orderId: string; parcelId: string | null; what: string },
): Promise<void> {
  await tx.insert(timelineTable, { ...line, id: newId(), at: toInstant(now()) });
}
