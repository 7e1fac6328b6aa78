import { beforeEach, expect, test } from 'vitest';
import { uploadFile } from '@xinglin/shared/inventory/upload';
import { runImport } from '../../kernel/import/importer.ts';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
// One upload page takes stock and prices; prices are pricing's. Only this test joins them, as app.ts does.
import { pricingWorld, someDrug, someStore } from '../pricing/testing.ts';
import { inventory } from './index.ts';
import { inventoryWorld } from './testing.ts';

const db = testDatabase();
const { they, city, clear, open } = pricingWorld(db);
const [own, other] = [someStore('S1'), someStore('S2')];
const { routes } = inventory({
  ...inventoryWorld(db).deps,
  allStores: async () => [own, other],
  importOffers: (run, narrow) => runImport({ ...run, importer: narrow(they.importers.offers) }),
});
const as = testServer(db, () => routes);
const a = someDrug('A');

beforeEach(async () => {
  await clear([a, someDrug('X', { prohibitedOnline: true })]);
  await open(own, 500, { A: 1000 });
  await open(other, 500, { A: 1100 });
});

const upload = (lines: string[], dryRun = false) => {
  const csv = ['store_code,channel_code,drug_code,price_fen,valid_from,valid_until', ...lines].join('\n');
  const content = Buffer.from(csv).toString('base64');
  return as(someone('store_staff', own.id))(uploadFile, { kind: 'offers', name: 'p.csv', content, dryRun });
};
const priceAt = async (store: typeof own) => (await they.pricesAt([store.id], [a.id]))[0]?.priceFen;

test('a store’s prices from a file are shown first, then asked from that moment on, once', async () => {
  city.now = new Date(city.now.getTime() + 60_000);
  expect(await upload(['S1,,A,900,,'], true)).toMatchObject({ written: false, changed: 1, faultCount: 0 });
  expect(await priceAt(own)).toBe(1000);
  expect(await upload(['S1,,A,900,,'])).toMatchObject({ written: true, changed: 1 });
  expect([await priceAt(own), await priceAt(other)]).toEqual([900, 1100]);
  expect(await upload(['S1,,A,900,,'])).toMatchObject({ changed: 0, unchanged: 1 });
});

test.each([
  ['another store’s price', 'S2,,A,1,,', 'store_code'],
  ['the price of an online channel', ',CH1,A,1,,', 'store_code'],
  ['what may not be sold online', 'S1,,X,1,,', 'drug_code'],
  ['a price that is no number', 'S1,,A,九元,,', 'price_fen'],
])('%s refuses the whole file', async (_, line, column) => {
  const report = await upload(['S1,,A,900,,', line]);
  expect(report).toMatchObject({ written: false, faults: [{ line: 3, column }] });
  expect([await priceAt(own), await priceAt(other)]).toEqual([1000, 1100]);
});
