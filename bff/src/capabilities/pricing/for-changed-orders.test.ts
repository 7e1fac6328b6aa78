import { beforeEach, describe, expect, it } from 'vitest';
import { atShanghai } from '@xinglin/shared/kernel/time';
import { testDatabase } from '../../kernel/testing.ts';
import { here, north, pricingWorld, someDrug, someStore } from './testing.ts';

const db = testDatabase();
const world = pricingWorld(db);
const { they, city } = world;
const [a, cold] = [someDrug('A'), someDrug('C', { storage: 'refrigerated' })];
const fees = { deliveryFeeFen: 500, packagingFeeFen: 100, freeDeliveryFen: 5_000, deliveryRadiusM: 2_000 };
const slot = { from: atShanghai('2026-11-22', '22:00'), to: atShanghai('2026-11-22', '23:00') };

beforeEach(() => world.clear([a, cold]));

describe('what a store asks to bring an order that was to be collected', () => {
  const ask = async (metres: number, goodsFen: number, at: typeof slot | null = null) => {
    const store = someStore('S1', { ...fees, opens: '09:00', closes: '20:00' });
    await world.open(store, 800, { A: 1_000 });
    return they.deliveryFeeFen({ storeId: store.id, goodsFen, to: north(metres), slot: at });
  };

  it('is its own fee, and nothing from the sum on that it brings for free', async () => {
    expect(await ask(800, 1_000)).toBe(500);
    expect(await ask(800, 5_000)).toBe(0);
  });

  it('is no sum at all beyond its radius, when it is closed then, or when it is unknown', async () => {
    expect(await ask(2_500, 1_000)).toBeNull();
    expect(await ask(800, 1_000, slot)).toBeNull();
    expect(await they.deliveryFeeFen({ storeId: a.id, goodsFen: 1, to: here, slot: null })).toBeNull();
  });
});

describe('who else has what is missing', () => {
  const find = (quantity: number, drugId = a.id, except = '', mode: 'instant' | 'pickup' = 'instant') =>
    they.otherStores({ drugId, quantity, near: here, except, mode });

  it('is every open store that has all of it and brings it there, the nearest first, with its price', async () => {
    const [near, far] = [someStore('S1', fees), someStore('S2', fees)];
    await world.open(near, 300, { A: 1_200 });
    await world.open(far, 900, { A: 900 });
    await world.open(someStore('S3', { ...fees, opens: '13:00', closes: '20:00' }), 100, { A: 800 });
    expect((await find(2)).map(({ storeId, priceFen }) => [storeId, priceFen])).toEqual([
      [near.id, 1_200],
      [far.id, 900],
    ]);
    expect((await find(2, a.id, near.id)).map(({ storeId }) => storeId)).toEqual([far.id]);
    city.units.set(`${near.id}/${a.id}`, 1);
    expect((await find(2)).map(({ storeId }) => storeId)).toEqual([far.id]);
  });

  it('is nobody who does not bring it so far, unless the person comes for it', async () => {
    await world.open(someStore('S1', { ...fees, deliveryRadiusM: 200 }), 900, { A: 1_000 });
    expect(await find(1)).toEqual([]);
    expect(await find(1, a.id, '', 'pickup')).toHaveLength(1);
  });
});

it('the price of a pack now is the store’s own, and none where it is not sold', async () => {
  const store = someStore('S1', fees);
  await world.open(store, 300, { A: 1_200 });
  expect(await they.priceAt(store.id, a.id)).toBe(1_200);
  expect(await they.priceAt(store.id, cold.id)).toBeNull();
});
