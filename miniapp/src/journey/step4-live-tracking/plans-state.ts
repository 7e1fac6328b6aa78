import type { MedicationPlan } from '@xinglin/shared/medication/contract';
import type { Order } from '@xinglin/shared/order/contract';
import { keptLines } from '@xinglin/shared/order/kept';

/** The plans made from what was delivered and kept: still to be confirmed, or on their way; null when there are none. */
export type PlansState = 'proposed' | 'running' | null;

export function plansState(
  order: Order,
  plans: readonly Pick<MedicationPlan, 'drugId' | 'status'>[],
): PlansState {
  // What is recalled must not be taken, claimed or not.
  const kept = keptLines(order).filter(({ id }) => !order.recalled.some(({ lineId }) => lineId === id));
  const own = plans.filter((plan) => kept.some(({ drugId }) => drugId === plan.drugId));
  if (own.some(({ status }) => status === 'proposed')) return 'proposed';
  return own.some(({ status }) => status === 'active') ? 'running' : null;
}
