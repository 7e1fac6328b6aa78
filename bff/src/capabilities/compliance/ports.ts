import type {
  CourseParcel,
  CoursePrescription,
  CourseSale,
  LinkState,
} from '@xinglin/shared/compliance/course-contract';
import type { LicenceAlert } from '@xinglin/shared/compliance/contract';
import type { LocalDate } from '@xinglin/shared/kernel/time';
import type { RecordKind } from '@xinglin/shared/compliance/retention-contract';
import type { ChainReport } from '../../kernel/audit-chain.ts';
import type { AuditRow } from '../../kernel/audit.ts';
import type { FieldCrypto } from '../../kernel/crypto.ts';
import type { Database, Tx } from '../../kernel/database.ts';

export type Licence = { kind: LicenceAlert['kind']; holder: string; number: string; expires: LocalDate };

/** Everything this capability takes from outside itself. */
export type Deps = {
  db: Database;
  crypto: FieldCrypto;
  /** Names of everything that listens to such an event. */
  reactionsOn: (event: string) => string[];
  /** Every licence the product depends on: of stores, pharmacists and riders. */
  licences: () => Promise<Licence[]>;
  displayNameOf: (personId: string) => Promise<string | null>;
  now: () => Date;
  /** Reads the whole chain of the audit trail, and how many anchors it was held against. */
  verifyChain: () => Promise<ChainReport & { anchors: number }>;
  /** From prescription: the number people read aloud. */
  prescriptionNumber: (tx: Tx, id: string) => Promise<string>;
  /** From order: until when the goods of a parcel last. */
  expiriesOfParcel: (tx: Tx, parcelId: string) => Promise<LocalDate[]>;
  /** From prescription: one with its decision and its signature checked again; null when it was destroyed, or never was. */
  prescriptionCourse: (id: string) => Promise<CoursePrescription | null>;
  /** From order: parcels of these orders with prescription drugs; `pickedBy` is an account. */
  dispensedIn: (orderIds: string[]) => Promise<CourseParcel[]>;
  /** From inventory: a sale over the counter, or null. */
  counterSale: (saleId: string) => Promise<CourseSale | null>;
  /** How each of these entries stands against its link. */
  checkLinks: (rows: AuditRow[]) => Promise<Map<string, LinkState>>;
  /** Makes unreadable what the record says. */
  destroy: Record<RecordKind, (tx: Tx, id: string) => Promise<void>>;
};
