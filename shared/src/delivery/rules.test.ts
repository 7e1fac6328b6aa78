import { expect, it } from 'vitest';
import { unreachable } from '../kernel/lifecycle.ts';
import { plus } from '../kernel/time.ts';
import { deliveryLifecycle } from './lifecycle.ts';
import { maskedPhone, plausible, promisedAt, riderFeeFen, roundedPoint } from './rules.ts';

const now = new Date('2026-11-22T02:00:00.000Z');
const at = (seconds: number, north = 0, given = {}) => ({
  at: plus(now, seconds * 1000),
  lng: 121.44,
  // One metre of latitude is about 1/111195 degree.
  lat: 31.19 + north / 111_195,
  accuracyM: 10,
  ...given,
});
const kept = (...args: Parameters<typeof plausible>) => plausible(...args).map((point) => point.at);

it('has no state that nothing leads to, and no cancelling once the rider has the parcel', () => {
  expect(unreachable(deliveryLifecycle, 'offered')).toEqual([]);
  expect(Object.keys(deliveryLifecycle.picked_up)).toEqual(['deliver', 'refuse', 'call_back']);
});

it('drops a jump and keeps what comes after it', () => {
  const ride = [at(-40), at(-30, 200), at(-20, 5_000), at(-10, 400)];
  expect(plausible(ride, null, now)).toEqual([ride[0], ride[1], ride[3]]);
});

it('allows 25 m/s and no more, measured from the last point it kept', () => {
  expect(kept([at(-10, 249)], at(-20), now)).toHaveLength(1);
  expect(kept([at(-10, 251)], at(-20), now)).toHaveLength(0);
});

it('drops points out of order, repeated, inaccurate, from the future or of long ago', () => {
  expect(kept([at(-10), at(-10), at(-20), at(-5)], null, now)).toEqual([at(-10).at, at(-5).at]);
  expect(kept([at(-10)], at(-10), now)).toEqual([]);
  expect(kept([at(-10, 0, { accuracyM: 101 }), at(-5, 0, { accuracyM: 100 })], null, now)).toEqual([
    at(-5).at,
  ]);
  expect(kept([at(61), at(60)], null, now)).toEqual([at(60).at]);
  expect(kept([at(-3_601), at(-3_600)], null, now)).toEqual([at(-3_600).at]);
});

it('pays 5 yuan and 1 yuan a kilometre, in whole fen', () => {
  expect([0, 1_000, 2_345.6].map(riderFeeFen)).toEqual([500, 600, 735]);
});

it('promises picking (or finding a rider, whichever is longer), hand-over and the ride', () => {
  expect(promisedAt('2026-11-22T02:00:00.000Z', 15, 600)).toBe('2026-11-22T02:30:00.000Z');
  expect(promisedAt('2026-11-22T02:00:00.000Z', 5, 600)).toBe('2026-11-22T02:23:00.000Z');
});

it('shows phones masked and places to the metre', () => {
  expect([maskedPhone('13812340001'), maskedPhone('199-0000-0201')]).toEqual(['138****0001', '199****0201']);
  expect(roundedPoint({ lng: 121.4412345678, lat: 31.1999999 })).toEqual({ lng: 121.44123, lat: 31.2 });
});
