import { expect, test } from 'vitest';
import type { Order, ParcelStatus } from '@xinglin/shared/order/contract';
import { plansState } from './plans-state.ts';

const line = { id: 'l-1', drugId: 'd-1', quantity: 2, shortQuantity: 0 };
const order = (status: ParcelStatus, refunded = 0, recalled: string[] = []): Order =>
  ({
    parcels: [{ status, lines: [line] }],
    afterSales: [{ lineId: 'l-1', status: 'refunded', quantity: refunded }],
    recalled: recalled.map((lineId) => ({ lineId })),
  }) as unknown as Order;
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

test('what was given back to the last unit is not to be taken any more', () => {
  expect(plansState(order('delivered', 1), [plan('d-1', 'active')])).toBe('running');
  expect(plansState(order('delivered', 2), [plan('d-1', 'active')])).toBeNull();
});

test('a recalled drug is not to be taken, whatever its plan says', () => {
  expect(plansState(order('delivered', 0, ['l-1']), [plan('d-1', 'active')])).toBeNull();
  expect(plansState(order('delivered', 0, ['l-2']), [plan('d-1', 'active')])).toBe('running');
});
