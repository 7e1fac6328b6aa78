import * as contract from '@xinglin/shared/consultation/contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  start: Handler<typeof contract.startConsultation>;
  list: Handler<typeof contract.listConsultations>;
};

export const consultationRoutes = (use: UseCases): Route[] => [
  route(contract.startConsultation, use.start),
  route(contract.listConsultations, use.list),
];
