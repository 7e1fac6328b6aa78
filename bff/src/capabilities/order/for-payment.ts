import { partOf } from '@xinglin/shared/order/shares';
import type { Tx } from '../../kernel/database.ts';
import { afterSaleTable, openDueOf, refundsOf, shortageTable } from './changes-table.ts';
import { leftOf } from './pay-back.ts';
import type { Deps } from './ports.ts';
import { holdOrder, orderById, parcelById, parcelsOf, type ParcelRow } from './store.ts';

/** For payment: what is asked for this order, and what was asked for later; undefined when it is not this patient's. */
export const orderForPayment =
  ({ db }: Pick<Deps, 'db'>) =>
  async (patientId: string, orderId: string) => {
    const order = await orderById(db.read, orderId);
    if (order?.patientId !== patientId) return undefined;
    const { orderNo, status, totalFen, payBefore, mode } = order;
    const stores = new Set((await parcelsOf(db.read, [orderId])).map(({ storeId }) => storeId));
    const [storeId = null] = stores.size === 1 ? stores : [];
    const due = await openDueOf(db.read, orderId);
    const supplement = due && { due: due.id, totalFen: due.amountFen, payBefore: due.payBefore };
    return { orderNo, status, totalFen, payBefore, mode, storeId, supplement };
  };

/**
 * For payment: what the store had earned with a parcel when it reached the person, and what of that the patient paid. The rest is
 * the platform's: its own coupon, and what another store asked more for units it sent in place of the first. What went back before
 * counts in neither; what went back after, the store gives out of its revenue, so that it does not matter which is booked first.
 */
export async function parcelSum(tx: Tx, parcelId: string) {
  const found = await parcelById(tx, parcelId);
  if (!found) return undefined;
  await holdOrder(tx, found.orderId);
  const parcel = (await parcelById(tx, parcelId))!;
  const { lines, goodsFen, packagingFeeFen, deliveryFeeFen } = await leftOf(tx, parcel);
  const later = await complaintsOf(tx, parcel);
  const feesFen = packagingFeeFen + deliveryFeeFen;
  const kept = lines.map((line) => {
    const back = line.refundedQuantity - (later.units.get(line.id) ?? 0);
    const priceFen = line.lineFen - line.storeOffFen;
    return {
      units: line.quantity - back,
      fen: line.quantity === 0 ? 0 : priceFen - partOf(priceFen, line.quantity, back),
    };
  });
  const keptFen = kept.reduce((sum, { fen }) => sum + fen, 0);
  const units = kept.reduce((sum, each) => sum + each.units, 0);
  const dearerFen = await dearerOf(tx, parcelId, units);
  return {
    ...{ orderId: parcel.orderId, storeId: parcel.storeId },
    paidFen: goodsFen + later.goodsFen + feesFen,
    due: parcel.deliveryDueId === null ? null : { id: parcel.deliveryDueId, fen: deliveryFeeFen },
    worthFen: keptFen + feesFen + dearerFen,
  };
}

/** What another store asks more for units it sent, for those of them that were not given back or sent on. One drug a parcel. */
async function dearerOf(tx: Tx, parcelId: string, units: number): Promise<number> {
  const moved = await tx.findBy(shortageTable, { movedTo: parcelId });
  return moved.reduce((sum, { platformFen, quantity }) => sum + (platformFen / quantity) * units, 0);
}

/** Money and units that went back after the parcel was received. */
async function complaintsOf(tx: Tx, { id: parcelId, orderId }: ParcelRow) {
  const parts = (await refundsOf(tx, orderId)).flatMap((refund) => refund.parts);
  const signed = parts.filter((part) => part.parcelId === parcelId && part.situation === 'signed');
  const units = new Map<string, number>();
  for (const { lineId, quantity, status } of await tx.findBy(afterSaleTable, { parcelId }))
    if (status === 'refunding' || status === 'refunded')
      units.set(lineId, (units.get(lineId) ?? 0) + quantity);
  return { units, goodsFen: signed.reduce((sum, { goodsFen }) => sum + goodsFen, 0) };
}
