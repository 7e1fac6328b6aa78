import { describe, expect, test } from 'vitest';
import type { Order, OrderStatus, ParcelStatus } from '@xinglin/shared/order/contract';
import { stepsOf } from './progress.ts';

const order = (status: OrderStatus, ...parcels: ParcelStatus[]): Order =>
  ({
    status,
    parcels: parcels.map((each) => ({ status: each })),
    timeline: [{ at: '2026-11-22T04:00:00.000Z', text: '订单已提交' }],
  }) as unknown as Order;
const titles = (steps: ReturnType<typeof stepsOf>, state: string) =>
  steps.filter((step) => step.state === state).map(({ title }) => title);

describe('the timeline', () => {
  test('begins with what the server told, at Shanghai time', () => {
    expect(stepsOf(order('cancelled', 'cancelled'), [])).toEqual([
      { id: '0', title: '订单已提交', note: '11月22日 12:00', state: 'done' },
    ]);
  });

  test('of an unpaid order waits for the payment, with the whole way to come', () => {
    const steps = stepsOf(order('unpaid', 'waiting'), []);
    expect(titles(steps, 'now')).toEqual(['等您付款']);
    expect(titles(steps, 'next')).toEqual(['药店拣货', '封签', '骑手取货', '送达，当面核对封签']);
  });

  test('shows the step of the parcel furthest behind, and what the rider does meanwhile', () => {
    const steps = stepsOf(order('paid', 'picked', 'to_pick'), ['accepted']);
    expect(steps.find(({ state }) => state === 'now')).toMatchObject({
      title: '药店正在拣货，核对批号和效期',
      note: '骑手已接单，正赶往药店',
    });
    expect(titles(steps, 'next')).toHaveLength(3);
  });

  test('has one step left while the rider is on the way', () => {
    const steps = stepsOf(order('paid', 'on_the_way'), ['picked_up']);
    expect(titles(steps, 'now')).toEqual(['在路上，到门口请当面核对封签']);
    expect(titles(steps, 'next')).toEqual([]);
  });

  test('ends with the delivery', () => {
    expect(titles(stepsOf(order('completed', 'delivered'), ['delivered']), 'now')).toEqual([]);
  });

  test('of a cancelled paid order shows the refund that is under way', () => {
    expect(titles(stepsOf(order('refunding', 'cancelled'), []), 'now')[0]).toContain('退款');
  });
});
