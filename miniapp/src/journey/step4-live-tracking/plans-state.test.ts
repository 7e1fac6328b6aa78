import { expect, test } from 'vitest';
import type { Order, ParcelStatus } from '@xinglin/shared/order/contract';
import { plansState } from './plans-state.ts';

const order = (status: ParcelStatus): Order =>
  ({ parcels: [{ status, lines: [{ drugId: 'd-1' }] }] }) as unknown as Order;
const plan = (drugId: string, status: 'proposed' | 'active' | 'finished') => ({ drugId, status });

test('a delivered drug with a plan to confirm comes before one whose plan runs', () => {
  expect(plansState(order('delivered'), [plan('d-1', 'active'), plan('d-1', 'proposed')])).toBe('proposed');
  expect(plansState(order('delivered'), [plan('d-1', 'active')])).toBe('running');
});

test('plans of other drugs, ended plans and parcels on the way have no say', () => {
  expect(plansState(order('delivered'), [plan('d-2', 'proposed')])).toBeNull();
  expect(plansState(order('delivered'), [plan('d-1', 'finished')])).toBeNull();
  expect(plansState(order('on_the_way'), [plan('d-1', 'proposed')])).toBeNull();
});
