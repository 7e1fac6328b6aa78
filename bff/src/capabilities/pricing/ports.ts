import type { DrugClass, StorageClass } from '@xinglin/shared/catalogue/contract';
import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { StoreFacts } from '@xinglin/shared/store/rules';
import type { Database, Tx } from '../../kernel/database.ts';

/** What pricing knows of a drug. */
export type DrugFacts = {
  id: string;
  genericName: string;
  strength: string;
  pack: string;
  class: DrugClass;
  storage: StorageClass;
  category: string;
  prohibitedOnline: boolean;
};

/** Everything this capability takes from outside itself. */
export type Deps = {
  db: Database;
  now: () => Date;
  newId: () => string;
  /** From catalogue: unknown ids are not in the answer. */
  drugsByIds: (drugIds: string[]) => Promise<Map<string, DrugFacts>>;
  /** From catalogue, for imports; asked inside the importing transaction. */
  drugsByCodes: (codes: string[], tx: Tx) => Promise<Map<string, { id: string; prohibitedOnline: boolean }>>;
  /** From store: all within `radiusM` metres, open or not. */
  storesNear: (point: Gcj02Point, radiusM: number) => Promise<{ store: StoreFacts; distanceM: number }[]>;
  /** From store. */
  storesByIds: (ids: string[], tx?: Tx) => Promise<StoreFacts[]>;
  /** From store, for imports; asked inside the importing transaction. */
  storesByCodes: (codes: string[], tx: Tx) => Promise<{ id: string; code: string }[]>;
  /** From inventory: what can be sold online now; a pair without a row is 0. */
  stockAt: (
    storeIds: string[],
    drugIds: string[],
  ) => Promise<{ storeId: string; drugId: string; available: number }[]>;
  /** From prescription: may this patient buy these packs on this prescription now? */
  prescriptionCovers: (
    patientId: string,
    prescriptionId: string,
    lines: { drugId: string; quantity: number }[],
  ) => Promise<boolean>;
  /** From order: this patient has an order that was not given up before paying. */
  hasOrdered: (patientId: string) => Promise<boolean>;
};
