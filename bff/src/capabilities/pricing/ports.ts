import type { DrugClass, StorageClass } from '@xinglin/shared/catalogue/contract';
import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { Instant } from '@xinglin/shared/kernel/time';
import type { StoreFacts } from '@xinglin/shared/store/rules';
import type { FieldCrypto } from '../../kernel/crypto.ts';
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

export type DealFacts = { storeId: string; drugId: string; unitFen: number; paidAt: Instant };
/** `buyer` tells one person from another, and no more. `hasRx`: the order holds prescription drugs. */
export type SaleFacts = { buyer: string; goodsFen: number; hasRx: boolean };

/** Everything this capability takes from outside itself. */
export type Deps = {
  db: Database;
  crypto: FieldCrypto;
  now: () => Date;
  newId: () => string;
  /** From catalogue: unknown ids are not in the answer. */
  drugsByIds: (drugIds: string[], tx?: Tx) => Promise<Map<string, DrugFacts>>;
  /** From catalogue: other packs of the same ingredients, strength, form and route; none of a prescription drug. */
  equalDrugs: (drugId: string) => Promise<{ id: string; approvalNo: string }[]>;
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
  /** From order: what was really charged for one pack, the store's coupon taken off, in orders paid since then. */
  dealsAt: (storeIds: string[], drugIds: string[], since: Instant, tx?: Tx) => Promise<DealFacts[]>;
  /** From order: the paid parcels of a store since then, given-up orders left out. */
  salesOf: (storeId: string, since: Instant) => Promise<SaleFacts[]>;
};
