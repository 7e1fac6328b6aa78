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
  /** Null when none is set up, as it is unless an operator does so. */
  helper: Helper | null;
};

/**
 * A language model that may see what the rules did not, and say their result more kindly. Either may throw: the result is
 * then what the rules say. It is never told who the person is.
 */
export type Helper = {
  /** Codes out of `choices` that the complaint tells of as being there. */
  extract: (complaint: string, choices: readonly { code: string; name: string }[]) => Promise<string[]>;
  /** The result in a few kind sentences. */
  phrase: (said: {
    urgency: string;
    title: string;
    reasons: string[];
    whatToDo: string[];
    conditions: string[];
  }) => Promise<string>;
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
