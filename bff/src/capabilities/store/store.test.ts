import { v7 as uuidv7 } from 'uuid';
import { afterEach, describe, expect, it } from 'vitest';
import { atShanghai } from '@xinglin/shared/kernel/time';
import { findNearbyStores, getStore } from '@xinglin/shared/store/contract';
import type { StoreFacts } from '@xinglin/shared/store/rules';
import { system } from '../../kernel/actor.ts';
import { fileSource, runImport } from '../../kernel/import/importer.ts';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import { store } from './index.ts';
import type { Deps } from './ports.ts';
import { storeFridgeTable } from './fridge/store.ts';
import { storeDayTable, storeTable } from './store.ts';
import { insertStores, someStore } from './testing.ts';

const db = testDatabase();
const here = { lng: 121.44, lat: 31.19 };
const patient = someone('patient');
const otc = { id: uuidv7(), class: 'otc_b', storage: 'normal', prohibitedOnline: false } as const;
const other = { ...otc, id: uuidv7() };
const rx = { ...otc, id: uuidv7(), class: 'rx' } as const;
const banned = { ...otc, id: uuidv7(), prohibitedOnline: true };
const cold = { ...otc, id: uuidv7(), storage: 'refrigerated' } as const;
const drugs = [otc, other, rx, banned, cold];

let now = new Date(atShanghai('2026-11-22', '12:00'));
let shelf: Awaited<ReturnType<Deps['stockAt']>> = [];
let tags: Awaited<ReturnType<Deps['pricesAt']>> = [];
const put = (
  at: StoreFacts,
  drugId: string,
  available: number,
  priceFen: number,
  asOf = now.toISOString(),
) => {
  shelf.push({ storeId: at.id, drugId, available, asOf });
  tags.push({ storeId: at.id, drugId, priceFen });
};

const them = store({
  db,
  now: () => now,
  newId: uuidv7,
  drugsByIds: async (ids) =>
    new Map(drugs.filter(({ id }) => ids.includes(id)).map((each) => [each.id, each])),
  stockAt: async (s, d) => shelf.filter((x) => s.includes(x.storeId) && d.includes(x.drugId)),
  pricesAt: async (s, d) => tags.filter((x) => s.includes(x.storeId) && d.includes(x.drugId)),
  stockOf: async (s) => shelf.filter((x) => s.includes(x.storeId)),
  stockTouchedSince: async () => [],
  drugNames: async (ids) => new Map(ids.map((id) => [id, '药'])),
  tell: () => {},
});
const as = testServer(db, () => them.routes);
const clearStores = () =>
  db.write(async (tx) => {
    await tx.clear(storeTable);
    await tx.clear(storeFridgeTable);
    await tx.clear(storeDayTable);
  });
/** A point `metres` north of here. */
const north = (metres: number) => ({ lng: here.lng, lat: here.lat + metres / 111_195 });
const find = async (input: object) => {
  await them.warmUp();
  return as(patient)(findNearbyStores, { ...here, ...input });
};

afterEach(async () => {
  shelf = [];
  tags = [];
  now = new Date(atShanghai('2026-11-22', '12:00'));
  await clearStores();
});

