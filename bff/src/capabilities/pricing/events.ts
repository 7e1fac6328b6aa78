import type { DomainEvent } from '../../kernel/outbox.ts';

/** The store answered a wrong price that this patient reported. Names no drug: others may see the phone. */
export type PriceReportAnswered = DomainEvent<'price_report.answered', { patientId: string }>;
