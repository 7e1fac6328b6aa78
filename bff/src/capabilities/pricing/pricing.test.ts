import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '@xinglin/shared/kernel/problem';
import { atShanghai } from '@xinglin/shared/kernel/time';
import { listCoupons, makePlan } from '@xinglin/shared/pricing/contract';
import type { StoreFacts } from '@xinglin/shared/store/rules';
import type { allEntities } from '../../kernel/entity.ts';
import { system } from '../../kernel/actor.ts';
import { fileSource, runImport } from '../../kernel/import/importer.ts';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import {
  channelOfferTable,
  channelTable,
  couponTable,
  couponUseTable,
  offerTable,
  planTable,
} from './store.ts';
import { here, pricingWorld, someDrug, someStore } from './testing.ts';

const db = testDatabase();
const world = pricingWorld(db);
const { city, they } = world;
const open: typeof world.open = (...args) => world.open(...args);
const as = testServer(db, () => they.routes);
const patient = someone('patient');
const a = someDrug('A');
const cold = someDrug('C', { storage: 'refrigerated' });
const rx = someDrug('R', { class: 'rx' });
const banned = someDrug('X', { prohibitedOnline: true });
const valid = '2026-01-01,2027-12-31';

beforeEach(async () => {
  city.now = new Date(atShanghai('2026-11-22', '12:00'));
  city.stores = [];
  city.drugs = [a, cold, rx, banned];
  city.units.clear();
  city.ordered.clear();
  const tables = [offerTable, channelOfferTable, channelTable, couponTable, couponUseTable, planTable];
  for (const table of tables as ReturnType<typeof allEntities>) await db.write((tx) => tx.clear(table));
});

