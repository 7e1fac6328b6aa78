import * as contract from '@xinglin/shared/store/contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  findNearby: Handler<typeof contract.findNearbyStores>;
  get: Handler<typeof contract.getStore>;
  listDays: Handler<typeof contract.listStoreDays>;
  putDay: Handler<typeof contract.putStoreDay>;
  removeDay: Handler<typeof contract.removeStoreDay>;
  showFridge: Handler<typeof contract.getFridge>;
  recordFridge: Handler<typeof contract.recordFridge>;
  handleFridgeAlarm: Handler<typeof contract.handleFridgeAlarm>;
  addFridgeDevice: Handler<typeof contract.addFridgeDevice>;
  removeFridgeDevice: Handler<typeof contract.removeFridgeDevice>;
  watches: Handler<typeof contract.listArrivalWatches>;
  watch: Handler<typeof contract.watchArrival>;
  unwatch: Handler<typeof contract.unwatchArrival>;
};

/** `nearby` stands before `:id`: the first path that fits is taken. */
export const storeRoutes = (use: UseCases): Route[] => [
  route(contract.findNearbyStores, use.findNearby),
  route(contract.getStore, use.get),
  route(contract.listStoreDays, use.listDays),
  route(contract.putStoreDay, use.putDay),
  route(contract.removeStoreDay, use.removeDay),
  route(contract.getFridge, use.showFridge),
  route(contract.recordFridge, use.recordFridge),
  route(contract.handleFridgeAlarm, use.handleFridgeAlarm),
  route(contract.addFridgeDevice, use.addFridgeDevice),
  route(contract.removeFridgeDevice, use.removeFridgeDevice),
  route(contract.listArrivalWatches, use.watches),
  route(contract.watchArrival, use.watch),
  route(contract.unwatchArrival, use.unwatch),
];
