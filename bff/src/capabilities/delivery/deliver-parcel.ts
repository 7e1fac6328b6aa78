import type { deliverParcel as contract } from '@xinglin/shared/delivery/contract';
import { deliveryLifecycle } from '@xinglin/shared/delivery/lifecycle';
import { next } from '@xinglin/shared/kernel/lifecycle';
import { DAY_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import { taskFor } from './desk.ts';
import type { DeliveryRetentionDue } from './events.ts';
import { move, ofDelivery } from './move.ts';
import { mustBeAssigned } from './policy.ts';
import type { Deps } from './ports.ts';
import { deliveryStore } from './store.ts';

/** How long the points of the way are kept in full. */
const KEEP_POINTS_MS = 30 * DAY_MS;

/** At the door: the person tells the receipt code, the parcel is theirs. */
export function deliverParcel(deps: Deps): Handler<typeof contract> {
  const { db, checkReceiptCode, deliver, now } = deps;
  return async (rider, { id, receiptCode }) => {
    const read = await deliveryStore(db.read).get(id);
    mustBeAssigned(rider, read);
    next(deliveryLifecycle, read.status, 'deliver');
    // Outside the unit of work: a wrong try stays counted although nothing else happens.
    await checkReceiptCode(read.parcelId, receiptCode);
    const at = toInstant(now());
    const row = await db.write(async (tx) => {
      await deliver(tx, rider, read.parcelId);
      const moved = await move(tx, rider, id, 'deliver', {
        changes: { deliveredAt: at },
        check: (current) => mustBeAssigned(rider, current),
        tells: { riderId: rider.id },
      });
      const timer = { name: 'delivery.retention_due', subject: id, data: ofDelivery(moved) } as const;
      await publish<DeliveryRetentionDue>(tx, timer, plus(at, KEEP_POINTS_MS));
      return moved;
    });
    return taskFor(deps)(rider, row);
  };
}
