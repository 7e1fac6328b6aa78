import type { LiveEvent } from '@xinglin/shared/kernel/live';
import type { Database, Tx } from '../../kernel/database.ts';

/** Everything this capability takes from outside itself. */
export type Deps = {
  db: Database;
  now: () => Date;
  newId: () => string;
  /** From catalogue: unknown ids are simply not in the answer. */
  drugsByIds: (
    drugIds: string[],
  ) => Promise<Map<string, { genericName: string; strength: string; pack: string }>>;
  /** From catalogue, for imports; asked inside the importing transaction. */
  drugsByCodes: (codes: string[], tx: Tx) => Promise<Map<string, { id: string }>>;
  /** From store, for imports; asked inside the importing transaction. */
  storesByCodes: (codes: string[], tx: Tx) => Promise<{ id: string; code: string }[]>;
  /** From identity: names of people at work; who is not in the answer is shown as 系统. */
  staffNames: (accountIds: string[]) => Promise<Map<string, string>>;
  /** The live socket. */
  tell: (audience: { store: string }, event: LiveEvent) => void;
};
