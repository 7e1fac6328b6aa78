import { expect, test } from 'vitest';
import { destinationOf } from './destination.ts';

const ID = '0192f0c1-2b3c-7d4e-8f5a-6b7c8d9e0f1a';

test('a message about an order opens that order', () => {
  expect(destinationOf({ to: 'order', id: ID })).toEqual({
    path: '/journey/step4-live-tracking/index',
    query: { orderId: ID },
  });
});

test('a QR code carries the id without dashes, because a scene holds 32 characters', () => {
  const scene = encodeURIComponent(`store.${ID.replaceAll('-', '')}`);
  expect(destinationOf({ scene })).toEqual({
    path: '/journey/step2-nearby-stock/index',
    query: { storeId: ID },
  });
});

test('an invitation opens home and brings its code', () => {
  expect(destinationOf({ scene: 'invite.AB12CD' })).toEqual({
    path: '/home/index',
    query: {},
    referral: 'AB12CD',
  });
  expect(destinationOf({ r: 'AB12CD' })).toEqual({ path: '/home/index', query: {}, referral: 'AB12CD' });
});

test('an address that names nothing opens home', () => {
  expect(destinationOf({})).toEqual({ path: '/home/index', query: {} });
});

test.each(['elsewhere', 'constructor', '//evil.example'])('an unknown destination %s opens nothing', (to) => {
  expect(destinationOf({ to })).toBeNull();
});
