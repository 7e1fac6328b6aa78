import { toInstant } from '@xinglin/shared/kernel/time';
import { orderProblem } from '@xinglin/shared/order/contract';
import { partOf } from '@xinglin/shared/order/shares';
import { system, type Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import { shortageTable, type ShortageRow } from './changes-table.ts';
import { cancelEmpty } from './cancel-empty.ts';
import type { ParcelDeliveryWanted } from './events.ts';
import { lockAway } from './lock-away.ts';
import { moveShortage, note } from './move.ts';
import { leftOf } from './pay-back.ts';
import { newReceiptCode } from './policy.ts';
import type { Deps } from './ports.ts';
import { sealReceiptCode } from './sealed.ts';
import {
  lineTable,
  linesOf,
  parcelById,
  parcelsOf,
  parcelTable,
  type LineRow,
  type OrderRow,
  type ParcelRow,
} from './store.ts';
import { newsOf } from './tell.ts';

type Wish = { order: OrderRow; shortage: ShortageRow; storeId: string | undefined; price: number | null };

/**
 * Another store sends the missing units at the price that was paid; what it asks more is the platform's. The bill as a whole does
 * not change: the line's amounts move with the units into a parcel of their own. @throws OUT_OF_STOCK when it has sold them meanwhile
 */
export async function moveToStore(
  deps: Deps,
  tx: Tx,
  actor: Actor,
  { order, shortage, storeId, price }: Wish,
) {
  if (!storeId || price === null || !shortage.otherStores.some((each) => each.storeId === storeId))
    throw orderProblem('OTHER_STORE_GONE');
  const from = (await parcelById(tx, shortage.parcelId))!;
  const line = (await linesOf(tx, [from.id])).find(({ id }) => id === shortage.lineId)!;
  const { quantity } = shortage;
  await moveShortage(deps, tx, actor, shortage, 'move');
  const platformFen = Math.max(0, price - line.unitPriceFen) * quantity;
  const want = { drugId: line.drugId, quantity };
  await lockAway(deps, tx, actor, from, shortage, line.drugId);
  const parcel = await newParcel(deps, tx, from, storeId);
  await tx.update(shortageTable, shortage.id, { platformFen, movedTo: parcel.id });
  await deps.reserve(tx, { reference: parcel.id, storeId, lines: [want] });
  const moved = await moveUnits(deps, tx, line, quantity, parcel.id);
  await moveAmounts(tx, from, parcel, moved);
  const rest = await linesOf(tx, [from.id]);
  if (rest.every((each) => each.quantity === each.shortQuantity)) {
    await moveFees(tx, from, (await twinOf(tx, from)) ?? parcel);
    await cancelEmpty(deps, tx, actor, from);
  }
  await audit(tx, actor, 'order.move_line', order.id, {
    from: from.id,
    to: parcel.id,
    quantity,
    platformFen,
  });
  await note(deps, tx, { orderId: order.id, parcelId: parcel.id, what: 'short.move' });
  const wanted: ParcelDeliveryWanted = {
    name: 'parcel.delivery_wanted',
    subject: parcel.id,
    data: await newsOf(tx, parcel),
  };
  await publish(tx, wanted);
}

async function newParcel(
  { crypto, now, newId }: Deps,
  tx: Tx,
  from: ParcelRow,
  storeId: string,
): Promise<ParcelRow> {
  const id = newId();
  const number = (await parcelsOf(tx, [from.orderId])).length + 1;
  const none = { goodsFen: 0, couponOffFen: 0, deliveryFeeFen: 0, packagingFeeFen: 0, payableFen: 0 };
  const row: ParcelRow = {
    ...from,
    ...none,
    id,
    storeId,
    parcelNo: `${from.parcelNo.split('-')[0]!}-${number}`,
    // One that waits for its slot goes on waiting.
    status: from.status,
    receiptCode: sealReceiptCode(crypto, id, newReceiptCode()),
    codeTries: 0,
    pickedBy: null,
    createdAt: toInstant(now()),
    deliveryDueId: null,
  };
  await tx.insert(parcelTable, row);
  await audit(tx, system, 'parcel.add', id, { orderId: from.orderId, storeId });
  return row;
}

/** All units: the line itself moves. Some: it is split, and the two halves are worth exactly what it was. */
async function moveUnits(
  { newId }: Deps,
  tx: Tx,
  line: LineRow,
  quantity: number,
  parcelId: string,
): Promise<LineRow> {
  if (quantity === line.quantity) {
    await tx.update(lineTable, line.id, { parcelId });
    return { ...line, parcelId };
  }
  const units = line.quantity - line.refundedQuantity;
  const part = {
    lineFen: line.unitPriceFen * quantity,
    paidFen: partOf(line.paidFen - line.refundedFen, units, quantity),
    storeOffFen: partOf(line.storeOffFen, line.quantity, quantity),
  };
  await tx.update(lineTable, line.id, {
    quantity: line.quantity - quantity,
    lineFen: line.lineFen - part.lineFen,
    paidFen: line.paidFen - part.paidFen,
    storeOffFen: line.storeOffFen - part.storeOffFen,
  });
  const none = { shortQuantity: 0, refundedQuantity: 0, refundedFen: 0 };
  const moved: LineRow = { ...line, ...none, ...part, id: newId(), parcelId, quantity };
  await tx.insert(lineTable, moved);
  return moved;
}

async function moveAmounts(
  tx: Tx,
  from: ParcelRow,
  to: ParcelRow,
  { lineFen, storeOffFen }: LineRow,
): Promise<void> {
  const payable = lineFen - storeOffFen;
  const less = {
    goodsFen: from.goodsFen - lineFen,
    couponOffFen: from.couponOffFen - storeOffFen,
    payableFen: from.payableFen - payable,
  };
  await tx.update(parcelTable, from.id, less);
  Object.assign(from, less);
  Object.assign(to, { goodsFen: lineFen, couponOffFen: storeOffFen, payableFen: payable });
  await tx.update(parcelTable, to.id, { goodsFen: lineFen, couponOffFen: storeOffFen, payableFen: payable });
}

/** The other parcel the same store still has to bring: what was paid for bringing one pays for both. */
export const twinOf = async (tx: Tx, { id, orderId, storeId }: ParcelRow): Promise<ParcelRow | undefined> =>
  (await parcelsOf(tx, [orderId])).find(
    (each) =>
      each.id !== id &&
      each.storeId === storeId &&
      ['scheduled', 'to_pick', 'picked', 'sealed'].includes(each.status),
  );

/** Nothing is left in the first parcel: what was paid for bringing it now pays for the second. */
export async function moveFees(tx: Tx, from: ParcelRow, to: ParcelRow): Promise<void> {
  const { packagingFeeFen, deliveryFeeFen } = await leftOf(tx, from);
  const fees = packagingFeeFen + deliveryFeeFen;
  const { deliveryDueId } = from;
  await tx.update(parcelTable, to.id, {
    packagingFeeFen: to.packagingFeeFen + packagingFeeFen,
    deliveryFeeFen: to.deliveryFeeFen + deliveryFeeFen,
    deliveryDueId: deliveryDueId ?? to.deliveryDueId,
    payableFen: to.payableFen + fees,
  });
  await tx.update(parcelTable, from.id, {
    packagingFeeFen: from.packagingFeeFen - packagingFeeFen,
    deliveryFeeFen: from.deliveryFeeFen - deliveryFeeFen,
    payableFen: from.payableFen - fees,
  });
}
