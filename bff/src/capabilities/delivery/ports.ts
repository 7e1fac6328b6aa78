import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { LocalDate } from '@xinglin/shared/kernel/time';
import type { RefusalReason } from '@xinglin/shared/order/changes';
import type { Address, ParcelStatus } from '@xinglin/shared/order/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Database, Tx } from '../../kernel/database.ts';
import type { Live } from '../../kernel/live.ts';

export type Route = {
  metres: number;
  seconds: number;
  /** From the start to the goal, at least two. */
  points: Gcj02Point[];
  /** The map gave no route: great circle × 1.35 at cycling speed. */
  estimated?: true;
};

/** What delivery needs of a map: how a rider gets there. Always answers; without the map it estimates and says so. */
export type RoutePlanner = {
  cycle(from: Gcj02Point, to: Gcj02Point): Promise<Route>;
};

/** Both throw UPSTREAM_UNAVAILABLE when the map does not answer. */
export type Geocoder = {
  /** Empty strings where the map knows no name. */
  describe(point: Gcj02Point): Promise<{ address: string; district: string }>;
  /** Null when the text is no place the map knows. */
  locate(text: string): Promise<{ point: Gcj02Point; address: string } | null>;
};

/** What delivery may know of a parcel: where it goes, never what is in it. */
export type ParcelForDelivery = {
  parcelNo: string;
  orderId: string;
  patientId: string;
  storeId: string;
  status: ParcelStatus;
  sealNo: string | null;
  /** It lies in the store, paid, and is to be brought. */
  wanted: boolean;
  address: Address;
};
export type StoreForDelivery = {
  id: string;
  name: string;
  address: string;
  point: Gcj02Point;
  pickMinutes: number;
};

/** Everything this capability takes from outside itself. */
export type Deps = {
  db: Database;
  planner: RoutePlanner;
  now: () => Date;
  newId: () => string;
  tell: Live['tell'];
  /** From order; outside a transaction. */
  parcelForDelivery: (parcelId: string) => Promise<ParcelForDelivery | null>;
  /** From order: the sealed parcel leaves the store. In our unit of work. */
  handOver: (tx: Tx, actor: Actor, parcelId: string) => Promise<unknown>;
  /** From order: the parcel was received. In our unit of work. */
  deliver: (tx: Tx, actor: Actor, parcelId: string) => Promise<unknown>;
  /** From order: it was not taken at the door, and turns back. In our unit of work. */
  refuse: (tx: Tx, actor: Actor, parcelId: string, reason: RefusalReason) => Promise<unknown>;
  /** From order: counts wrong tries by itself; outside a transaction. @throws RECEIPT_CODE_WRONG, RECEIPT_CODE_LOCKED */
  checkReceiptCode: (parcelId: string, code: string) => Promise<unknown>;
  /** From store. */
  storesByIds: (ids: string[]) => Promise<StoreForDelivery[]>;
  /** From identity: the rider and the last day of the health certificate; null for who has none. */
  riderOf: (id: string) => Promise<{ name: string; phone: string; expires: LocalDate } | null>;
};