describe('taking a plan', () => {
  const ask = { lines: [{ drugId: a.id, quantity: 1 }], destination: here };
  const take = (planId: string, optionKey = 'o1', patientId = patient.id) =>
    db.write((tx) => they.takePlan(tx, { patientId, planId, optionKey }));

  it('gives the option at the prices shown, even when the store has raised them meanwhile', async () => {
    const store = await open(someStore('S1'), 500, { A: 1000 });
    const { id, options } = await as(patient)(makePlan, ask);
    await world.offers(['S1,,A,9900,,']);
    expect(await take(id)).toEqual({
      ...{ option: options[0], mode: 'instant', prescriptionId: null, destination: here },
    });
    expect(await they.pricesAt([store.id], [a.id])).toEqual([
      { storeId: store.id, drugId: a.id, priceFen: 9900 },
    ]);
  });

  it('works once, though the button is pressed five times together', async () => {
    await open(someStore('S1'), 500, { A: 1000 });
    const { id } = await as(patient)(makePlan, ask);
    const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map(() => take(id)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(take(id)).rejects.toMatchObject({ code: 'PLAN_EXPIRED' });
  });

  it('is refused to others, for an option that is not in it, and a day after its lock', async () => {
    await open(someStore('S1'), 500, { A: 1000 });
    const { id } = await as(patient)(makePlan, ask);
    await expect(take(id, 'o1', someone('patient').id)).rejects.toMatchObject({ code: 'PLAN_NOT_FOUND' });
    await expect(take(id, 'o9')).rejects.toMatchObject({ code: 'PLAN_NOT_FOUND' });
    city.now = new Date(atShanghai('2026-11-23', '12:10'));
    await expect(take(id)).rejects.toMatchObject({ code: 'PLAN_EXPIRED' });
  });

  it('is refused when the store has closed meanwhile, and the plan is not used up by it', async () => {
    await open(someStore('S1', { opens: '08:00', closes: '12:05' }), 500, { A: 1000 });
    const { id } = await as(patient)(makePlan, ask);
    city.now = new Date(atShanghai('2026-11-22', '12:05'));
    await expect(take(id)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    city.now = new Date(atShanghai('2026-11-22', '12:04'));
    expect(await take(id)).toMatchObject({ option: { key: 'o1' } });
  });

  const night = [{ name: '甲', licenceNo: 'L1', from: '08:00', to: '12:05' }];
  const fridge = { celsius: 5, at: atShanghai('2026-11-22', '12:00') };
  const changes: [string, typeof a, Partial<StoreFacts>, Partial<StoreFacts>, string][] = [
    ['the fridge has grown warm', cold, { fridge }, { fridge: { ...fridge, celsius: 9 } }, 'FRIDGE_NOT_COLD'],
    [
      'the fridge has fallen silent',
      cold,
      { fridge },
      { fridge: { ...fridge, at: atShanghai('2026-11-22', '11:54') } },
      'FRIDGE_NOT_COLD',
    ],
    ['the pharmacist has gone', rx, { pharmacists: night }, {}, 'PHARMACIST_AWAY'],
    ['the licence has ended', a, {}, { licenceExpires: '2026-11-21' }, 'LICENCE_ENDED'],
    ['it may not carry the drug any more', a, {}, { scope: ['rx'] }, 'DRUG_NOT_CARRIED'],
  ];
  it.each(changes)(
    'is refused within the ten minutes when %s, and says so',
    async (_, drug, before, after, code) => {
      const store = await open(someStore('S1', before), 500, { [drug.code]: 1000 });
      city.covered.add(`${patient.id}/${patient.id}/${drug.id}`);
      const { id } = await as(patient)(makePlan, {
        ...{ lines: [{ drugId: drug.id, quantity: 1 }], destination: here },
        ...(drug.class === 'rx' && { prescriptionId: patient.id }),
      });
      city.now = new Date(atShanghai('2026-11-22', '12:05'));
      city.stores[0]!.store = { ...store, ...after };
      await expect(take(id)).rejects.toMatchObject({ code, extra: { storeName: 'S1店' } });
      // Nothing is used up by a refusal: when the store may again, the same plan serves.
      city.now = new Date(atShanghai('2026-11-22', '12:04'));
      city.stores[0]!.store = store;
      expect(await take(id)).toMatchObject({ option: { key: 'o1' } });
    },
  );
});

describe('a coupon', () => {
  const use = (orderId: string, ...codes: string[]) =>
    db.write((tx) => they.useCoupons(tx, { patientId: patient.id, orderId, codes }));
  const wallet = async () => (await as(patient)(listCoupons, {})).items.map(({ code, used }) => [code, used]);

  it('is used as often as one person may, however many orders are placed at once', async () => {
    await world.coupons([`P,平台减5,platform,,,,0,500,,,yes,3,${valid}`]);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => use(uuidv7(), 'P')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    await expect(use(uuidv7(), 'P')).rejects.toMatchObject({ code: 'COUPON_GONE' });
    expect(await wallet()).toEqual([['P', true]]);
  });

  it('for one use serves one of fifty orders placed at once', async () => {
    await world.coupons([`P,平台减5,platform,,,,0,500,,,yes,1,${valid}`]);
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => use(uuidv7(), 'P')));
    const codes = outcomes.map((each) =>
      each.status === 'rejected' ? (each.reason as Problem).code : 'won',
    );
    expect(codes.filter((code) => code === 'won')).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['won', 'COUPON_GONE']));
  });

  it('comes back with the order that used it, once, and only that', async () => {
    await world.coupons([`P,平台减5,platform,,,,0,500,,,yes,2,${valid}`]);
    const [first, second] = [uuidv7(), uuidv7()];
    await use(first, 'P');
    await use(second, 'P');
    for (let i = 0; i < 2; i += 1) await db.write((tx) => they.restoreCoupons(tx, first));
    await use(uuidv7(), 'P');
    await expect(use(uuidv7(), 'P')).rejects.toMatchObject({ code: 'COUPON_GONE' });
  });

  it('for the first order is one chance, whichever of them is used', async () => {
    await world.coupons([
      `F1,新人减10,first_order,,,,2900,1000,,,no,1,${valid}`,
      `F2,新人减18,first_order,,,,5900,1800,,,no,1,${valid}`,
    ]);
    await use(uuidv7(), 'F1');
    await expect(use(uuidv7(), 'F2')).rejects.toMatchObject({ code: 'COUPON_GONE' });
    expect(await wallet()).toEqual([
      ['F1', true],
      ['F2', true],
    ]);
  });

  it('that takes part in a failed order is not used', async () => {
    await world.coupons([`P,平台减5,platform,,,,0,500,,,yes,1,${valid}`]);
    await expect(use(uuidv7(), 'P', 'NOPE')).rejects.toMatchObject({ code: 'COUPON_GONE' });
    expect(await wallet()).toEqual([['P', false]]);
  });
});

