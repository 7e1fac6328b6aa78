import type { DomainEvent } from '../../kernel/outbox.ts';

/** What can be sold of these drugs at a store changed. The subject is the store's id. */
export type StockChanged = DomainEvent<'stock.changed', { drugIds: string[] }>;
