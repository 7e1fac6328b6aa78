import { partOf } from '@xinglin/shared/order/shares';
import { openDueOf, shortageTable } from './changes-table.ts';
import { leftOf } from './pay-back.ts';
import type { Deps } from './ports.ts';
import { orderById, parcelById, parcelsOf } from './store.ts';

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
 * For payment: what the store has earned with a parcel, and what of that the patient paid. The rest is the platform's: its own
 * coupon, and what another store asked more for units it sent in place of the first. What went back counts in neither.
 */
export const parcelSum =
  ({ db }: Pick<Deps, 'db'>) =>
  async (parcelId: string) => {
    const parcel = await parcelById(db.read, parcelId);
    if (!parcel) return undefined;
    const { lines, goodsFen, packagingFeeFen, deliveryFeeFen } = await leftOf(db.read, parcel);
    const feesFen = packagingFeeFen + deliveryFeeFen;
    const moved = await db.read.findBy(shortageTable, { movedTo: parcelId });
    const keptFen = lines.reduce((sum, { lineFen, storeOffFen, quantity, refundedQuantity }) => {
      const priceFen = lineFen - storeOffFen;
      return sum + priceFen - partOf(priceFen, quantity, refundedQuantity);
    }, 0);
    const dearerFen = moved.reduce((sum, { platformFen }) => sum + platformFen, 0);
    return {
      ...{ orderId: parcel.orderId, storeId: parcel.storeId },
      paidFen: goodsFen + feesFen,
      due: parcel.deliveryDueId === null ? null : { id: parcel.deliveryDueId, fen: deliveryFeeFen },
      worthFen: keptFen + feesFen + (keptFen > 0 ? dearerFen : 0),
    };
  };
