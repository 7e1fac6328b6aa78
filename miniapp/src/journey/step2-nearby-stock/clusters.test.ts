import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clustersOf } from './clusters.ts';

const store = fc.record({
  id: fc.uuid(),
  point: fc.record({
    lng: fc.double({ min: 121, max: 122, noNaN: true }),
    lat: fc.double({ min: 31, max: 32, noNaN: true }),
  }),
});

test('every store of the list is on the map exactly once', () => {
  fc.assert(
    fc.property(fc.uniqueArray(store, { selector: ({ id }) => id, maxLength: 60 }), (stores) => {
      const shown = clustersOf(stores).flatMap(({ ids }) => ids);
      expect(shown.toSorted()).toEqual(stores.map(({ id }) => id).toSorted());
    }),
  );
});

test('stores far apart stand alone, neighbours share a pin, and the best of them is named first', () => {
  const at = (id: string, lng: number) => ({ id, point: { lng, lat: 31.2 } });
  const found = clustersOf([at('a', 121.4), at('far', 121.5), at('b', 121.401)]);
  expect(found.map(({ ids }) => ids)).toEqual([['a', 'b'], ['far']]);
  expect(found[0]!.point.lng).toBeCloseTo(121.4005);
});

test('looking into a cluster parts its stores, unless they are at one place', () => {
  const near = [121.4, 121.402, 121.404].map((lng, i) => ({ id: `s${i}`, point: { lng, lat: 31.2 } }));
  expect(clustersOf(near).length).toBeGreaterThan(1);
  const same = near.map(({ id }) => ({ id, point: { lng: 121.4, lat: 31.2 } }));
  expect(clustersOf(same)).toHaveLength(1);
});

test('no stores, no pins', () => {
  expect(clustersOf([])).toEqual([]);
});
