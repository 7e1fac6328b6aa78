import type { DomainEvent } from '../../kernel/outbox.ts';

/** What can be sold of these drugs at a store changed. The subject is the store's id. */
export type StockChanged = DomainEvent<'stock.changed', { drugIds: string[] }>;

/** A lot may not reach anybody any more. The subject is the batch's id. */
export type StockRecalled = DomainEvent<'stock.recalled', { storeId: string; drugId: string; lotNo: string }>;
