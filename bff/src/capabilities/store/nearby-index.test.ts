import fc from 'fast-check';
import { expect, it } from 'vitest';
import { distanceInMetres } from '@xinglin/shared/kernel/geo';
import { nearbyIndex } from './nearby-index.ts';

const spot = fc.record({
  lng: fc.double({ min: 121.3, max: 121.6, noNaN: true }),
  lat: fc.double({ min: 31.05, max: 31.35, noNaN: true }),
});
const place = fc.record({
  point: spot,
  a: fc.integer({ min: 0, max: 3 }),
  b: fc.integer({ min: 0, max: 3 }),
});

it('gives the same stores as a look at every one, for any radius, number and basket', () => {
  fc.assert(
    fc.property(
      fc.array(place, { maxLength: 60 }),
      spot,
      fc.integer({ min: 50, max: 15_000 }),
      fc.constantFrom('all' as const, 'some' as const),
      fc.integer({ min: 1, max: 8 }),
      (places, point, radiusM, having, limit) => {
        const index = nearbyIndex();
        const stores = places.map((each, i) => ({ ...each, id: `s${String(i).padStart(3, '0')}` }));
        for (const { id, point: at, a, b } of stores) {
          index.putStore(id, at);
          index.setStock(id, 'a', a);
          index.setStock(id, 'b', b);
        }
        const expected = stores
          .map((each) => ({ ...each, metres: distanceInMetres(point, each.point) }))
          .filter(
            ({ metres, a, b }) => metres <= radiusM && (having === 'all' ? a >= 2 && b >= 1 : a + b > 0),
          )
          .sort((x, y) => x.metres - y.metres || (x.id < y.id ? -1 : 1));
        const wanted = [
          { drugId: 'a', quantity: 2 },
          { drugId: 'b', quantity: 1 },
        ];
        const ask = { point, radiusM, wanted, having };
        expect(index.search(ask).map(({ storeId }) => storeId)).toEqual(expected.map(({ id }) => id));
        expect(index.search({ ...ask, limit }).map(({ storeId }) => storeId)).toEqual(
          expected.slice(0, limit).map(({ id }) => id),
        );
      },
    ),
    { numRuns: 300 },
  );
});

it('keeps millions of places apart: what is set is what is read, sold out included', () => {
  const index = nearbyIndex();
  for (let s = 0; s < 300; s += 1) {
    index.putStore(`s${s}`, { lng: 121.4, lat: 31.2 });
    for (let d = 0; d < 60; d += 1) index.setStock(`s${s}`, `d${d}`, (s * 7 + d) % 5);
  }
  for (let s = 0; s < 300; s += 1)
    for (let d = 0; d < 60; d += 1) expect(index.availableAt(`s${s}`, `d${d}`)).toBe((s * 7 + d) % 5);
  index.setStock('s1', 'd1', 0);
  expect(index.availableAt('s1', 'd1')).toBe(0);
  expect(index.availableAt('s1', 'd2')).not.toBe(0);
});

it('follows a store that moves, and forgets one that is gone', () => {
  const index = nearbyIndex();
  const here = { lng: 121.4, lat: 31.2 };
  const ask = { point: here, radiusM: 500, wanted: [], having: 'some' } as const;
  index.putStore('s', { lng: 121.5, lat: 31.2 });
  expect(index.search(ask)).toEqual([]);
  index.putStore('s', here);
  expect(index.search(ask)).toHaveLength(1);
  index.removeStore('s');
  expect(index.search(ask)).toEqual([]);
});
