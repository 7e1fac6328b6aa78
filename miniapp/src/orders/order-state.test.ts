import { describe, expect, test } from 'vitest';
import type { OrderStatus, ParcelStatus } from '@xinglin/shared/order/contract';
import { isOpen, mayCancel, mayPay } from './order-state.ts';

const order = (status: OrderStatus, ...parcels: ParcelStatus[]) => ({
  status,
  payBefore: '2026-11-22T12:15:00.000Z',
  parcels: parcels.map((each) => ({ status: each })),
});

describe('cancelling by a tap', () => {
  test.each([
    ['an unpaid order', order('unpaid', 'waiting'), true],
    ['a paid order nobody picked', order('paid', 'to_pick', 'to_pick'), true],
    ['a paid order of which one parcel is picked', order('paid', 'to_pick', 'picked'), true],
    ['a parcel on the way', order('paid', 'on_the_way'), true],
    ['a paid order of which one parcel was received', order('paid', 'to_pick', 'delivered'), false],
    ['a completed order', order('completed', 'delivered'), false],
    ['an order that is being refunded', order('refunding', 'cancelled'), false],
  ])('%s', (_, it, expected) => {
    expect(mayCancel(it)).toBe(expected);
  });
});

test('only what is unpaid can be paid', () => {
  expect(mayPay(order('unpaid'))).toBe(true);
  for (const status of ['paid', 'completed', 'cancelled', 'refunding', 'refunded'] as const)
    expect(mayPay(order(status))).toBe(false);
});

test('an order is open until nothing more can happen to it', () => {
  expect(['unpaid', 'paid', 'refunding'].every((status) => isOpen(order(status as OrderStatus)))).toBe(true);
  expect(['completed', 'cancelled', 'refunded'].some((status) => isOpen(order(status as OrderStatus)))).toBe(
    false,
  );
});
