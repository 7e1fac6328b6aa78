import * as contract from '@xinglin/shared/inventory/contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  listBatches: Handler<typeof contract.listBatches>;
  listMovements: Handler<typeof contract.listMovements>;
  sellAtCounter: Handler<typeof contract.sellAtCounter>;
};

export const inventoryRoutes = (use: UseCases): Route[] => [
  route(contract.listBatches, use.listBatches),
  route(contract.listMovements, use.listMovements),
  route(contract.sellAtCounter, use.sellAtCounter),
];
