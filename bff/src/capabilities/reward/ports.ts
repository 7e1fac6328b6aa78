import type { Database } from '../../kernel/database.ts';

/** Everything this capability takes from outside itself. */
export type Deps = {
  db: Database;
  now: () => Date;
  newId: () => string;
};
