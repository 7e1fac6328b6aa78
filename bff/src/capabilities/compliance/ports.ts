import type { LicenceAlert } from '@xinglin/shared/compliance/contract';
import type { LocalDate } from '@xinglin/shared/kernel/time';
import type { Database } from '../../kernel/database.ts';

export type Licence = { kind: LicenceAlert['kind']; holder: string; number: string; expires: LocalDate };

/** Everything this capability takes from outside itself. */
export type Deps = {
  db: Database;
  /** Every licence the product depends on: of stores, pharmacists and riders. */
  licences: () => Promise<Licence[]>;
  displayNameOf: (personId: string) => Promise<string | null>;
  now: () => Date;
};
