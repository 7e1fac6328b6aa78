import { toInstant } from '@xinglin/shared/kernel/time';
import { orderProblem } from '@xinglin/shared/order/contract';
import type { StoreAfterSale } from '@xinglin/shared/order/changes';
import type {
  decideAfterSale as decideContract,
  listAfterSales as listContract,
} from '@xinglin/shared/order/operations';
import { causeOfAfterSale, refundFor } from '@xinglin/shared/order/refund-matrix';
import { partOf } from '@xinglin/shared/order/shares';
import type { Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import { NO_FEES } from './after-sale.ts';
import { afterSaleTable, type AfterSaleRow } from './changes-table.ts';
import type { AfterSaleDecided } from './events.ts';
import { moveAfterSale, note } from './move.ts';
import { payBack } from './pay-back.ts';
import type { Deps } from './ports.ts';
import { presentAfterSale } from './present-changes.ts';
import { sealWords } from './sealed.ts';
import {
  holdOrder,
  lineTable,
  linesOf,
  orderById,
  ordersByIds,
  parcelById,
  picksIn,
  type LineRow,
} from './store.ts';

export function listAfterSales(deps: Deps): Handler<typeof listContract> {
  return async ({ storeId }, { page, pageSize, status }) => {
    if (!storeId) throw orderProblem('AFTER_SALE_NOT_FOUND');
    const [rows, total] = await deps.db.read.findAndCount(afterSaleTable, {
      where: { storeId, ...(status ? { status } : {}) },
      order: { submittedAt: 'DESC', id: 'DESC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    return { items: await Promise.all(rows.map((row) => forStore(deps, row))), total };
  };
}

async function forStore({ db, crypto }: Deps, row: AfterSaleRow): Promise<StoreAfterSale> {
  const [[order], parcel, lines] = await Promise.all([
    ordersByIds(db.read, [row.orderId]),
    parcelById(db.read, row.parcelId),
    linesOf(db.read, [row.parcelId]),
  ]);
  const shown = presentAfterSale(crypto, row, lines);
  return { ...shown, orderNo: order!.orderNo, parcelId: row.parcelId, parcelNo: parcel!.parcelNo };
}

/** The store takes the complaint or says why not. Taken: the money of these units goes back, and nobody sells them again. */
export function decideAfterSale(deps: Deps): Handler<typeof decideContract> {
  const { db, crypto } = deps;
  return async (staff, { id, accept, answer: words, goodsBack }) => {
    const read = await db.read.findOneBy(afterSaleTable, { id });
    if (!read || !staff.storeId || read.storeId !== staff.storeId) throw orderProblem('AFTER_SALE_NOT_FOUND');
    await db.write(async (tx) => {
      await holdOrder(tx, read.orderId);
      const sale = (await tx.findOneBy(afterSaleTable, { id }))!;
      const line = (await linesOf(tx, [sale.parcelId])).find((each) => each.id === sale.lineId)!;
      const answer = sealWords(crypto, 'answer', id, words);
      const decided = { answer, decidedBy: staff.id, decidedAt: toInstant(deps.now()) };
      await moveAfterSale(tx, staff, sale, accept ? 'accept' : 'reject', decided);
      if (accept) await payForUnits(deps, tx, sale, line);
      if (accept && goodsBack) await destroyUnits(deps, tx, staff, sale);
      const what = accept ? 'after_sale.accept' : 'after_sale.reject';
      await note(deps, tx, { orderId: sale.orderId, parcelId: sale.parcelId, what });
      const { patientId, orderNo } = (await orderById(tx, sale.orderId))!;
      const { orderId, storeId, report } = sale;
      const data = { patientId, orderNo, orderId, storeId, accepted: accept, report, drugId: line.drugId };
      await publish<AfterSaleDecided>(tx, { name: 'order.after_sale_decided', subject: id, data });
    });
    return forStore(deps, (await db.read.findOneBy(afterSaleTable, { id }))!);
  };
}

async function payForUnits(deps: Deps, tx: Tx, sale: AfterSaleRow, line: LineRow): Promise<void> {
  const { quantity, orderId, parcelId } = sale;
  const cause = causeOfAfterSale[sale.reason];
  const left = line.quantity - line.refundedQuantity;
  if (quantity > left) throw orderProblem('AFTER_SALE_OPEN');
  const goodsFen = partOf(line.paidFen - line.refundedFen, left, quantity);
  const { amountFen: _, rule: __, ...back } = refundFor('signed', cause, NO_FEES(goodsFen))!;
  await tx.update(lineTable, line.id, {
    refundedQuantity: line.refundedQuantity + quantity,
    refundedFen: line.refundedFen + goodsFen,
  });
  const order = (await orderById(tx, orderId))!;
  const parcel = (await parcelById(tx, parcelId))!;
  const part = { ...back, parcelId, situation: 'signed', cause } as const;
  await payBack(deps, tx, {
    order,
    parts: [{ parcel, part }],
    reason: '药品质量售后退款',
    key: `after_sale:${sale.id}`,
  });
}

/** Brought back to the counter: written off lot by lot, the first picked first. */
async function destroyUnits(deps: Deps, tx: Tx, staff: Actor, sale: AfterSaleRow): Promise<void> {
  let left = sale.quantity;
  const lines = [];
  for (const { batchId, quantity } of (await picksIn(tx, [sale.parcelId])).filter(
    (pick) => pick.lineId === sale.lineId,
  )) {
    const taken = Math.min(left, quantity);
    if (taken > 0) lines.push({ batchId, quantity: taken });
    left -= taken;
  }
  const { parcelId: reference, storeId } = sale;
  await deps.takeBack(tx, { reference, storeId, lines, to: 'destroy', part: sale.id }, staff);
}
