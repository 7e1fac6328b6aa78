import type { LocalDate } from '@xinglin/shared/kernel/time';
import type { DomainEvent } from '../../kernel/outbox.ts';

/** What can be sold of these drugs at a store changed. The subject is the store's id. */
export type StockChanged = DomainEvent<'stock.changed', { drugIds: string[] }>;

/** A lot may not reach anybody any more. The subject is the batch's id. */
export type StockRecalled = DomainEvent<'stock.recalled', { storeId: string; drugId: string; lotNo: string }>;

/** Somebody bought at the counter. The subject is the sale's id; `prescriptionId`: what it was sold on. */
export type CounterSold = DomainEvent<
  'stock.counter_sold',
  { storeId: string; expires: LocalDate; prescriptionId: string | null }
>;
