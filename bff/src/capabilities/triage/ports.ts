import type { LocalDate } from '@xinglin/shared/kernel/time';
import type { FieldCrypto } from '../../kernel/crypto.ts';
import type { Database } from '../../kernel/database.ts';
import type { OtcFact } from './engine/otc.ts';

/** Everything this capability takes from outside itself. */
export type Deps = {
  db: Database;
  crypto: FieldCrypto;
  now: () => Date;
  newId: () => string;
  /** From catalogue: every OTC drug that may be offered. */
  otcFacts: () => Promise<OtcFact[]>;
  /** From health-record: null without the person's consent; then what is needed is asked, never guessed. */
  healthFactsOf: (personId: string) => Promise<HealthFacts | null>;
};

export type HealthFacts = {
  sex: 'male' | 'female' | null;
  birthDate: LocalDate | null;
  weightKg: number | null;
  pregnant: boolean | null;
  breastfeeding: boolean | null;
  /** Free words or INN. */
  allergies: string[];
  /** Codes as in the catalogue's `avoid_conditions`. */
  conditions: string[];
  /** INN. */
  medicines: string[];
};
