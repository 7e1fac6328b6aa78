import * as contract from '@xinglin/shared/compliance/contract';
import { getPrescriptionCourse } from '@xinglin/shared/compliance/course-contract';
import * as dead from '@xinglin/shared/compliance/dead-events-contract';
import * as retention from '@xinglin/shared/compliance/retention-contract';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  audit: Handler<typeof contract.listAudit>;
  auditChain: Handler<typeof contract.verifyAuditChain>;
  licenceAlerts: Handler<typeof contract.listLicenceAlerts>;
  course: Handler<typeof getPrescriptionCourse>;
  deadEvents: Handler<typeof dead.listDeadEvents>;
  retryDeadEvent: Handler<typeof dead.retryDeadEvent>;
  askToDropEvent: Handler<typeof dead.askToDropEvent>;
  dropEvent: Handler<typeof dead.dropEvent>;
  keptRecords: Handler<typeof retention.listKeptRecords>;
  holdRecord: Handler<typeof retention.holdRecord>;
  liftHold: Handler<typeof retention.liftHold>;
  destroyRecord: Handler<typeof retention.destroyRecord>;
};

export const complianceRoutes = (use: UseCases): Route[] => [
  route(contract.listAudit, use.audit),
  route(contract.verifyAuditChain, use.auditChain),
  route(contract.listLicenceAlerts, use.licenceAlerts),
  route(getPrescriptionCourse, use.course),
  route(dead.listDeadEvents, use.deadEvents),
  route(dead.retryDeadEvent, use.retryDeadEvent),
  route(dead.askToDropEvent, use.askToDropEvent),
  route(dead.dropEvent, use.dropEvent),
  route(retention.listKeptRecords, use.keptRecords),
  route(retention.holdRecord, use.holdRecord),
  route(retention.liftHold, use.liftHold),
  route(retention.destroyRecord, use.destroyRecord),
];
