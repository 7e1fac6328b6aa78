import type { Database } from '../../kernel/database.ts';

/** Everything this capability takes from outside itself. */
export type Deps = {
  db: Database;
  now: () => Date;
  newId: () => string;
  /** From prescription: the drugs this person holds an approved, still valid prescription for. */
  approvedDrugIdsOf: (personId: string) => Promise<Set<string>>;
  /** From pricing: the lowest price now, in fen, of each drug that some store offers. */
  lowestPricesFen: (drugIds: string[]) => Promise<Map<string, number>>;
};
