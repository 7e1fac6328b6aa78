import { expect, test } from 'vitest';
import type { OrderStatus, ParcelStatus } from './contract.ts';
import { furthestBehind, headline, waitsForCheck } from './headline.ts';

const order = (status: OrderStatus, ...parcels: ParcelStatus[]) => ({
  status,
  payBefore: '2026-11-22T12:15:00.000Z',
  parcels: parcels.map((each) => ({ status: each })),
});
const pickup = (status: OrderStatus, ...parcels: ParcelStatus[]) => ({
  ...order(status, ...parcels),
  mode: 'pickup' as const,
});
const said = (stage: Parameters<typeof headline>[0]) => Object.values(headline(stage)).join();

test('the time to pay by is said in Shanghai', () => {
  expect(headline(order('unpaid', 'waiting')).text).toContain('20:15');
});

test('of several parcels the headline speaks of the one closest to the door that is not there yet', () => {
  expect(headline(order('paid', 'to_pick', 'on_the_way', 'delivered')).title).toBe('正在送来');
  expect(headline(order('paid', 'delivered', 'to_pick')).title).toBe('药店正在配药');
});

test('the way still to go is that of the parcel furthest behind', () => {
  expect(furthestBehind(order('paid', 'on_the_way', 'picked').parcels)).toBe('picked');
  expect(furthestBehind(order('paid', 'cancelled', 'sealed').parcels)).toBe('sealed');
});

test('what is collected is never sent, brought or delivered', () => {
  const all: ParcelStatus[] = ['to_pick', 'picked', 'sealed', 'delivered', 'cancelled', 'returning'];
  for (const one of all)
    for (const two of all) expect(said(pickup('paid', one, two))).not.toMatch(/送达|送来|骑手/);
  expect(headline(pickup('paid', 'sealed')).title).toBe('可以取药了');
  expect(headline(pickup('paid', 'sealed', 'delivered')).title).toBe('可以取药了');
  expect(headline(pickup('paid', 'sealed', 'to_pick')).title).toBe('有包裹可以取了');
});

test('to be paid at the counter says so, and does not ask to come before it is ready', () => {
  expect(headline(pickup('unpaid', 'to_pick'))).toEqual({
    title: '药店正在配药',
    text: '配好后到柜台付款取药，最晚 11月22日 20:15',
  });
  expect(headline(pickup('unpaid', 'sealed')).title).toBe('可以取药了');
});

test('goods that are missing come before everything else until the person has chosen', () => {
  const asked = { ...order('paid', 'to_pick'), shortages: [{ status: 'asked' as const }] };
  expect(headline(asked).title).toBe('等您选择');
  const waiting = { ...asked, shortages: [{ status: 'waiting' as const }] };
  expect(headline(waiting).title).toBe('等药店补货');
  expect(headline({ ...waiting, parcels: [{ status: 'picked' }] }).title).toBe('药店正在配药');
});

test('a recalled lot in somebody’s hands comes before anything that has been said of the order', () => {
  const done = order('completed', 'delivered');
  expect(headline({ ...done, recalled: [{}] }).title).toBe('请停止使用');
  expect(headline({ ...done, recalled: [] }).title).toBe('已完成');
});

test('a refund waits for the store’s check only while none is under way', () => {
  const back = order('refunding', 'returning');
  expect(waitsForCheck(back)).toBe(true);
  expect(headline(back).title).toBe('包裹退回中');
  expect(headline({ ...back, refunds: [{ status: 'requested' }] }).title).toBe('退款中');
});

test('nobody is told to take what was given back to the last unit', () => {
  const lines = [{ id: 'l-1', quantity: 2, shortQuantity: 0 }];
  const parcels = [{ status: 'delivered', lines }];
  const given = (quantity: number) =>
    ({
      ...order('completed', 'delivered'),
      parcels,
      afterSales: [{ lineId: 'l-1', status: 'refunded', quantity }],
    }) as unknown as Parameters<typeof headline>[0];
  expect(headline(given(1)).text).toContain('按说明书或医嘱用药');
  expect(headline(given(2)).text).toBe('退了款的药请不要再用，方便时带回药店');
});

test('who booked a time reads when it comes', () => {
  const slot = { from: '2026-11-30T06:00:00.000Z', to: '2026-11-30T07:00:00.000Z' };
  const { text } = headline({ ...order('paid', 'scheduled'), mode: 'scheduled', slot });
  expect(text).toContain('14:00–15:00 送到');
});
