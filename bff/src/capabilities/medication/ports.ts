import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { DoseTiming } from '@xinglin/shared/medication/contract';
import type { Database } from '../../kernel/database.ts';
import type { Live } from '../../kernel/live.ts';

/** How a drug is usually taken, and how much of it a pack holds. Amounts in `unit`. */
export type DrugSig = {
  drugId: string;
  name: string;
  strength: string;
  unit: string;
  unitsPerPack: number;
  dose: number;
  /** 0: as needed, no schedule. */
  timesPerDay: number;
  timing: DoseTiming;
  maxDays: number;
  warnings: string[];
};
export type PrescribedSig = {
  dose: number;
  unit: string;
  timesPerDay: number;
  timing: DoseTiming;
  days: number;
};
export type Clinic = {
  name: string;
  address: string;
  phone: string;
  point: Gcj02Point;
  tests: string[];
  paidPlacement: boolean;
};

/** Everything this capability takes from outside itself. */
export type Deps = {
  db: Database;
  /** From catalogue. */
  sigsOf: (drugIds: string[]) => Promise<DrugSig[]>;
  /** From prescription: what the doctor wrote for this drug, or null. */
  prescribedSig: (prescriptionId: string, drugId: string) => Promise<PrescribedSig | null>;
  tell: Live['tell'];
  now: () => Date;
  newId: () => string;
};
