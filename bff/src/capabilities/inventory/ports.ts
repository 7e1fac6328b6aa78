import type { DrugClass, StorageClass } from '@xinglin/shared/catalogue/contract';
import type { LiveEvent } from '@xinglin/shared/kernel/live';
import type { Actor } from '../../kernel/actor.ts';
import type { FieldCrypto } from '../../kernel/crypto.ts';
import type { Database, Tx } from '../../kernel/database.ts';
import type { Importer, ImportReport, RunImport } from '../../kernel/import/importer.ts';

export type DrugFacts = {
  genericName: string;
  strength: string;
  pack: string;
  class: DrugClass;
  storage: StorageClass;
  /** The entry of the list of drugs prohibited online it falls under. */
  prohibitedRule: string | null;
};
export type StoreFacts = { id: string; code: string; name: string; coldChain: boolean };
export type CounterUse = {
  /** Trace code of the prescription, as typed at the counter. */
  prescription: string;
  saleId: string;
  lines: { drugId: string; quantity: number }[];
};

/** An importer that refuses the lines of other stores. */
export type Narrow = <Row extends { store_code: string | null }>(importer: Importer<Row>) => Importer<Row>;

/** Everything this capability takes from outside itself. */
export type Deps = {
  db: Database;
  crypto: FieldCrypto;
  now: () => Date;
  newId: () => string;
  /** From catalogue: unknown ids are simply not in the answer. */
  drugsByIds: (drugIds: string[], tx?: Tx) => Promise<Map<string, DrugFacts>>;
  /** From catalogue, for imports; asked inside the importing transaction. */
  drugsByCodes: (codes: string[], tx: Tx) => Promise<Map<string, { id: string }>>;
  /** From store, for imports; asked inside the importing transaction. */
  storesByCodes: (codes: string[], tx: Tx) => Promise<{ id: string; code: string }[]>;
  /** From store. */
  allStores: () => Promise<StoreFacts[]>;
  /** From identity: names of people at work; who is not in the answer is shown as 系统. */
  staffNames: (accountIds: string[]) => Promise<Map<string, string>>;
  /** From prescription: an approved one is used up by this sale. @throws when it is not approved, used, or does not cover the lines */
  usePrescriptionAtCounter: (tx: Tx, use: CounterUse, actor: Actor) => Promise<string>;
  /** From pricing: prices from a file, of which `narrow` takes only some. */
  importOffers: (run: Omit<RunImport<never>, 'importer'>, narrow: Narrow) => Promise<ImportReport>;
  /** The live socket. */
  tell: (audience: { store: string }, event: LiveEvent) => void;
};
