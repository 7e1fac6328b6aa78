import { describe, expect, test } from 'vitest';
import { Role } from '../kernel/endpoint.ts';
import { next, unreachable, type Lifecycle, type Mover } from '../kernel/lifecycle.ts';
import { afterSaleLifecycle, orderLifecycle, parcelLifecycle, shortageLifecycle } from './lifecycle.ts';

const EVERYBODY: Mover[] = [...Role.options, 'system'];
type Row = [from: string, event: string, to: string, ...by: Mover[]];

const ORDER: Row[] = [
  ['unpaid', 'pay', 'paid', 'system'],
  ['unpaid', 'cancel', 'cancelled', 'patient', 'system'],
  ['unpaid', 'expire', 'cancelled', 'system'],
  ['paid', 'complete', 'completed', 'system'],
  ['paid', 'cancel', 'refunding', 'patient', 'store_staff', 'system'],
  ['refunding', 'refunded', 'refunded', 'system'],
];
const PARCEL: Row[] = [
  ['waiting', 'release', 'to_pick', 'system'],
  ['waiting', 'schedule', 'scheduled', 'system'],
  ['waiting', 'cancel', 'cancelled', 'patient', 'system'],
  ['scheduled', 'release', 'to_pick', 'patient', 'system'],
  ['scheduled', 'cancel', 'cancelled', 'patient', 'store_staff', 'system'],
  ['to_pick', 'pick', 'picked', 'store_staff'],
  ['to_pick', 'cancel', 'cancelled', 'patient', 'store_staff', 'system'],
  ['picked', 'seal', 'sealed', 'store_staff'],
  ['picked', 'cancel', 'returning', 'patient', 'store_staff', 'system'],
  ['sealed', 'hand_over', 'on_the_way', 'rider'],
  ['sealed', 'collect', 'delivered', 'store_staff'],
  ['sealed', 'cancel', 'returning', 'patient', 'store_staff', 'system'],
  ['on_the_way', 'deliver', 'delivered', 'rider'],
  ['on_the_way', 'refuse', 'returning', 'rider'],
  ['on_the_way', 'call_back', 'returning', 'patient', 'system'],
  ['returning', 'check_in', 'returned', 'store_staff'],
];
const SHORTAGE: Row[] = [
  ['asked', 'wait', 'waiting', 'patient'],
  ['asked', 'move', 'moved', 'patient'],
  ['asked', 'refund', 'refunded', 'patient', 'system'],
  ['asked', 'end', 'ended', 'patient', 'store_staff', 'system'],
];
const AFTER_SALE: Row[] = [
  ['submitted', 'accept', 'refunding', 'store_staff', 'system'],
  ['submitted', 'reject', 'rejected', 'store_staff'],
  ['submitted', 'withdraw', 'withdrawn', 'patient', 'system'],
  ['refunding', 'refunded', 'refunded', 'system'],
];

const tables: [string, Lifecycle<string, string>, string, Row[]][] = [
  ['an order', orderLifecycle, 'unpaid', ORDER],
  ['a parcel', parcelLifecycle, 'waiting', PARCEL],
  ['a shortage', shortageLifecycle, 'asked', SHORTAGE],
  ['a complaint', afterSaleLifecycle, 'submitted', AFTER_SALE],
];

describe.each(tables)('%s', (_, lifecycle, initial, rows) => {
  test('has no state that nothing leads to', () => {
    expect(unreachable(lifecycle, initial)).toEqual([]);
  });

  const events = [...new Set(rows.map(([, event]) => event))];
  const pairs = Object.keys(lifecycle).flatMap((state) => events.map((event) => [state, event] as const));
  test.each(pairs)('in %s, %s: moved by those who may, and by nobody else', (state, event) => {
    const [, , to, ...by] = rows.find(([from, what]) => from === state && what === event) ?? [
      state,
      event,
      null,
      ...([] as Mover[]),
    ];
    for (const who of EVERYBODY) {
      const move = () => next(lifecycle, state, event, who);
      if (to === null) expect(move).toThrow(expect.objectContaining({ code: 'ILLEGAL_TRANSITION' }));
      else if (by.includes(who)) expect(move()).toBe(to);
      else expect(move).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED' }));
    }
  });
});
