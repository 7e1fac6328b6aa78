import * as contract from '@xinglin/shared/health-record/contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  read: Handler<typeof contract.getHealthRecord>;
  saveProfile: Handler<typeof contract.saveHealthProfile>;
  observe: Handler<typeof contract.recordObservation>;
  hide: Handler<typeof contract.hideEntry>;
  exportRecord: Handler<typeof contract.exportHealthRecord>;
};

export const healthRecordRoutes = (use: UseCases): Route[] => [
  route(contract.getHealthRecord, use.read),
  route(contract.saveHealthProfile, use.saveProfile),
  route(contract.recordObservation, use.observe),
  route(contract.hideEntry, use.hide),
  route(contract.exportHealthRecord, use.exportRecord),
];
