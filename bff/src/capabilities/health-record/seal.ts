import type { HealthProfile, RecordEntry } from '@xinglin/shared/health-record/contract';
import type { FieldCrypto } from '../../kernel/crypto.ts';
import type { FhirResource } from './fhir/resource.ts';
import type { EntryRow } from './store.ts';

export type EntryContent = { title: string; detail: string; resource: FhirResource };

/** Everything about a person's health lies encrypted, bound to its row. */
export function sealer(crypto: FieldCrypto) {
  const entryPlace = (row: string) => ({ table: 'record_entry', column: 'sealed', row });
  const profilePlace = (row: string) => ({ table: 'health_profile', column: 'sealed', row });
  return {
    sealEntry: (id: string, content: EntryContent) => crypto.encrypt(JSON.stringify(content), entryPlace(id)),
    openEntry: ({ id, sealed }: EntryRow) =>
      JSON.parse(crypto.decrypt(sealed, entryPlace(id))) as EntryContent,
    sealProfile: (personId: string, profile: HealthProfile) =>
      crypto.encrypt(JSON.stringify(profile), profilePlace(personId)),
    openProfile: (personId: string, sealed: string) =>
      JSON.parse(crypto.decrypt(sealed, profilePlace(personId))) as HealthProfile,
  };
}

export const entryView = (row: EntryRow, { title, detail }: EntryContent): RecordEntry => ({
  id: row.id,
  kind: row.kind,
  at: row.at,
  title,
  detail,
  hidden: row.hidden,
});
