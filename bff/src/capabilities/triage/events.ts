import type { DomainEvent } from '../../kernel/outbox.ts';

/** The person agreed to keep a result: whoever keeps the health record may ask for it (`summaryOf`). */
export type TriageConcluded = DomainEvent<'triage.concluded', { patientId: string }>;
export const triageConcluded = (episodeId: string, patientId: string): TriageConcluded => ({
  name: 'triage.concluded',
  subject: episodeId,
  data: { patientId },
});

/** Timer: the day is over, and what nobody agreed to keep is forgotten. */
export type TriageExpired = DomainEvent<'triage.expired'>;
export const triageExpired = (episodeId: string): TriageExpired => ({
  name: 'triage.expired',
  subject: episodeId,
  data: {},
});
