/**
 * Orders: what a patient bought, parcel by parcel, from placing to the door. Step 4 of the journey begins here. An order holds
 * stock, coupons and prescription together or not at all, and gives back what it does not use.
 */
import { submitAfterSale, withdrawAfterSale } from './after-sale.ts';
import { cancelOrder } from './cancel-order.ts';
import { checkReceiptCode } from './check-receipt-code.ts';
import { collectParcel, unlockPickup } from './collect-parcel.ts';
import { decideAfterSale, listAfterSales, takeGoodsBack } from './decide-after-sale.ts';
import { decideShortage } from './decide-shortage.ts';
import { dealsAt, salesOf } from './deals.ts';
import { deliver, handOver } from './deliver-parcel.ts';
import { pickParcel } from './pick-parcel.ts';
import { placeOrder } from './place-order.ts';
import { cancelParcel } from './end-parcel.ts';
import { dispensedIn, expiriesOfParcel, forgetBuyer } from './for-compliance.ts';
import { orderForPayment, parcelSum } from './for-payment.ts';
import { decideParcelLoss, reportParcelLost } from './lose-parcel.ts';
import type { Deps } from './ports.ts';
import {
  activeOrders,
  deliveredLines,
  filledBy,
  getOrder,
  hasOrdered,
  listOrders,
  lotsOfParcel,
  orderOf,
  parcelForDelivery,
  storeCodeOfOrder,
} from './queries.ts';
import { orderReactions } from './reactions.ts';
import { listRecalledParcels } from './recall-lot.ts';
import { renewPickupCode } from './renew-pickup-code.ts';
import { reportShort } from './report-short.ts';
import { checkInParcel, refuse } from './return-parcel.ts';
import { orderRoutes } from './routes.ts';
import { scanBox } from './scan-box.ts';
import { sealParcel } from './seal-parcel.ts';
import { getStoreParcel, listStoreParcels } from './store-desk.ts';
import { switchMode } from './switch-mode.ts';

export function order(deps: Deps) {
  const use = {
    place: placeOrder(deps),
    get: getOrder(deps),
    list: listOrders(deps),
    cancel: cancelOrder(deps),
    listStoreParcels: listStoreParcels(deps),
    getStoreParcel: getStoreParcel(deps),
    pick: pickParcel(deps),
    seal: sealParcel(deps),
    switchMode: switchMode(deps),
    renewPickupCode: renewPickupCode(deps),
    decideShortage: decideShortage(deps),
    submitAfterSale: submitAfterSale(deps),
    withdrawAfterSale: withdrawAfterSale(deps),
    reportShort: reportShort(deps),
    collect: collectParcel(deps),
    unlockPickup: unlockPickup(deps),
    checkIn: checkInParcel(deps),
    reportLost: reportParcelLost(deps),
    decideLoss: decideParcelLoss(deps),
    listAfterSales: listAfterSales(deps),
    decideAfterSale: decideAfterSale(deps),
    takeGoodsBack: takeGoodsBack(deps),
    scanBox: scanBox(deps),
    cancelParcel: cancelParcel(deps),
    listRecalledParcels: listRecalledParcels(deps),
  };
  return {
    use,
    routes: orderRoutes(use),
    reactions: orderReactions(deps),
    /** For payment. */
    orderForPayment: orderForPayment(deps),
    parcelSum,
    /** For delivery. */
    parcelForDelivery: parcelForDelivery(deps),
    handOver: handOver(deps),
    deliver: deliver(deps),
    refuse: refuse(deps),
    checkReceiptCode: checkReceiptCode(deps),
    /** For pricing. */
    hasOrdered: hasOrdered(deps),
    dealsAt: dealsAt(deps),
    salesOf: salesOf(deps),
    /** For prescription. */
    storeCodeOfOrder: storeCodeOfOrder(deps),
    lotsOfParcel: lotsOfParcel(deps),
    filledBy: filledBy(deps),
    /** For compliance. */
    expiriesOfParcel,
    dispensedIn: dispensedIn(deps),
    forgetBuyer: forgetBuyer(deps),
    /** For screens. */
    orderOf: orderOf(deps),
    activeOrders: activeOrders(deps),
    deliveredLines: deliveredLines(deps),
  };
}
