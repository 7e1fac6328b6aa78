import * as contract from '@xinglin/shared/payment/contract';
import * as desk from '@xinglin/shared/payment/desk';
import { route, type Route } from '../../kernel/http.ts';
import { readBalances, readCases } from './desk.ts';
import { getPayment } from './get-payment.ts';
import type { Deps } from './ports.ts';
import { readReconciliations, rerunReconciliation } from './reconciliations.ts';
import { resolveCase } from './resolve-case.ts';
import { listPayMethods, startPayment } from './start-payment.ts';
import { readCashDues, takeCash } from './take-cash.ts';

export const paymentRoutes = (deps: Deps): Route[] => [
  route(contract.startPayment, startPayment(deps)),
  route(contract.listPayMethods, listPayMethods(deps)),
  route(contract.getPayment, getPayment(deps)),
  route(desk.listCashDues, readCashDues(deps)),
  route(desk.confirmCash, takeCash(deps)),
  route(desk.listMoneyCases, readCases(deps)),
  route(desk.resolveMoneyCase, resolveCase(deps)),
  route(desk.listReconciliations, readReconciliations(deps)),
  route(desk.runReconciliation, rerunReconciliation(deps)),
  route(desk.getBalances, readBalances(deps)),
];
