import { toInstant } from '@xinglin/shared/kernel/time';
import { orderProblem } from '@xinglin/shared/order/contract';
import type {
  submitAfterSale as submitContract,
  withdrawAfterSale as withdrawContract,
} from '@xinglin/shared/order/operations';
import { causeOfAfterSale, refundFor } from '@xinglin/shared/order/refund-matrix';
import { partOf } from '@xinglin/shared/order/shares';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import { afterSaleTable } from './changes-table.ts';
import type { AfterSaleSubmitted } from './events.ts';
import { moveAfterSale, note } from './move.ts';
import { mustOwn } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentOrders } from './present.ts';
import { sealWords } from './sealed.ts';
import { holdOrder, linesOf, orderById, parcelById, parcelsOf } from './store.ts';

/** Something is wrong with goods that were received. Without a fault medicine is not taken back, as was confirmed before paying. */
export function submitAfterSale(deps: Deps): Handler<typeof submitContract> {
  const { db, crypto, now, newId } = deps;
  return async (patient, { id: orderId, lineId, quantity, reason, text }) => {
    mustOwn(patient, await orderById(db.read, orderId));
    await db.write(async (tx) => {
      await holdOrder(tx, orderId);
      const line = (
        await linesOf(
          tx,
          (await parcelsOf(tx, [orderId])).map(({ id }) => id),
        )
      ).find(({ id }) => id === lineId);
      const parcel = line && (await parcelById(tx, line.parcelId));
      if (!line || parcel?.status !== 'delivered') throw orderProblem('PARCEL_NOT_FOUND');
      const left = line.quantity - line.refundedQuantity;
      const goodsFen = left > 0 ? partOf(line.paidFen - line.refundedFen, left, Math.min(quantity, left)) : 0;
      const refund = refundFor('signed', causeOfAfterSale[reason], NO_FEES(goodsFen));
      if (!refund) throw orderProblem('AFTER_SALE_NOT_ACCEPTED');
      if (quantity > left || (await isOpen(tx, lineId))) throw orderProblem('AFTER_SALE_OPEN');
      const { storeId, id: parcelId } = parcel;
      const id = newId();
      const words = sealWords(crypto, 'text', id, text);
      const case_ = { id, orderId, parcelId, storeId, lineId, quantity, reason, text: words };
      const open = { status: 'submitted', answer: null, decidedBy: null, decidedAt: null } as const;
      const amount = { amountFen: refund.amountFen, report: refund.rule.report };
      await tx.insert(afterSaleTable, { ...case_, ...open, ...amount, submittedAt: toInstant(now()) });
      await audit(tx, patient, 'after_sale.submit', case_.id, { orderId, reason });
      await note(deps, tx, { orderId, parcelId, what: 'after_sale' });
      const { patientId, orderNo } = (await orderById(tx, orderId))!;
      const data = { patientId, orderNo, orderId, storeId };
      await publish<AfterSaleSubmitted>(tx, { name: 'order.after_sale_submitted', subject: case_.id, data });
    });
    return (await presentOrders(deps, [(await orderById(db.read, orderId))!]))[0]!;
  };
}

/** What was brought is refunded, not the bringing. */
export const NO_FEES = (goodsFen: number) => ({ goodsFen, packagingFeeFen: 0, deliveryFeeFen: 0 });

const isOpen = async (tx: Tx, lineId: string) =>
  (await tx.findBy(afterSaleTable, { lineId })).some(({ status }) => status === 'submitted');

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
