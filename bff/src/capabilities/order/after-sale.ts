import type { Input } from '@xinglin/shared/kernel/endpoint';
import { toInstant } from '@xinglin/shared/kernel/time';
import { orderProblem } from '@xinglin/shared/order/contract';
import type {
  submitAfterSale as submitContract,
  withdrawAfterSale as withdrawContract,
} from '@xinglin/shared/order/operations';
import { causeOfAfterSale, refundFor } from '@xinglin/shared/order/refund-matrix';
import { partOf } from '@xinglin/shared/order/shares';
import { system } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import { afterSaleTable, type AfterSaleRow } from './changes-table.ts';
import type { AfterSaleSubmitted } from './events.ts';
import { moveAfterSale, note } from './move.ts';
import { mustOwn } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentOrders } from './present.ts';
import { recalledUnits } from './after-sale-store.ts';
import { sealWords } from './sealed.ts';
import { answerAfterSale, NO_FEES } from './settle-after-sale.ts';
import { holdOrder, linesOf, orderById, parcelsOf } from './store.ts';

/**
 * Something is wrong with goods that were received. Without a fault medicine is not taken back, as was confirmed before paying;
 * what is of a recalled lot is taken back at once, whatever the store thinks of it.
 */
export function submitAfterSale(deps: Deps): Handler<typeof submitContract> {
  const { db } = deps;
  return async (patient, wish) => {
    const { id: orderId, reason } = wish;
    mustOwn(patient, await orderById(db.read, orderId));
    await db.write(async (tx) => {
      await holdOrder(tx, orderId);
      const sale = await draft(deps, tx, wish);
      const { id, parcelId, storeId } = sale;
      await tx.insert(afterSaleTable, sale);
      await audit(tx, patient, 'after_sale.submit', id, { orderId, reason });
      await note(deps, tx, { orderId, parcelId, what: 'after_sale' });
      const { patientId, orderNo } = (await orderById(tx, orderId))!;
      const data = { patientId, orderNo, orderId, storeId };
      await publish<AfterSaleSubmitted>(tx, { name: 'order.after_sale_submitted', subject: id, data });
      if (reason === 'recalled')
        await answerAfterSale(deps, tx, system, sale, { accept: true, words: TAKEN });
    });
    return (await presentOrders(deps, [(await orderById(db.read, orderId))!]))[0]!;
  };
}

/** @throws PARCEL_NOT_FOUND, AFTER_SALE_NOT_ACCEPTED, AFTER_SALE_OPEN, AFTER_SALE_NOT_RECALLED */
async function draft(deps: Deps, tx: Tx, wish: Input<typeof submitContract>): Promise<AfterSaleRow> {
  const { id: orderId, lineId, quantity, reason, text } = wish;
  const parcels = await parcelsOf(tx, [orderId]);
  const lines = await linesOf(
    tx,
    parcels.map(({ id }) => id),
  );
  const line = lines.find((each) => each.id === lineId);
  const parcel = parcels.find((each) => each.id === line?.parcelId);
  if (!line || parcel?.status !== 'delivered') throw orderProblem('PARCEL_NOT_FOUND');
  const left = line.quantity - line.refundedQuantity;
  const goodsFen = left > 0 ? partOf(line.paidFen - line.refundedFen, left, Math.min(quantity, left)) : 0;
  const refund = refundFor('signed', causeOfAfterSale[reason], NO_FEES(goodsFen));
  if (!refund) throw orderProblem('AFTER_SALE_NOT_ACCEPTED');
  const open = (await tx.findBy(afterSaleTable, { lineId })).find(({ status }) => status === 'submitted');
  if (quantity > left || (open && reason !== 'recalled')) throw orderProblem('AFTER_SALE_OPEN');
  if (reason === 'recalled' && quantity > (await recalledOf(tx, parcel.id, lineId)))
    throw orderProblem('AFTER_SALE_NOT_RECALLED');
  if (open && quantity + open.quantity > left) await giveWay(deps, tx, open);
  const id = deps.newId();
  return {
    ...{ id, orderId, parcelId: parcel.id, storeId: parcel.storeId, lineId, quantity, reason },
    text: sealWords(deps.crypto, 'text', id, text),
    ...{ status: 'submitted', amountFen: refund.amountFen, report: refund.rule.report },
    submittedAt: toInstant(deps.now()),
    ...{ answer: null, decidedBy: null, decidedAt: null, goodsBackAt: null },
  };
}

const recalledOf = async (tx: Tx, parcelId: string, lineId: string): Promise<number> =>
  (await recalledUnits(tx, [parcelId])).find((each) => each.lineId === lineId)?.quantity ?? 0;

/** Told instead of a person's answer: nobody decides about a recalled lot. */
const TAKEN = '批号召回，系统已受理。请停止使用，方便时把药品（拆封、用剩的也要）带回药店，由药店登记销毁。';

/** A recall waits for nobody: a complaint about the same units, still unanswered, ends for it. */
async function giveWay(deps: Deps, tx: Tx, sale: AfterSaleRow): Promise<void> {
  const answer = sealWords(deps.crypto, 'answer', sale.id, GAVE_WAY);
  await moveAfterSale(tx, system, sale, 'withdraw', { answer, decidedAt: toInstant(deps.now()) });
  await note(deps, tx, { orderId: sale.orderId, parcelId: sale.parcelId, what: 'after_sale.withdraw' });
}

/** Told with the complaint that ended. */
const GAVE_WAY = '这件药品的批号已召回，按召回退款，原来的申请不再处理。还有别的药品有问题的，可以重新申请。';

export function withdrawAfterSale(deps: Deps): Handler<typeof withdrawContract> {
  const { db } = deps;
  return async (patient, { id: orderId, afterSaleId: id }) => {
    mustOwn(patient, await orderById(db.read, orderId));
    await db.write(async (tx) => {
      const sale = await tx.findOneBy(afterSaleTable, { id, orderId });
      if (!sale) throw orderProblem('AFTER_SALE_NOT_FOUND');
      await moveAfterSale(tx, patient, sale, 'withdraw', { decidedAt: toInstant(deps.now()) });
      await note(deps, tx, { orderId, parcelId: sale.parcelId, what: 'after_sale.withdraw' });
    });
    return (await presentOrders(deps, [(await orderById(db.read, orderId))!]))[0]!;
  };
}
