import type { RecordEntry } from '@xinglin/shared/health-record/contract';
import type { Instant } from '@xinglin/shared/kernel/time';
import type { Deps } from './ports.ts';
import { sealer, type EntryContent } from './seal.ts';
import { healthRecordStore, type EntryRow } from './store.ts';

export type NewEntry = EntryContent & {
  personId: string;
  key: string;
  kind: RecordEntry['kind'];
  at: Instant;
};

/** Puts one thing into the record of a person who agreed to have one; the same key is written once. */
export function writeEntry({ db, crypto, hasConsent, newId }: Deps) {
  const { sealEntry } = sealer(crypto);
  return async ({ personId, key, kind, at, ...content }: NewEntry): Promise<EntryRow | null> => {
    if (!(await hasConsent(personId, 'health_record'))) return null;
    const id = newId();
    const row: EntryRow = { id, personId, key, kind, at, sealed: sealEntry(id, content), hidden: false };
    return db.write(async (tx) => {
      const store = healthRecordStore(tx);
      if (await store.hasKey(key)) return null;
      await store.insertEntry(row);
      return row;
    });
  };
}
