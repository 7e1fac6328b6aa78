import type { cancelParcel as contract } from '@xinglin/shared/order/operations';
import type { Cause } from '@xinglin/shared/order/refund-matrix';
import { orderProblem, type ParcelStatus } from '@xinglin/shared/order/contract';
import { problem } from '@xinglin/shared/kernel/problem';
import { system, type Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { scrub } from '../../kernel/log.ts';
import { publish } from '../../kernel/outbox.ts';
import { shortageTable } from './changes-table.ts';
import { holdOrderOf } from './deliver-parcel.ts';
import { endOrder, endParcel } from './end-order.ts';
import type { ParcelCancelled } from './events.ts';
import { note } from './move.ts';
import { moveFees, twinOf } from './move-to-store.ts';
import { payBack } from './pay-back.ts';
import { mustBeOfStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { compensate, settleOrder } from './settle-order.ts';
import { presentStoreParcel } from './store-desk.ts';
import { orderById, parcelById, type ParcelRow } from './store.ts';
import { newsOf } from './tell.ts';

type Why = { cause: Cause; reason: string; what: string };

/**
 * One parcel of a paid order ends without its buyer wanting it: the matrix says what comes back, the order goes on with the others.
 * False when it had ended before. In the caller's transaction.
 */
export async function endOneParcel(deps: Deps, tx: Tx, actor: Actor, parcelId: string, why: Why) {
  const order = await holdOrderOf(tx, parcelId);
  const before = (await parcelById(tx, parcelId))!;
  const twin = await twinOf(tx, before);
  if (twin) await moveFees(tx, before, twin);
  const parcel = (await parcelById(tx, parcelId))!;
  const ended = await endParcel(deps, tx, actor, parcel, why.cause);
  if (!ended) return false;
  await tx.update(shortageTable, { parcelId, status: 'asked' }, { status: 'ended' });
  const parts = ended.part ? [{ parcel, part: ended.part }] : [];
  await payBack(deps, tx, { order, parts, reason: why.reason, key: `${why.cause}:${parcelId}` });
  if (ended.compensation) await compensate(tx, actor, order);
  await note(deps, tx, { orderId: order.id, parcelId, what: why.what });
  await settleOrder(deps, tx, order.id, why.reason);
  // With the last parcel the order itself is told to have ended.
  const goesOn = (await orderById(tx, order.id))!.status === 'paid';
  const data = { ...(await newsOf(tx, parcel)), ...(goesOn && { reason: why.reason }) };
  await publish<ParcelCancelled>(tx, { name: 'parcel.cancelled', subject: parcelId, data });
  return true;
}

/** While it lies in the store. */
const CANCELLABLE: ParcelStatus[] = ['scheduled', 'to_pick', 'picked', 'sealed'];

/**
 * Of an order nobody has paid, prepared for somebody who would pay at the counter, no part can be sent alone: all of it ends, and no
 * money moves. False when it is paid, or the parcel has ended. Outside of any transaction.
 */
export async function endUnpaid(
  deps: Deps,
  { orderId, status }: ParcelRow,
  { cause, reason }: Pick<Why, 'cause' | 'reason'>,
): Promise<boolean> {
  const order = (await orderById(deps.db.read, orderId))!;
  if (order.status !== 'unpaid' || !['waiting', ...CANCELLABLE].includes(status)) return false;
  // Paid in this very moment: the next look finds a paid order.
  if ((await endOrder(deps, system, orderId, { event: 'cancel', cause, reason })) === 'paid')
    throw problem('CHANGED_MEANWHILE');
  return true;
}

/** The store cannot send it, for a reason of its own: all money of the parcel goes back, with points for the trouble. */
export function cancelParcel(deps: Deps): Handler<typeof contract> {
  const { db } = deps;
  return async (staff, { id, reason: words }) => {
    const parcel = await parcelById(db.read, id);
    mustBeOfStore(staff, parcel);
    const why = { cause: 'fault', reason: '药店原因取消', what: 'store_cancel' } as const;
    if (await endUnpaid(deps, parcel, why)) {
      await db.write((tx) => audit(tx, staff, 'parcel.store_cancel', id, { words }));
      return presentStoreParcel(deps, (await parcelById(db.read, id))!, staff);
    }
    await db.write(async (tx) => {
      if ((await holdOrderOf(tx, id)).status === 'unpaid') throw problem('CHANGED_MEANWHILE');
      const { status } = (await parcelById(tx, id))!;
      if (!CANCELLABLE.includes(status) || !(await endOneParcel(deps, tx, staff, id, why)))
        throw orderProblem('PARCEL_GONE');
      await audit(tx, staff, 'parcel.store_cancel', id, { words: scrub(words) });
    });
    return presentStoreParcel(deps, (await parcelById(db.read, id))!, staff);
  };
}
