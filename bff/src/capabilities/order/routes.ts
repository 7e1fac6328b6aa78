import * as contract from '@xinglin/shared/order/contract';
import * as storeParcel from '@xinglin/shared/order/store-parcel';
import * as changes from '@xinglin/shared/order/operations';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  place: Handler<typeof contract.placeOrder>;
  get: Handler<typeof contract.getOrder>;
  list: Handler<typeof contract.listOrders>;
  cancel: Handler<typeof contract.cancelOrder>;
  listStoreParcels: Handler<typeof storeParcel.listStoreParcels>;
  getStoreParcel: Handler<typeof storeParcel.getStoreParcel>;
  pick: Handler<typeof storeParcel.pickParcel>;
  seal: Handler<typeof storeParcel.sealParcel>;
  switchMode: Handler<typeof changes.switchMode>;
  renewPickupCode: Handler<typeof changes.renewPickupCode>;
  decideShortage: Handler<typeof changes.decideShortage>;
  submitAfterSale: Handler<typeof changes.submitAfterSale>;
  withdrawAfterSale: Handler<typeof changes.withdrawAfterSale>;
  reportShort: Handler<typeof changes.reportShort>;
  collect: Handler<typeof changes.collectParcel>;
  unlockPickup: Handler<typeof changes.unlockPickup>;
  checkIn: Handler<typeof changes.checkInParcel>;
  reportLost: Handler<typeof changes.reportParcelLost>;
  decideLoss: Handler<typeof changes.decideParcelLoss>;
  listAfterSales: Handler<typeof changes.listAfterSales>;
  decideAfterSale: Handler<typeof changes.decideAfterSale>;
  takeGoodsBack: Handler<typeof changes.takeGoodsBack>;
  scanBox: Handler<typeof changes.scanBox>;
  cancelParcel: Handler<typeof changes.cancelParcel>;
  listRecalledParcels: Handler<typeof changes.listRecalledParcels>;
};

export const orderRoutes = (use: UseCases): Route[] => [
  route(contract.placeOrder, use.place),
  route(contract.getOrder, use.get),
  route(contract.listOrders, use.list),
  route(contract.cancelOrder, use.cancel),
  route(storeParcel.listStoreParcels, use.listStoreParcels),
  route(storeParcel.getStoreParcel, use.getStoreParcel),
  route(storeParcel.pickParcel, use.pick),
  route(storeParcel.sealParcel, use.seal),
  route(changes.switchMode, use.switchMode),
  route(changes.renewPickupCode, use.renewPickupCode),
  route(changes.decideShortage, use.decideShortage),
  route(changes.submitAfterSale, use.submitAfterSale),
  route(changes.withdrawAfterSale, use.withdrawAfterSale),
  route(changes.reportShort, use.reportShort),
  route(changes.collectParcel, use.collect),
  route(changes.unlockPickup, use.unlockPickup),
  route(changes.checkInParcel, use.checkIn),
  route(changes.reportParcelLost, use.reportLost),
  route(changes.decideParcelLoss, use.decideLoss),
  route(changes.listAfterSales, use.listAfterSales),
  route(changes.decideAfterSale, use.decideAfterSale),
  route(changes.takeGoodsBack, use.takeGoodsBack),
  route(changes.scanBox, use.scanBox),
  route(changes.cancelParcel, use.cancelParcel),
  route(changes.listRecalledParcels, use.listRecalledParcels),
];
