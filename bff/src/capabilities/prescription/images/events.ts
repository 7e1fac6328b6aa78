import type { DomainEvent } from '../../../kernel/outbox.ts';

/** Timer: a day after it was uploaded, a picture that was not handed in goes. */
export type ImageUnusedDue = DomainEvent<'prescription_image.unused_due', { objectKey: string }>;
