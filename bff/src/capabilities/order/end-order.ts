import { problem } from '@xinglin/shared/kernel/problem';
import { orderProblem, type OrderEvent } from '@xinglin/shared/order/contract';
import { refundFor, situationOf, type Cause } from '@xinglin/shared/order/refund-matrix';
import type { Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { dueTable, shortageTable } from './changes-table.ts';
import { lockAwayMissing } from './lock-away.ts';
import { moveOrder, moveParcel } from './move.ts';
import { leftOf, payBack, settleLines, type PayBack } from './pay-back.ts';
import type { Deps } from './ports.ts';
import { closeIfPaidBack, compensate, giveBackHeld, tellEnded } from './settle-order.ts';
import { holdOrder, orderById, parcelsOf, type ParcelRow } from './store.ts';

type End = { event: Extract<OrderEvent, 'cancel' | 'expire'>; reason: string; cause: Cause };

/**
 * Ends an order before it reached the person. Unpaid: the cashier is closed first, for stock may only go back once nobody can
 * pay any more; `paid` when the person was faster, then nothing was changed. Paid: the refund matrix says parcel by parcel what
 * comes back, when, and where the goods go. Outside of any transaction.
 * @throws CANCEL_TOO_LATE, ILLEGAL_TRANSITION, UPSTREAM_UNAVAILABLE
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
    await holdOrder(tx, orderId);
    const ended = await moveOrder(deps, tx, actor, orderId, end.event);
    // It was paid between our look and the close: the money must not be lost, so the other way is taken on the next try.
    if (unpaid !== (ended.status === 'cancelled')) throw problem('CHANGED_MEANWHILE');
    const parcels = await parcelsOf(tx, [orderId]);
    const parts: PayBack['parts'] = [];
    let compensation = false;
    for (const parcel of parcels) {
      const refund = await endParcel(deps, tx, actor, parcel, end.cause, !unpaid);
      if (refund?.part) parts.push({ parcel, part: refund.part });
      compensation ||= refund?.compensation ?? false;
    }
    await tx.update(dueTable, { orderId, status: 'open' }, { status: 'void' });
    await tx.update(shortageTable, { orderId, status: 'asked' }, { status: 'ended' });
    await giveBackHeld(deps, tx, ended);
    const refundFen = await payBack(deps, tx, {
      order: ended,
      parts,
      reason: end.reason,
      key: `cancel:${orderId}`,
    });
    if (compensation) await compensate(tx, actor, ended);
    await tellEnded(tx, actor, ended, parcels, { refundFen, reason: end.reason });
    await closeIfPaidBack(deps, tx, ended);
  });
  return 'ended';
}

/** Prepared for somebody who would pay at the counter: goods come back, money does not. */
const NOTHING = { goodsFen: 0, packagingFeeFen: 0, deliveryFeeFen: 0 };

/** One parcel of a paid or unpaid order ends; what comes back at once, by the matrix. Null when it had ended before. */
export async function endParcel(
  deps: Deps,
  tx: Tx,
  actor: Actor,
  parcel: ParcelRow,
  cause: Cause,
  paid = true,
) {
  if (['cancelled', 'returning', 'returned', 'lost'].includes(parcel.status)) return null;
  const situation = situationOf[parcel.status]!;
  const { lines, ...left } = await leftOf(tx, parcel);
  const refund = situation === 'signed' ? null : refundFor(situation, cause, paid ? left : NOTHING);
  if (!refund) throw orderProblem('CANCEL_TOO_LATE');
  const { rule, amountFen: _, ...back } = refund;
  const part = { ...back, parcelId: parcel.id, situation, cause };
  const atOnce = rule.paid === 'at_once';
  const stays = rule.goods === 'release';
  await moveParcel(deps, tx, actor, parcel.id, situation === 'on_the_way' ? 'call_back' : 'cancel', {
    goodsWay: stays ? null : rule.goods,
    owedFen: paid && rule.paid === 'after_check' ? { ...back, situation, cause } : null,
    pickupCode: null,
  });
  if (stays) {
    await lockAwayMissing(deps, tx, actor, parcel);
    await deps.release(tx, parcel.id, actor);
  }
  if (atOnce) await settleLines(tx, lines);
  return { part: atOnce ? part : null, compensation: paid && rule.compensation };
}
