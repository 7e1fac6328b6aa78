import { deliveryProblem, type setRiderOnline as contract } from '@xinglin/shared/delivery/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import { riderDesk } from './desk.ts';
import { workingRider } from './policy.ts';
import type { Deps } from './ports.ts';
import { deliveryStore, riderStore } from './store.ts';

/** A rider starts or ends work; not without a valid health certificate. The point given sorts the offers, nothing else. */
export function setRiderOnline(deps: Deps): Handler<typeof contract> {
  const { db, now } = deps;
  return async (rider, { online, point }) => {
    if (online && (await workingRider(deps, rider.id)).blocked) throw deliveryProblem('RIDER_BLOCKED');
    await db.write(async (tx) => {
      const riders = riderStore(tx);
      const before = await riders.state(rider.id);
      await riders.setOnline(rider.id, online);
      // While carrying, only measured reports may move the point that the patient sees.
      const carrying = (await deliveryStore(tx).carriedBy(rider.id)).length > 0;
      if (online && point && !carrying)
        await riders.setPoint(rider.id, { ...point, at: toInstant(now()) }, before?.pointAt ?? null);
      await audit(tx, rider, online ? 'rider.online' : 'rider.offline', rider.id);
    });
    return riderDesk(deps)(rider, {}, { idempotencyKey: null, ip: '' });
  };
}
