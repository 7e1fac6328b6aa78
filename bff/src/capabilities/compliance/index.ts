/** Compliance: what an officer or an inspector asks to see, and how long the law has us keep it. */
import { askToDropEvent, dropEvent, listDeadEvents, retryDeadEvent } from './dead-events.ts';
import { retentionReactions } from './keep-records.ts';
import type { Deps } from './ports.ts';
import { getPrescriptionCourse } from './prescription-course.ts';
import { readAudit, readAuditChain, readLicenceAlerts } from './queries.ts';
import { destroyRecord, holdRecord, liftHold, listKeptRecords } from './retention.ts';
import { complianceRoutes } from './routes.ts';

export function compliance(deps: Deps) {
  const use = {
    audit: readAudit(deps),
    auditChain: readAuditChain(deps),
    licenceAlerts: readLicenceAlerts(deps),
    course: getPrescriptionCourse(deps),
    deadEvents: listDeadEvents(deps),
    retryDeadEvent: retryDeadEvent(deps),
    askToDropEvent: askToDropEvent(deps),
    dropEvent: dropEvent(deps),
    keptRecords: listKeptRecords(deps),
    holdRecord: holdRecord(deps),
    liftHold: liftHold(deps),
    destroyRecord: destroyRecord(deps),
  };
  return { use, routes: complianceRoutes(use), reactions: retentionReactions(deps) };
}
