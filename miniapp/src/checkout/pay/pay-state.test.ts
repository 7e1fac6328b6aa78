import { expect, test } from 'vitest';
import type { Order, OrderStatus } from '@xinglin/shared/order/contract';
import type { Payment, PaymentStatus, PayMethod } from '@xinglin/shared/payment/contract';
import { isSettled, mayCancel, payState } from './pay-state.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const order = (status: OrderStatus, payBefore = '2026-11-22T12:15:00Z', parcel = 'waiting') =>
  ({ status, payBefore, parcels: [{ status: parcel }], refunds: [] as Order['refunds'] }) as Order;
const payment = (status: PaymentStatus, method: PayMethod = 'wechat') => ({ status, method }) as Payment;

test('a payment that WeChat has not confirmed is not paid', () => {
  expect(payState(order('unpaid'), payment('pending'), now)).toBe('to_pay');
  expect(payState(order('unpaid'), undefined, now)).toBe('to_pay');
});

test('cash that was promised is paid at the counter, also on a phone that has forgotten it', () => {
  expect(payState(order('unpaid'), payment('pending', 'cash'), now)).toBe('at_counter');
  const prepared = order('unpaid', '2026-11-25T12:00:00Z', 'to_pick');
  expect(payState(prepared, undefined, now)).toBe('at_counter');
  expect(payState(prepared, payment('pending', 'alipay'), now)).toBe('to_pay');
  expect(mayCancel(prepared, 'at_counter')).toBe(true);
});

test('a confirmed payment is paid, also while the order has not heard of it', () => {
  expect(payState(order('unpaid'), payment('paid'), now)).toBe('paid');
  expect(payState(order('paid'), payment('paid'), now)).toBe('paid');
  expect(payState(order('completed'), payment('paid'), now)).toBe('paid');
});

test('money that came after the end goes back, and is back, also for a phone that knows of no payment', () => {
  expect(payState(order('cancelled'), payment('paid'), now)).toBe('late');
  expect(payState(order('cancelled'), payment('closed'), now)).toBe('cancelled');
  expect(payState(order('cancelled'), payment('returned'), now)).toBe('late_back');
  const late = (status: 'requested' | 'succeeded') =>
    ({ ...order('cancelled'), refunds: [{ status }] }) as Order;
  expect(payState(late('requested'), undefined, now)).toBe('late');
  expect(payState(late('succeeded'), payment('paid'), now)).toBe('late_back');
});

test('a refund under way is not a refund that is done, and the page goes on looking', () => {
  expect(payState(order('refunding'), payment('paid'), now)).toBe('refunding');
  expect(payState(order('refunded'), payment('paid'), now)).toBe('refunded');
  expect(isSettled(order('refunding'), 'refunding')).toBe(false);
  expect(isSettled(order('cancelled'), 'late')).toBe(false);
  expect(isSettled(order('refunded'), 'refunded')).toBe(true);
});

test('after the time to pay nothing can be paid any more', () => {
  expect(payState(order('unpaid', '2026-11-22T12:00:00Z'), payment('pending'), now)).toBe('over');
});

test('only an unpaid order with time left can be called off here', () => {
  expect(mayCancel(order('unpaid'), 'to_pay')).toBe(true);
  expect(mayCancel(order('unpaid'), 'over')).toBe(false);
  expect(mayCancel(order('completed'), 'to_pay')).toBe(false);
});