describe('prices', () => {
  it('imported again change nothing; another price takes over from now on and the old one is kept', async () => {
    const store = await open(someStore('S1'), 500, { A: 1000 });
    expect(await world.offers(['S1,,A,1000,,'])).toMatchObject({ unchanged: 1, created: 0, changed: 0 });
    city.now = new Date(atShanghai('2026-11-23', '12:00'));
    expect(await world.offers(['S1,,A,900,,'])).toMatchObject({ changed: 1 });
    expect(await they.pricesAt([store.id], [a.id])).toMatchObject([{ priceFen: 900 }]);
    const history = await db.read.find(offerTable, { order: { validFrom: 'ASC' } });
    expect(history.map(({ priceFen, validUntil }) => [priceFen, validUntil])).toEqual([
      [1000, atShanghai('2026-11-23', '12:00')],
      [900, null],
    ]);
  });

  it('for days to come wait for their day, and after a promotion the old price holds again', async () => {
    const store = await open(someStore('S1'), 500, { A: 1000 });
    await world.offers(['S1,,A,800,2026-11-25,2026-11-26']);
    const on = async (day: string, time: string) => {
      city.now = new Date(atShanghai(day, time));
      return (await they.pricesAt([store.id], [a.id]))[0]!.priceFen;
    };
    expect(await on('2026-11-24', '23:59')).toBe(1000);
    expect(await on('2026-11-25', '00:00')).toBe(800);
    expect(await on('2026-11-26', '23:59')).toBe(800);
    expect(await on('2026-11-27', '00:00')).toBe(1000);
  });

  it('are shown from the lowest of those who have the drug', async () => {
    await open(someStore('S1'), 500, { A: 1000 });
    await open(someStore('S2'), 500, { A: 700 }, { A: 0 });
    expect(await they.lowestPricesFen([a.id, banned.id])).toEqual(new Map([[a.id, 1000]]));
  });

  it('are refused for what may not be sold online, unknown codes, and rows of no seller or of two', async () => {
    await open(someStore('S1'), 500, { A: 1000 });
    await world.channels(['CH1,云仓,600,8800,0,2880']);
    const { faults, written } = await world.offers([
      'S1,,X,500,,',
      'S9,,A,500,,',
      'S1,CH1,A,500,,',
      ',,A,500,,',
      ',CH9,A,500,,',
      'S1,,D9,500,,',
      'S1,,A,500,2026-12-02,2026-12-01',
    ]);
    expect(faults.map(({ line, column }) => [line, column])).toEqual([
      [2, 'drug_code'],
      [3, 'store_code'],
      [4, 'store_code'],
      [5, 'store_code'],
      [6, 'channel_code'],
      [7, 'drug_code'],
      [8, 'valid_until'],
    ]);
    expect(written).toBe(false);
  });
});

it('takes in the coupons and channels of the demo city, and a second time finds nothing to change', async () => {
  for (const code of ['S001', 'S002', 'S003', 'S007', 'S045', 'S046', 'S047'])
    city.stores.push({ store: someStore(code), distanceM: 500 });
  const file = (name: string) =>
    fileSource(new URL(`../../../../config/demo/city/${name}`, import.meta.url).pathname);
  const { channels, coupons } = they.importers;
  const run = async () => [
    await runImport({ db, importer: channels, source: file('channels.csv'), actor: system }),
    await runImport({ db, importer: coupons, source: file('coupons.csv'), actor: system }),
  ];
  expect(await run()).toMatchObject([
    { faults: [], created: 2 },
    { faults: [], created: 20 },
  ]);
  expect(await run()).toMatchObject([{ unchanged: 2 }, { unchanged: 20 }]);
  const { items } = await as(patient)(listCoupons, {});
  expect(items).toHaveLength(17);
  expect(items.find(({ code }) => code === 'CPN006')).toMatchObject({
    sellerName: 'S001店',
    thresholdFen: 3900,
  });
});

it('refuses coupons that contradict themselves', async () => {
  const refused = world.coupons([
    `A,甲,store,,,,0,500,,,yes,1,${valid}`,
    `B,乙,platform,,,,0,500,10,,yes,1,${valid}`,
    `C,丙,platform,,,感冒发热,0,500,,,yes,1,${valid}`,
    `D,丁,platform,,,,0,500,,,yes,1,2027-01-01,2026-01-01`,
  ]);
  await expect(refused).rejects.toThrow(/要填门店.*只能填一个.*不能填品类.*早于开始/);
});
