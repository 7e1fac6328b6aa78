import { Problem } from '@xinglin/shared/kernel/problem';
import { orderProblem } from '@xinglin/shared/order/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { decideShortage as contract } from '@xinglin/shared/order/operations';
import { refundFor } from '@xinglin/shared/order/refund-matrix';
import { partOf } from '@xinglin/shared/order/shares';
import { system, type Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish, type Delivered } from '../../kernel/outbox.ts';
import { shortageTable, type ShortageRow } from './changes-table.ts';
import type { ShortageOver, ShortageRefunded } from './events.ts';
import { lockAway } from './lock-away.ts';
import { moveShortage, note } from './move.ts';
import { cancelEmpty } from './cancel-empty.ts';
import { moveFees, moveToStore, twinOf } from './move-to-store.ts';
import { leftOf, payBack, settleLines } from './pay-back.ts';
import { mustOwn } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentOrders } from './present.ts';
import { compensate, settleOrder } from './settle-order.ts';
import {
  holdOrder,
  lineTable,
  linesOf,
  orderById,
  parcelById,
  type OrderRow,
  type ParcelRow,
} from './store.ts';
import { waitForGoods } from './wait-for-goods.ts';

/** The buyer chooses: wait for the goods, take them from another store at the same price, or have the money. */
export function decideShortage(deps: Deps): Handler<typeof contract> {
  const { db } = deps;
  return async (patient, { id, shortageId, choice, storeId }) => {
    mustOwn(patient, await orderById(db.read, id));
    const price = storeId ? await deps.priceAt(storeId, await drugOf(deps, shortageId)) : null;
    const decide = (sound: boolean) =>
      db.write(async (tx) => {
        await holdOrder(tx, id);
        const shortage = await tx.findOneBy(shortageTable, { id: shortageId, orderId: id });
        if (!shortage) throw orderProblem('ORDER_NOT_FOUND');
        if (shortage.status !== 'asked') throw orderProblem('SHORTAGE_DECIDED');
        const order = (await orderById(tx, id))!;
        if (choice === 'refund') return refundShort(deps, tx, patient, order, shortage);
        if (choice === 'other_store') {
          await moveToStore(deps, tx, patient, { order, shortage, storeId, price });
          return settleOrder(deps, tx, id, '');
        }
        if (shortage.reason === 'recalled') throw orderProblem('RECALLED_NOT_WAITED');
        await waitForGoods(deps, tx, patient, shortage, sound);
      });
    await decide(true).catch((error: unknown) => {
      const gone = error instanceof Problem && error.code === 'OUT_OF_STOCK';
      if (gone && choice === 'wait') return decide(false);
      throw gone ? orderProblem('OTHER_STORE_GONE') : error;
    });
    return (await presentOrders(deps, [(await orderById(db.read, id))!]))[0]!;
  };
}

async function drugOf({ db }: Deps, shortageId: string): Promise<string> {
  const shortage = await db.read.findOneBy(shortageTable, { id: shortageId });
  const line = shortage && (await db.read.findOneBy(lineTable, { id: shortage.lineId }));
  if (!line) throw orderProblem('ORDER_NOT_FOUND');
  return line.drugId;
}

/** Ten minutes of silence: the units are refunded. */
export const shortageOver =
  (deps: Deps) =>
  async (tx: Tx, { subject: id, data }: Delivered<ShortageOver>): Promise<void> => {
    await holdOrder(tx, data.orderId);
    const shortage = await tx.findOneBy(shortageTable, { id });
    if (shortage?.status !== 'asked' || shortage.answerBefore > toInstant(deps.now())) return;
    await refundShort(deps, tx, system, (await orderById(tx, data.orderId))!, shortage);
    const { id: orderId, status, patientId, orderNo } = (await orderById(tx, data.orderId))!;
    if (status !== 'paid') return;
    const told = { patientId, orderNo, orderId, refundFen: shortage.refundFen };
    await publish<ShortageRefunded>(tx, { name: 'order.shortage_refunded', subject: id, data: told });
  };

/** The units leave the order and their part of the price goes back; with the last unit, the parcel and its fees. */
async function refundShort(
  deps: Deps,
  tx: Tx,
  actor: Actor,
  order: OrderRow,
  shortage: ShortageRow,
): Promise<void> {
  const { id, parcelId, quantity } = shortage;
  const parcel = (await parcelById(tx, parcelId))!;
  const line = (await linesOf(tx, [parcelId])).find((each) => each.id === shortage.lineId)!;
  const goodsFen = partOf(line.paidFen - line.refundedFen, line.quantity - line.refundedQuantity, quantity);
  await moveShortage(deps, tx, actor, shortage, 'refund');
  await tx.update(lineTable, line.id, {
    shortQuantity: line.shortQuantity + quantity,
    refundedQuantity: line.refundedQuantity + quantity,
    refundedFen: line.refundedFen + goodsFen,
  });
  await lockAway(deps, tx, actor, parcel, shortage, line.drugId);
  const fees = await feesIfEmpty(deps, tx, actor, parcel);
  const refund = refundFor('not_picked', 'fault', { goodsFen, ...fees })!;
  const { rule, amountFen: _, ...back } = refund;
  const part = { ...back, parcelId, situation: 'not_picked', cause: 'fault' } as const;
  const reason = '药店缺货，退这一部分';
  await payBack(deps, tx, { order, parts: [{ parcel, part }], reason, key: `short:${id}` });
  await note(deps, tx, {
    orderId: order.id,
    parcelId,
    what: actor === system ? 'short.silence' : 'short.refund',
  });
  if (rule.compensation) await compensate(tx, actor, order);
  await settleOrder(deps, tx, order.id, '药店缺货');
}

/** The parcel's fees when nothing is left to bring: then the parcel is over. */
async function feesIfEmpty(deps: Deps, tx: Tx, actor: Actor, parcel: ParcelRow) {
  const { lines, packagingFeeFen, deliveryFeeFen } = await leftOf(tx, parcel);
  if (lines.some((line) => line.quantity > line.shortQuantity))
    return { packagingFeeFen: 0, deliveryFeeFen: 0 };
  await settleLines(tx, lines);
  const twin = await twinOf(tx, parcel);
  if (twin) await moveFees(tx, parcel, twin);
  await cancelEmpty(deps, tx, actor, parcel);
  return twin ? { packagingFeeFen: 0, deliveryFeeFen: 0 } : { packagingFeeFen, deliveryFeeFen };
}