describe('nearby', () => {
  it('lists stores by distance with stock, price, freshness and time to the door', async () => {
    const near = someStore({ point: north(500) });
    const far = someStore({ point: north(2000) });
    await insertStores(db, [far, near]);
    put(near, otc.id, 6, 980, atShanghai('2026-11-22', '11:58'));
    put(far, otc.id, 2, 900, atShanghai('2026-11-22', '11:40'));
    const { stores, radiusM, widened } = await find({ drugIds: [otc.id] });
    expect({ radiusM, widened }).toEqual({ radiusM: 3000, widened: false });
    expect(stores.map((each) => each.store.id)).toEqual([near.id, far.id]);
    expect(stores[0]).toMatchObject({ distanceM: 500, hasAll: true, etaMinutes: 12 });
    expect(stores[0]!.lines[0]).toMatchObject({ available: 6, priceFen: 980, stale: false });
    expect(stores[1]!.lines[0]).toMatchObject({ available: 2, stale: true });
  });

  it('widens to 5 and then 10 km when nobody nearer has it, and says so', async () => {
    const near = someStore({ point: north(500) });
    const far = someStore({ point: north(7000) });
    await insertStores(db, [near, far]);
    put(far, otc.id, 1, 900);
    expect(await find({ drugIds: [otc.id] })).toMatchObject({
      radiusM: 10_000,
      widened: true,
      stores: [{ store: { id: far.id } }],
    });
    expect(await find({ drugIds: [other.id] })).toEqual({ radiusM: 10_000, widened: true, stores: [] });
  });

  it('counts a store that is closed now as not having it, but still shows when it opens', async () => {
    now = new Date(atShanghai('2026-11-22', '01:30'));
    const day = someStore({ point: north(300), opens: '08:00', closes: '22:00' });
    const night = someStore({ point: north(4000) });
    await insertStores(db, [day, night]);
    for (const each of [day, night]) put(each, otc.id, 3, 900);
    const { radiusM, stores } = await find({ drugIds: [otc.id] });
    expect(radiusM).toBe(5000);
    expect(stores.map((each) => [each.store.id, each.store.openNow, each.store.opensNext])).toEqual([
      [night.id, true, null],
      [day.id, false, '今天 08:00 开门'],
    ]);
  });

  it('puts stores with the whole basket first, in the quantity asked for', async () => {
    const some = someStore({ point: north(100) });
    const all = someStore({ point: north(900) });
    await insertStores(db, [some, all]);
    put(some, otc.id, 1, 500);
    put(some, other.id, 9, 500);
    put(all, otc.id, 2, 900);
    put(all, other.id, 1, 900);
    const ask = { drugIds: [otc.id, other.id], quantities: ['2', '1'] };
    const { stores } = await find(ask);
    expect(stores.map((each) => [each.store.id, each.hasAll])).toEqual([
      [all.id, true],
      [some.id, false],
    ]);
  });

  it('sorts by price and by readiness when asked to', async () => {
    const cheap = someStore({ point: north(900), pickMinutes: 9 });
    const quick = someStore({ point: north(1000), pickMinutes: 2 });
    await insertStores(db, [cheap, quick]);
    put(cheap, otc.id, 5, 500);
    put(quick, otc.id, 5, 600);
    const first = async (sort: string) => (await find({ drugIds: [otc.id], sort })).stores[0]!.store.id;
    expect([await first('distance'), await first('ready'), await first('price')]).toEqual([
      cheap.id,
      quick.id,
      cheap.id,
    ]);
  });

  it('leaves out stores whose licence has run out, and all that is prohibited online', async () => {
    const lapsed = someStore({ licenceExpires: '2026-11-21' });
    const good = someStore();
    await insertStores(db, [lapsed, good]);
    for (const each of [lapsed, good]) for (const { id } of [otc, banned]) put(each, id, 5, 500);
    expect((await find({ drugIds: [otc.id] })).stores.map((each) => each.store.id)).toEqual([good.id]);
    expect((await find({ drugIds: [banned.id] })).stores).toEqual([]);
    expect((await find({})).stores.map((each) => each.store.id)).toEqual([good.id]);
  });

  it('offers prescription drugs only where a pharmacist is on duty', async () => {
    const alone = someStore({ pharmacists: [{ name: '甲', licenceNo: 'L', from: '13:00', to: '18:00' }] });
    await insertStores(db, [alone]);
    put(alone, rx.id, 5, 500);
    expect((await find({ drugIds: [rx.id] })).stores).toEqual([]);
    now = new Date(atShanghai('2026-11-22', '13:00'));
    expect((await find({ drugIds: [rx.id] })).stores).toHaveLength(1);
  });
});

it('shows a store without the names of its pharmacists, and answers 404 for one that is not there', async () => {
  const one = someStore();
  await insertStores(db, [one]);
  const shown = await as(someone('rider'))(getStore, { id: one.id });
  expect(shown).toMatchObject({ id: one.id, openNow: true, pharmacistOnDuty: true, point: here });
  expect(shown).not.toHaveProperty('pharmacists');
  await expect(as(patient)(getStore, { id: uuidv7() })).rejects.toMatchObject({
    status: 404,
    code: 'STORE_NOT_FOUND',
  });
});

it('takes in the stores of the demo city, and a second time finds nothing to change', async () => {
  const file = new URL('../../../../config/demo/city/stores.csv', import.meta.url).pathname;
  const run = () =>
    runImport({ db, importer: them.importers.stores, source: fileSource(file), actor: system });
  expect(await run()).toMatchObject({ faults: [], created: 129, written: true });
  expect(await run()).toMatchObject({ faults: [], created: 0, changed: 0, unchanged: 129 });
  const found = await them.storeByCode('S002');
  expect(found).toMatchObject({ opens: '08:00', closes: '02:00', freeDeliveryFen: 9900, coldChain: true });
  expect(found!.pharmacists).toHaveLength(3);
});
