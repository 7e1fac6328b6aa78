import type { checkInParcel as contract } from '@xinglin/shared/order/operations';
import type { RefusalReason } from '@xinglin/shared/order/changes';
import { refusalReasonText } from '@xinglin/shared/order/changes';
import { orderProblem } from '@xinglin/shared/order/contract';
import { causeOfRefusal, refundFor, type Destination } from '@xinglin/shared/order/refund-matrix';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { scrub } from '../../kernel/log.ts';
import { publish } from '../../kernel/outbox.ts';
import { destinationsFor } from './destinations.ts';
import { holdOrderOf } from './deliver-parcel.ts';
import type { ParcelCheckedIn, ParcelReturning } from './events.ts';
import { moveParcel, note } from './move.ts';
import { leftOf, payBack, settleLines } from './pay-back.ts';
import { mustBeOfStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { closeIfPaidBack, settleOrder } from './settle-order.ts';
import { presentStoreParcel } from './store-desk.ts';
import { linesOf, orderById, parcelById, picksIn, type ParcelRow } from './store.ts';
import { newsOf } from './tell.ts';

/** For delivery, in its transaction: at the door the parcel was not taken. Money waits for the store's check. */
export const refuse =
  (deps: Deps) =>
  async (tx: Tx, rider: Actor, parcelId: string, reason: RefusalReason): Promise<void> => {
    const order = await holdOrderOf(tx, parcelId);
    const parcel = (await parcelById(tx, parcelId))!;
    const cause = causeOfRefusal[reason];
    const { lines: _, ...paid } = await leftOf(tx, parcel);
    const { rule, amountFen: __, ...back } = refundFor('at_door', cause, paid)!;
    const moved = await moveParcel(deps, tx, rider, parcelId, 'refuse', {
      goodsWay: rule.goods,
      owedFen: { ...back, situation: 'at_door', cause },
    });
    await audit(tx, rider, 'parcel.refused', parcelId, { reason });
    const data = { ...(await newsOf(tx, moved)), why: reason };
    await publish<ParcelReturning>(tx, { name: 'parcel.returning', subject: parcelId, data });
    await settleOrder(deps, tx, order.id, `收货时没有收下：${refusalReasonText[reason]}`);
  };

/** The store checks what came back and decides where it goes, within what the matrix allows; then the money it owed is paid. */
export function checkInParcel(deps: Deps): Handler<typeof contract> {
  const { db } = deps;
  return async (staff, { id, destination, note: words }) => {
    mustBeOfStore(staff, await parcelById(db.read, id));
    await db.write(async (tx) => {
      const order = await holdOrderOf(tx, id);
      const parcel = (await parcelById(tx, id))!;
      if (!(await destinationsFor(deps, tx, parcel)).includes(destination) && parcel.status === 'returning')
        throw orderProblem('DESTINATION_NOT_ALLOWED');
      await endReturn(deps, tx, staff, parcel, destination);
      await audit(tx, staff, 'parcel.put_away', id, {
        destination,
        ...(words ? { words: scrub(words) } : {}),
      });
      await closeIfPaidBack(deps, tx, (await orderById(tx, order.id))!);
    });
    return presentStoreParcel(deps, (await parcelById(db.read, id))!, staff);
  };
}

/** Its goods are put away, or known to be lost; what was promised when it turned back is paid. The caller holds the order. */
export async function endReturn(
  deps: Deps,
  tx: Tx,
  staff: Actor,
  parcel: ParcelRow,
  to: Destination | 'lost',
) {
  const { id, orderId } = parcel;
  const done = { goodsWay: null, owedFen: null, lossAskedBy: null };
  const moved = await moveParcel(deps, tx, staff, id, to === 'lost' ? 'lose' : 'check_in', done);
  await putAway(deps, tx, staff, parcel, to);
  await payOwed(deps, tx, orderId, parcel, to === 'lost' ? LOST : CHECKED);
  const data = { ...(await newsOf(tx, moved)), destination: to };
  await publish<ParcelCheckedIn>(tx, { name: 'parcel.checked_in', subject: id, data });
}

async function putAway(
  deps: Deps,
  tx: Tx,
  staff: Actor,
  { id, storeId }: ParcelRow,
  to: Destination | 'lost',
): Promise<void> {
  const lines = (await picksIn(tx, [id])).map(({ batchId, quantity }) => ({ batchId, quantity }));
  await deps.takeBack(tx, { reference: id, storeId, lines, to, part: 'returned' }, staff);
}

const CHECKED = { reason: '退货已验收，退款', what: 'return.paid' };
const LOST = { reason: '退回途中丢失，退款', what: 'lost.paid' };

/** What was promised when the parcel turned back. */
async function payOwed(
  deps: Deps,
  tx: Tx,
  orderId: string,
  parcel: ParcelRow,
  { reason, what }: typeof CHECKED,
): Promise<void> {
  if (!parcel.owedFen) return;
  const order = (await orderById(tx, orderId))!;
  const part = { ...parcel.owedFen, parcelId: parcel.id };
  await settleLines(tx, await linesOf(tx, [parcel.id]));
  await payBack(deps, tx, { order, parts: [{ parcel, part }], reason, key: `return:${parcel.id}` });
  await note(deps, tx, { orderId, parcelId: parcel.id, what });
}
