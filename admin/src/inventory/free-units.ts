import type { Batch } from '@xinglin/shared/inventory/contract';
import type { LocalDate } from '@xinglin/shared/kernel/time';

/** Units that may be sold at the counter on `today`: near expiry still, expired or promised online never. */
export const freeUnits = (
  { expires, onHand, reserved, quarantined }: Pick<Batch, 'expires' | 'onHand' | 'reserved' | 'quarantined'>,
  today: LocalDate,
): number => (expires < today ? 0 : Math.max(onHand - reserved - quarantined, 0));
