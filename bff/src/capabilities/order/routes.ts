import * as contract from '@xinglin/shared/order/contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  place: Handler<typeof contract.placeOrder>;
  get: Handler<typeof contract.getOrder>;
  list: Handler<typeof contract.listOrders>;
  cancel: Handler<typeof contract.cancelOrder>;
  listStoreParcels: Handler<typeof contract.listStoreParcels>;
  getStoreParcel: Handler<typeof contract.getStoreParcel>;
  pick: Handler<typeof contract.pickParcel>;
  seal: Handler<typeof contract.sealParcel>;
};

export const orderRoutes = (use: UseCases): Route[] => [
  route(contract.placeOrder, use.place),
  route(contract.getOrder, use.get),
  route(contract.listOrders, use.list),
  route(contract.cancelOrder, use.cancel),
  route(contract.listStoreParcels, use.listStoreParcels),
  route(contract.getStoreParcel, use.getStoreParcel),
  route(contract.pickParcel, use.pick),
  route(contract.sealParcel, use.seal),
];
