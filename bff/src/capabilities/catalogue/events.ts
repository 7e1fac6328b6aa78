import type { DomainEvent } from '../../kernel/outbox.ts';

/** An import added or changed drugs. The subject is always `drugs`. */
export type CatalogueChanged = DomainEvent<'catalogue.changed', { created: number; changed: number }>;
