import type { HealthProfile } from '@xinglin/shared/health-record/contract';
import type { FieldCrypto } from '../../kernel/crypto.ts';
import type { Database } from '../../kernel/database.ts';

/** Everything this capability takes from outside itself. */
export type Deps = {
  db: Database;
  crypto: FieldCrypto;
  /** From identity: without it nothing is kept and nothing is read. */
  hasConsent: (personId: string, purpose: 'health_record') => Promise<boolean>;
  /** From catalogue. */
  drugNames: (drugIds: string[]) => Promise<Map<string, string>>;
  /** From prescription: the lines in words, once approved. */
  prescriptionSummary: (prescriptionId: string) => Promise<string | null>;
  /** From triage: what a check concluded, or null when it did not. */
  episodeSummary: (episodeId: string) => Promise<{ urgency: string; text: string } | null>;
  now: () => Date;
  newId: () => string;
};

/** What safety checks need to know of a person; null without consent: then one asks, and does not guess. */
export type HealthFacts = Pick<
  HealthProfile,
  'sex' | 'birthDate' | 'weightKg' | 'pregnant' | 'breastfeeding' | 'allergies' | 'conditions' | 'medicines'
>;
