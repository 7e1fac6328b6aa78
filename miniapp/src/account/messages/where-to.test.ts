import { expect, test } from 'vitest';
import { isAboutOrder, whereTo } from './where-to.ts';

test.each([
  ['/open/index?to=order&id=o-1', { path: '/journey/step4-live-tracking/index', query: { orderId: 'o-1' } }],
  ['open/index?to=dose&id=d-1', { path: '/journey/step5-medication/index', query: { doseId: 'd-1' } }],
  ['/open/index?to=medication&id=p-1', { path: '/journey/step5-medication/index', query: {} }],
  ['/open/index?to=prescription&id=r-1', { path: '/prescription/index', query: { id: 'r-1' } }],
])('the message with %s leads to its page', (path, expected) => {
  expect(whereTo(path)).toEqual(expected);
});

test.each(['/open/index', '/open/index?to=nowhere', '/somewhere/else?to=order&id=1', ''])(
  'the message with "%s" leads nowhere',
  (path) => {
    expect(whereTo(path)).toBeNull();
  },
);

test('a message belongs to its own order only', () => {
  expect(isAboutOrder('/open/index?to=order&id=o-1', 'o-1')).toBe(true);
  expect(isAboutOrder('/open/index?to=order&id=o-1', 'o-2')).toBe(false);
  expect(isAboutOrder('/open/index?to=medication&id=o-1', 'o-1')).toBe(false);
});
