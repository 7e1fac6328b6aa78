import type { RecordEntry } from '@xinglin/shared/health-record/contract';
import type { Instant } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import { column, entity } from '../../kernel/entity.ts';

/** The profile as one encrypted JSON value. */
export const profileTable = entity<{ personId: string; sealed: string; updatedAt: Instant }>(
  'health_profile',
  { personId: column.id(), sealed: column.text('health'), updatedAt: column.instant() },
  { key: ['personId'] },
);

/** One entry: title, detail and FHIR resource as one encrypted JSON value; `key` keeps an event from being written twice. */
export type EntryRow = {
  id: string;
  personId: string;
  key: string;
  kind: RecordEntry['kind'];
  at: Instant;
  sealed: string;
  hidden: boolean;
};

export const entryTable = entity<EntryRow>(
  'record_entry',
  {
    id: column.id(),
    personId: column.id(),
    key: column.string(120),
    kind: column.string(16, 'health'),
    at: column.instant('health'),
    sealed: column.text('health'),
    hidden: column.flag(),
  },
  { unique: [['key']], index: [['personId', 'at']] },
);

/** Who looked into the record: the person sees every line of it. */
export type AccessRow = { id: string; personId: string; who: string; what: string; at: Instant };
export const accessTable = entity<AccessRow>(
  'record_access',
  {
    id: column.id(),
    personId: column.id(),
    who: column.string(60, 'personal'),
    what: column.string(60),
    at: column.instant(),
  },
  { index: [['personId', 'id']] },
);

/** Reads and writes the record inside `tx`. Holds no rules. */
export function healthRecordStore(tx: Tx) {
  return {
    profile: (personId: string) => tx.findOneBy(profileTable, { personId }),
    async saveProfile(personId: string, sealed: string, updatedAt: Instant): Promise<void> {
      const { affected } = await tx.update(profileTable, { personId }, { sealed, updatedAt });
      if (affected === 0) await tx.insert(profileTable, { personId, sealed, updatedAt });
    },
    hasKey: (key: string) => tx.existsBy(entryTable, { key }),
    insertEntry: (row: EntryRow) => tx.insert(entryTable, row),
    entries: (personId: string, limit: number) =>
      tx.find(entryTable, { where: { personId }, order: { at: 'DESC', id: 'DESC' }, take: limit }),
    entryOf: (personId: string, id: string) => tx.findOneBy(entryTable, { personId, id }),
    hide: (id: string, hidden: boolean) => tx.update(entryTable, id, { hidden }),
    insertAccess: (row: AccessRow) => tx.insert(accessTable, row),
    accesses: (personId: string) =>
      tx.find(accessTable, { where: { personId }, order: { id: 'DESC' }, take: 50 }),
  };
}
