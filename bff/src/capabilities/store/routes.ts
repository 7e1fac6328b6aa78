import * as contract from '@xinglin/shared/store/contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  findNearby: Handler<typeof contract.findNearbyStores>;
  get: Handler<typeof contract.getStore>;
};

/** `nearby` stands before `:id`: the first path that fits is taken. */
export const storeRoutes = (use: UseCases): Route[] => [
  route(contract.findNearbyStores, use.findNearby),
  route(contract.getStore, use.get),
];
