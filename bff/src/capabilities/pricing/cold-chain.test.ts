import { expect, it } from 'vitest';
import { makePlan } from '@xinglin/shared/pricing/contract';
import { plus } from '@xinglin/shared/kernel/time';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import { here, pricingWorld, someDrug, someStore } from './testing.ts';

const db = testDatabase();
const { city, they, open } = pricingWorld(db);
const as = testServer(db, () => they.routes);
const cold = someDrug('C', { storage: 'refrigerated' });

it('plans cold goods only from stores whose fridge was read in range within ten minutes', async () => {
  city.drugs = [cold];
  const read = (celsius: number, minutesAgo: number) => ({
    fridge: { celsius, at: plus(city.now, -minutesAgo * 60_000) },
  });
  // From the cheapest to the dearest.
  await open(someStore('S1'), 100, { C: 100 });
  await open(someStore('S2', read(9, 1)), 200, { C: 200 });
  await open(someStore('S3', read(5, 11)), 300, { C: 300 });
  await open(someStore('S4', { ...read(5, 1), coldChain: false }), 400, { C: 400 });
  const ask = () =>
    as(someone('patient'))(makePlan, { lines: [{ drugId: cold.id, quantity: 1 }], destination: here });
  expect((await ask()).missing).toEqual([{ drugId: cold.id, name: cold.genericName }]);
  const live = someStore('S5', read(5, 1));
  await open(live, 500, { C: 500 });
  const { options } = await ask();
  expect(new Set(options.flatMap(({ parcels }) => parcels.map(({ storeId }) => storeId)))).toEqual(
    new Set([live.id]),
  );
});
