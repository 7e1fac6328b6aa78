import * as contract from '@xinglin/shared/pricing/contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  makePlan: Handler<typeof contract.makePlan>;
  getPlan: Handler<typeof contract.getPlan>;
  listCoupons: Handler<typeof contract.listCoupons>;
};

export const pricingRoutes = (use: UseCases): Route[] => [
  route(contract.makePlan, use.makePlan),
  route(contract.getPlan, use.getPlan),
  route(contract.listCoupons, use.listCoupons),
];
