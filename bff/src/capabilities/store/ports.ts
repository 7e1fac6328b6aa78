import type { LiveEvent } from '@xinglin/shared/kernel/live';
import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { Fen } from '@xinglin/shared/kernel/money';
import type { Instant } from '@xinglin/shared/kernel/time';
import type { SaleFacts } from '@xinglin/shared/store/rules';
import type { Database } from '../../kernel/database.ts';

/** Everything this capability takes from outside itself. */
export type Deps = {
  db: Database;
  now: () => Date;
  newId: () => string;
  /** From catalogue: unknown ids are simply not in the answer. */
  drugsByIds: (drugIds: string[]) => Promise<Map<string, SaleFacts>>;
  /** From inventory: what can be sold online now; a pair without a row is 0. `asOf`: when the figure was last confirmed. */
  stockAt: (
    storeIds: string[],
    drugIds: string[],
  ) => Promise<{ storeId: string; drugId: string; available: number; asOf: Instant }[]>;
  /** From inventory: the same for everything these stores hold, for the index of what is where. */
  stockOf: (storeIds: string[]) => Promise<{ storeId: string; drugId: string; available: number }[]>;
  /** From inventory: the figures that were touched at that moment or later, by any process. */
  stockTouchedSince: (at: Instant) => Promise<{ storeId: string; drugId: string; available: number }[]>;
  /** From catalogue: what a drug is called. */
  drugNames: (drugIds: string[]) => Promise<Map<string, string>>;
  /** The live socket: the screens of a store, and those of people around a place. */
  tell: (audience: { store: string } | { around: Gcj02Point }, event: LiveEvent) => void;
  /** From pricing: the prices in force now; a pair without a row is not sold there. */
  pricesAt: (
    storeIds: string[],
    drugIds: string[],
  ) => Promise<{ storeId: string; drugId: string; priceFen: Fen }[]>;
};
