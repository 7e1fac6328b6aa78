import { getMedication } from '@xinglin/shared/medication/contract';
import type { Order } from '@xinglin/shared/order/contract';
import { useRead } from '../../client/use-endpoint.ts';
import { plansState, type PlansState } from './plans-state.ts';

const EVERY_MS = 15_000;

/** What became of the plans, looked at while something was delivered; a plan is made a moment after the parcel. */
export function usePlansOf(order: Order | undefined): PlansState {
  const delivered = order?.parcels.some(({ status }) => status === 'delivered') ?? false;
  const medication = useRead(getMedication, {}, { enabled: delivered, pollMs: EVERY_MS });
  return order && medication.data ? plansState(order, medication.data.plans) : null;
}
