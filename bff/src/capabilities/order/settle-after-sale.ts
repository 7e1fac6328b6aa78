import { toInstant } from '@xinglin/shared/kernel/time';
import { orderProblem } from '@xinglin/shared/order/contract';
import { causeOfAfterSale, refundFor } from '@xinglin/shared/order/refund-matrix';
import { partOf } from '@xinglin/shared/order/shares';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import { markGoodsBack, recalledPicks } from './after-sale-store.ts';
import type { AfterSaleRow } from './changes-table.ts';
import type { AfterSaleDecided } from './events.ts';
import { moveAfterSale, note } from './move.ts';
import { payBack } from './pay-back.ts';
import type { Deps } from './ports.ts';
import { sealWords } from './sealed.ts';
import { lineTable, linesOf, orderById, parcelById, picksIn, type LineRow } from './store.ts';

/** What was brought is refunded, not the bringing. */
export const NO_FEES = (goodsFen: number) => ({ goodsFen, packagingFeeFen: 0, deliveryFeeFen: 0 });

/** A complaint is answered, in the transaction that holds the order. Taken: the money of its units goes back. */
export async function answerAfterSale(
  deps: Deps,
  tx: Tx,
  actor: Actor,
  sale: AfterSaleRow,
  { accept, words }: { accept: boolean; words: string },
): Promise<void> {
  const { id, orderId, parcelId, storeId, report } = sale;
  const line = (await linesOf(tx, [parcelId])).find((each) => each.id === sale.lineId)!;
  const answer = sealWords(deps.crypto, 'answer', id, words);
  const decided = { answer, decidedBy: actor.id, decidedAt: toInstant(deps.now()) };
  await moveAfterSale(tx, actor, sale, accept ? 'accept' : 'reject', decided);
  if (accept) await payForUnits(deps, tx, sale, line);
  await note(deps, tx, { orderId, parcelId, what: accept ? 'after_sale.accept' : 'after_sale.reject' });
  const { patientId, orderNo } = (await orderById(tx, orderId))!;
  const data = { patientId, orderNo, orderId, storeId, accepted: accept, report, drugId: line.drugId };
  await publish<AfterSaleDecided>(tx, { name: 'order.after_sale_decided', subject: id, data });
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
    reason: cause === 'recall' ? '药品批号召回退款' : '药品质量售后退款',
    key: `after_sale:${sale.id}`,
  });
}

/** Brought back to the counter: written off lot by lot, once, and never sold again. */
export async function destroyUnits(deps: Deps, tx: Tx, staff: Actor, sale: AfterSaleRow): Promise<void> {
  if (!(await markGoodsBack(tx, sale.id, toInstant(deps.now())))) throw orderProblem('GOODS_NOT_AWAITED');
  const { parcelId: reference, storeId } = sale;
  const back = new Map((await deps.picksOf(reference, tx)).map((lot) => [lot.batchId, lot.takenBack]));
  let left = sale.quantity;
  const lines = [];
  for (const { batchId, quantity } of await picksFor(tx, sale)) {
    const taken = Math.min(left, quantity - (back.get(batchId) ?? 0));
    if (taken > 0) lines.push({ batchId, quantity: taken });
    left -= taken;
  }
  await deps.takeBack(tx, { reference, storeId, lines, to: 'destroy', part: sale.id }, staff);
  await audit(tx, staff, 'after_sale.goods_back', sale.id);
}

/** The lots a complaint may be about: of a recall those that were recalled before the others, of another fault after them. */
async function picksFor(tx: Tx, { parcelId, lineId, reason }: AfterSaleRow) {
  const picks = (await picksIn(tx, [parcelId])).filter((pick) => pick.lineId === lineId);
  const recalled = new Set((await recalledPicks(tx, [parcelId])).map(({ id }) => id));
  const isFirst = ({ id }: { id: string }) => recalled.has(id) === (reason === 'recalled');
  return [...picks.filter(isFirst), ...picks.filter((pick) => !isFirst(pick))];
}
