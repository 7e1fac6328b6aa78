import { deliveryProblem } from '@xinglin/shared/delivery/contract';
import { problem } from '@xinglin/shared/kernel/problem';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import type { Deps } from './ports.ts';
import type { DeliveryRow } from './store.ts';

/** What a rider was not given does not exist for them. */
export function mustBeAssigned(rider: Actor, row: DeliveryRow): void {
  if (row.riderId !== rider.id) throw deliveryProblem('DELIVERY_NOT_FOUND');
}

export function mustBeOf(patientId: string, row: DeliveryRow): void {
  if (row.patientId !== patientId) throw deliveryProblem('DELIVERY_NOT_FOUND');
}

/** A delivery belongs to the first who takes it. */
export function mustStillBeOffered(row: DeliveryRow): void {
  if (row.riderId !== null) throw deliveryProblem('DELIVERY_TAKEN');
}

/** The rider, and why they may not work today (null: nothing stands in the way). The certificate holds through its last day. */
export async function workingRider({ riderOf, now }: Pick<Deps, 'riderOf' | 'now'>, riderId: string) {
  const rider = await riderOf(riderId);
  if (!rider) throw problem('NOT_ALLOWED');
  const blocked =
    rider.expires < shanghaiDate(now()) ? `健康证已于 ${rider.expires} 到期，更新前不能上线接单` : null;
  return { ...rider, blocked };
}
