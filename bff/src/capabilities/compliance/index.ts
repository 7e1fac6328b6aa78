/** Compliance: what an officer or an inspector asks to see. It reads, and never changes what it reads. */
import type { Deps } from './ports.ts';
import { readAudit, readLicenceAlerts } from './queries.ts';
import { complianceRoutes } from './routes.ts';

export function compliance(deps: Deps) {
  const use = { audit: readAudit(deps), licenceAlerts: readLicenceAlerts(deps) };
  return { use, routes: complianceRoutes(use) };
}
