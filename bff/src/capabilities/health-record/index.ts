/** Health record (健康档案): kept only with separate consent, encrypted, every look by another written down, exported as FHIR R4. */
import { hideOwnEntry } from './hide-entry.ts';
import type { Deps } from './ports.ts';
import { exportRecord, healthFactsOf, readRecord } from './queries.ts';
import { healthRecordReactions } from './reactions.ts';
import { recordOwnObservation } from './record-observation.ts';
import { healthRecordRoutes } from './routes.ts';
import { saveProfile } from './save-profile.ts';

export function healthRecord(deps: Deps) {
  const use = {
    read: readRecord(deps),
    saveProfile: saveProfile(deps),
    observe: recordOwnObservation(deps),
    hide: hideOwnEntry(deps),
    exportRecord: exportRecord(deps),
  };
  return {
    use,
    routes: healthRecordRoutes(use),
    reactions: healthRecordReactions(deps),
    healthFactsOf: healthFactsOf(deps),
  };
}

export type { HealthFacts } from './ports.ts';
