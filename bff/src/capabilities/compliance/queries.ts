import type {
  AuditEntry,
  listAudit,
  listLicenceAlerts,
  verifyAuditChain,
} from '@xinglin/shared/compliance/contract';
import { DAY_MS, shanghaiDate, toInstant } from '@xinglin/shared/kernel/time';
import type { Handler } from '../../kernel/http.ts';
import type { Deps } from './ports.ts';
import { auditReader } from './store.ts';

const WARN_DAYS = 30;
const FAULTS_SHOWN = 50;

export const readAudit =
  ({ db, displayNameOf }: Pick<Deps, 'db' | 'displayNameOf'>): Handler<typeof listAudit> =>
  async (_, filter) => {
    const { items, total } = await auditReader(db.read).page(filter);
    const ids = [...new Set(items.map(({ actorId }) => actorId))];
    const names = new Map(await Promise.all(ids.map(async (id) => [id, await displayNameOf(id)] as const)));
    const entries = items.map((row) => ({ ...row, actorName: names.get(row.actorId) ?? null }));
    return { items: entries as AuditEntry[], total };
  };

export const readAuditChain =
  ({ verifyChain, now }: Pick<Deps, 'verifyChain' | 'now'>): Handler<typeof verifyAuditChain> =>
  async () => {
    const { entries, anchors, faults } = await verifyChain();
    return {
      ...{ entries, anchors, faultCount: faults.length },
      faults: faults.slice(0, FAULTS_SHOWN),
      checkedAt: toInstant(now()),
    };
  };

/** What has ended or ends within 30 days, the most urgent first. */
export const readLicenceAlerts =
  ({ licences, now }: Pick<Deps, 'licences' | 'now'>): Handler<typeof listLicenceAlerts> =>
  async () => {
    const today = Date.parse(shanghaiDate(now()));
    const items = (await licences())
      .map((each) => ({ ...each, daysLeft: Math.round((Date.parse(each.expires) - today) / DAY_MS) }))
      .filter(({ daysLeft }) => daysLeft <= WARN_DAYS)
      .sort((a, b) => a.daysLeft - b.daysLeft);
    return { items };
  };
