import { next } from '@xinglin/shared/kernel/lifecycle';
import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import { orderProblem, type OrderEvent, type ParcelEvent } from '@xinglin/shared/order/contract';
import { orderLifecycle, parcelLifecycle } from '@xinglin/shared/order/lifecycle';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { onDuplicate, type Tx } from '../../kernel/database.ts';
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
  const status = next(orderLifecycle, current.status, event);
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
  check: (current: ParcelRow) => void = () => {},
): Promise<ParcelRow> {
  const current = await parcelById(tx, id);
  if (!current) throw orderProblem('PARCEL_NOT_FOUND');
  check(current);
  const status = next(parcelLifecycle, current.status, event);
  const { affected } = await tx
    .createQueryBuilder()
    .update(parcelTable)
    .set({ ...changes, status })
    .where('id = :id AND status = :from', { id, from: current.status })
    .execute()
    // The only unique thing that ever changes on a parcel.
    .catch(onDuplicate(() => orderProblem('SEAL_ALREADY_USED')));
  if (affected !== 1) throw problem('CHANGED_MEANWHILE');
  await audit(tx, actor, `parcel.${event}`, id, { from: current.status, to: status });
  // The store's release and cancel follow from the order's, which tells it once.
  if (event !== 'release' && event !== 'cancel')
    await note(deps, tx, { orderId: current.orderId, parcelId: id, what: event });
  return { ...current, ...changes, status };
}

/** Writes a line of the order's timeline. */
export async function note(
  { now, newId }: Clock,
  tx: Tx,
  line: { orderId: string; parcelId: string | null; what: string },
): Promise<void> {
  await tx.insert(timelineTable, { ...line, id: newId(), at: toInstant(now()) });
}
