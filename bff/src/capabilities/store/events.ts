import type { DomainEvent } from '../../kernel/outbox.ts';

/** The fridge of a store went out of its range, or is back in it. The subject is the store's id. */
export type FridgeChanged = DomainEvent<'store.fridge_changed', { healthy: boolean; celsius: number }>;

/** A drug somebody waits for is within reach. The subject is the drug's id. */
export type ArrivalFound = DomainEvent<'arrival.found', { patientId: string; drugName: string }>;

/** Timer: thirty days are over. The subject is the drug's id. */
export type ArrivalOver = DomainEvent<'arrival.over', Record<string, never>>;

/** Staff changed the hours of a day. The subject is the store's id. */
export type StoreHoursChanged = DomainEvent<'store.hours_changed', { day: string }>;
