import * as contract from '@xinglin/shared/payment/contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  start: Handler<typeof contract.startPayment>;
  get: Handler<typeof contract.getPayment>;
};

export const paymentRoutes = (use: UseCases): Route[] => [
  route(contract.startPayment, use.start),
  route(contract.getPayment, use.get),
];
