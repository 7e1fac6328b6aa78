import * as contract from '@xinglin/shared/compliance/contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  audit: Handler<typeof contract.listAudit>;
  licenceAlerts: Handler<typeof contract.listLicenceAlerts>;
};

export const complianceRoutes = (use: UseCases): Route[] => [
  route(contract.listAudit, use.audit),
  route(contract.listLicenceAlerts, use.licenceAlerts),
];
