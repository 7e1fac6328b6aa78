import type {
  exportHealthRecord,
  getHealthRecord,
  HealthProfile,
} from '@xinglin/shared/health-record/contract';
import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import { bundle } from './fhir/bundle.ts';
import type { Deps, HealthFacts } from './ports.ts';
import { entryView, sealer } from './seal.ts';
import { healthRecordStore } from './store.ts';

const EXPORT_LIMIT = 5_000;

async function profileOf(
  { db, crypto }: Pick<Deps, 'db' | 'crypto'>,
  personId: string,
): Promise<HealthProfile | null> {
  const row = await healthRecordStore(db.read).profile(personId);
  return row ? sealer(crypto).openProfile(personId, row.sealed) : null;
}

export const readRecord = (deps: Deps): Handler<typeof getHealthRecord> => {
  const { db, crypto, hasConsent } = deps;
  const { openEntry } = sealer(crypto);
  return async (actor, { limit }) => {
    if (!(await hasConsent(actor.id, 'health_record')))
      return { consented: false, profile: null, entries: [], accesses: [] };
    const store = healthRecordStore(db.read);
    return {
      consented: true,
      profile: await profileOf(deps, actor.id),
      entries: (await store.entries(actor.id, limit)).map((row) => entryView(row, openEntry(row))),
      accesses: await store.accesses(actor.id),
    };
  };
};

/** The whole record, hidden entries too: it is the person's own. */
export const exportRecord = (deps: Deps): Handler<typeof exportHealthRecord> => {
  const { db, crypto, hasConsent, now } = deps;
  const { openEntry } = sealer(crypto);
  return async (actor) => {
    if (!(await hasConsent(actor.id, 'health_record')))
      throw problem('CONSENT_REQUIRED', { purpose: 'health_record' });
    const rows = await healthRecordStore(db.read).entries(actor.id, EXPORT_LIMIT);
    const entries = rows.map((row) => ({ id: row.id, resource: openEntry(row).resource }));
    await db.write((tx) => audit(tx, actor, 'health_record.export', actor.id));
    return bundle(actor.id, await profileOf(deps, actor.id), entries, toInstant(now()));
  };
};

/**
 * For safety checks of others. Null without consent. `reader` is the person's words for who looks and why; such a look is
 * written down where the person sees it. The person's own checks pass null.
 */
export const healthFactsOf =
  (deps: Deps) =>
  async (personId: string, reader: { who: string; what: string } | null): Promise<HealthFacts | null> => {
    const { db, hasConsent, now, newId } = deps;
    if (!(await hasConsent(personId, 'health_record'))) return null;
    if (reader) {
      const access = { id: newId(), personId, ...reader, at: toInstant(now()) };
      await db.write((tx) => healthRecordStore(tx).insertAccess(access));
    }
    return profileOf(deps, personId);
  };
