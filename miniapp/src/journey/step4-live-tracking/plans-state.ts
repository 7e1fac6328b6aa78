import type { MedicationPlan } from '@xinglin/shared/medication/contract';
import type { Order } from '@xinglin/shared/order/contract';

/** The plans made from what was delivered: still to be confirmed, or on their way; null when there are none. */
export type PlansState = 'proposed' | 'running' | null;

export function plansState(
  order: Order,
  plans: readonly Pick<MedicationPlan, 'drugId' | 'status'>[],
): PlansState {
  const delivered = order.parcels
    .filter(({ status }) => status === 'delivered')
    .flatMap(({ lines }) => lines);
  const own = plans.filter((plan) => delivered.some(({ drugId }) => drugId === plan.drugId));
  if (own.some(({ status }) => status === 'proposed')) return 'proposed';
  return own.some(({ status }) => status === 'active') ? 'running' : null;
}
