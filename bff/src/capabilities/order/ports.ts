import type { DosageForm, DrugClass, StorageClass } from '@xinglin/shared/catalogue/contract';
import type { StockReason } from '@xinglin/shared/inventory/requests';
import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { Fen } from '@xinglin/shared/kernel/money';
import type { Instant, LocalDate } from '@xinglin/shared/kernel/time';
import type { FulfilmentMode, PlanOption, Slot } from '@xinglin/shared/pricing/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { FieldCrypto } from '../../kernel/crypto.ts';
import type { Database, Tx } from '../../kernel/database.ts';
import type { Live } from '../../kernel/live.ts';

export type DrugQuantity = { drugId: string; quantity: number };

/** A locked option of a plan, with what the plan was made for. */
export type TakenPlan = {
  option: PlanOption;
  mode: FulfilmentMode;
  /** With `scheduled` alone. */
  slot?: Slot | undefined;
  /** The prescription the plan's prescription drugs are covered by. */
  prescriptionId: string | null;
  /** Where the plan's distances and fees lead to. */
  destination: Gcj02Point;
};

export type DrugFacts = {
  id: string;
  class: DrugClass;
  form: DosageForm;
  storage: StorageClass;
  prohibited: boolean;
};
/** A store that has all of what is wanted, and its price of one unit. */
export type StoreWithGoods = { storeId: string; storeName: string; distanceM: number; priceFen: Fen };
export type StoreFacts = { id: string; code: string; name: string; point: Gcj02Point };
/** Part of a reservation: so much of this batch is set aside. */
export type ReservedLot = DrugQuantity & {
  batchId: string;
  lotNo: string;
  expires: LocalDate;
  /** Of these, back in the store already. */
  takenBack: number;
};

/** Everything order takes from outside itself. What has a `tx` runs in the caller's unit of work, the rest outside of any. */
export type Deps = {
  db: Database;
  crypto: FieldCrypto;
  now: () => Date;
  newId: () => string;
  tell: Live['tell'];

  /** From pricing: prices are held by it. @throws PLAN_EXPIRED, PLAN_CHANGED */
  takePlan: (tx: Tx, plan: { patientId: string; planId: string; optionKey: string }) => Promise<TakenPlan>;
  /** From pricing. @throws when one of them is used up */
  useCoupons: (tx: Tx, use: { patientId: string; orderId: string; codes: string[] }) => Promise<void>;
  /** From pricing: safe to repeat. */
  restoreCoupons: (tx: Tx, orderId: string) => Promise<void>;

  /** From inventory; `reference` is the parcel's id. @throws OUT_OF_STOCK */
  reserve: (
    tx: Tx,
    reservation: { reference: string; storeId: string; lines: DrugQuantity[] },
  ) => Promise<unknown>;
  /** From inventory: safe to repeat. */
  release: (tx: Tx, reference: string, actor: Actor) => Promise<unknown>;
  /** From inventory: what is set aside under this reference, first to expire first. */
  picksOf: (reference: string, tx?: Tx) => Promise<ReservedLot[]>;
  /** From inventory: turns the reservation into a sale of these lots. */
  sellReserved: (
    tx: Tx,
    reference: string,
    picks: { batchId: string; quantity: number }[],
    actor: Actor,
  ) => Promise<unknown>;

  /** From inventory: the lot a box belongs to. @throws as `useTraceCodes` */
  boxOf: (storeId: string, code: string) => Promise<string>;
  /** From inventory: parcels that units of the lot are promised to or have gone to. */
  holdersOf: (batchId: string) => Promise<{ reference: string; quantity: number }[]>;
  /** From inventory: how many boxes of each lot must be scanned; the rest is old stock without codes. */
  boxesToScan: (lots: { batchId: string; quantity: number }[], tx?: Tx) => Promise<Map<string, number>>;
  /** From inventory: each box leaves once. @throws TRACE_CODE_USED, TRACE_CODE_UNKNOWN, TRACE_CODE_RECALLED, TRACE_CODE_OTHER_BATCH */
  useTraceCodes: (
    tx: Tx,
    use: { reference: string; storeId: string; codes: { code: string; batchId: string }[] },
    actor: Actor,
  ) => Promise<void>;
  /** From inventory: runs the work, and keeps a record of a code it refused. */
  auditRefusedScans: <T>(actor: Actor, subject: string, work: () => Promise<T>) => Promise<T>;

  /** From inventory: part of what is set aside; `lockAway`: into quarantine, since the shelf does not have it as the books say. */
  releaseSome: (
    tx: Tx,
    some: {
      reference: string;
      storeId: string;
      drugId: string;
      quantity: number;
      batchId?: string | null;
      lockAway?: { reason: StockReason; note: string };
    },
    actor: Actor,
  ) => Promise<unknown>;
  /** From inventory: goods that were sold are in the store again. `part` names one of several returns of a parcel. */
  takeBack: (
    tx: Tx,
    back: {
      reference: string;
      storeId: string;
      lines: { batchId: string; quantity: number }[];
      to: 'available' | 'quarantine' | 'destroy' | 'lost';
      part: string;
    },
    actor: Actor,
  ) => Promise<unknown>;
  /** From store, inventory and pricing: who else can send so much of it there now, nearest first. */
  otherStores: (
    want: DrugQuantity & { near: Gcj02Point; except: string; mode: FulfilmentMode },
  ) => Promise<StoreWithGoods[]>;
  /** From pricing: of one unit now; null when it is not sold there. */
  priceAt: (storeId: string, drugId: string) => Promise<Fen | null>;
  /** From pricing: what the store asks to bring goods for so much; null when it does not bring them there, or not then. */
  deliveryFeeFen: (want: {
    storeId: string;
    goodsFen: Fen;
    to: Gcj02Point;
    slot: Slot | null;
  }) => Promise<Fen | null>;

  /** From prescription: one prescription serves one order. @throws when it is not this patient's, not approved, used, or does not cover the lines */
  usePrescription: (
    tx: Tx,
    use: { prescriptionId: string; patientId: string; orderId: string; lines: DrugQuantity[] },
  ) => Promise<unknown>;
  /** From prescription: the second person's check of what was picked; null before it. `alone`: with a reason why nobody else did. */
  dispensingCheckOf: (
    orderId: string,
  ) => Promise<{ checkedBy: string; by: string; checkedAt: Instant; alone: boolean } | null>;
  /** From prescription: safe to repeat. */
  freePrescription: (tx: Tx, orderId: string) => Promise<unknown>;

  /** From catalogue. */
  drugsByIds: (ids: string[], tx: Tx) => Promise<DrugFacts[]>;
  /** From store. */
  storesByIds: (ids: string[]) => Promise<StoreFacts[]>;
  /** From delivery: parcel id → delivery id, of those that have one. */
  deliveryIdsOf: (parcelIds: string[]) => Promise<Map<string, string>>;
  /** From delivery: of these, the ones that riders were offered long ago and nobody took. */
  parcelsWithoutRider: (parcelIds: string[]) => Promise<Set<string>>;
  /** From payment: ends what is open of the order, or of a due that came later; `paid` when the person was faster. @throws UPSTREAM_UNAVAILABLE */
  closePayment: (orderId: string, due?: string) => Promise<'closed' | 'paid'>;
};
