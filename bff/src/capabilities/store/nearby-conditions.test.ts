import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { atShanghai, plus } from '@xinglin/shared/kernel/time';
import {
  addFridgeDevice,
  findNearbyStores,
  getFridge,
  handleFridgeAlarm,
  listArrivalWatches,
  listStoreDays,
  putStoreDay,
  recordFridge,
  removeFridgeDevice,
  removeStoreDay,
  unwatchArrival,
  watchArrival,
} from '@xinglin/shared/store/contract';
import type { StoreFacts } from '@xinglin/shared/store/rules';
import { outboxTable, publish } from '../../kernel/outbox.ts';
import { someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import { store } from './index.ts';
import { arrivalWatchTable } from './store.ts';
import { insertStores, someStore } from './testing.ts';

const db = testDatabase();
const here = { lng: 121.44, lat: 31.19 };
const patient = someone('patient');
const otc = { id: uuidv7(), class: 'otc_b', storage: 'normal', prohibitedOnline: false } as const;
const cold = { ...otc, id: uuidv7(), storage: 'refrigerated' } as const;
const banned = { ...otc, id: uuidv7(), prohibitedOnline: true };
const drugs = [otc, cold, banned];

let now = new Date();
const shelf = new Map<string, number>();
const told: string[] = [];
const them = store({
  db,
  now: () => now,
  newId: uuidv7,
  drugsByIds: async (ids) => new Map(drugs.filter(({ id }) => ids.includes(id)).map((d) => [d.id, d])),
  drugNames: async (ids) => new Map(ids.map((id) => [id, '布洛芬片'])),
  stockOf: async (s) =>
    [...shelf]
      .map(([key, available]) => ({ storeId: key.slice(0, 36), drugId: key.slice(36), available }))
      .filter(({ storeId }) => s.includes(storeId)),
  stockTouchedSince: async () => [],
  stockAt: async (s, d) =>
    s.flatMap((storeId) =>
      d
        .filter((drugId) => shelf.has(storeId + drugId))
        .map((drugId) => ({
          storeId,
          drugId,
          available: shelf.get(storeId + drugId)!,
          asOf: now.toISOString(),
        })),
    ),
  pricesAt: async (s, d) => s.flatMap((storeId) => d.map((drugId) => ({ storeId, drugId, priceFen: 500 }))),
  tell: (audience) => void ('store' in audience && told.push(audience.store)),
});
const as = testServer(db, () => them.routes);
const engine = testEngine(db, () => them.reactions);

let shop: StoreFacts;
let staff: ReturnType<typeof someone>;
const find = (drugId: string) => as(patient)(findNearbyStores, { ...here, drugIds: [drugId] });
const sells = async (drugId: string) =>
  (await find(drugId)).stores.map(({ store: { id } }) => id).includes(shop.id);
/** What inventory does when a figure changes: the row, and the event of the same transaction. */
async function stock(drugId: string, available: number): Promise<void> {
  shelf.set(shop.id + drugId, available);
  await db.write((tx) =>
    publish(tx, { name: 'stock.changed', subject: shop.id, data: { drugIds: [drugId] } }),
  );
  await engine.drain();
}

beforeEach(async () => {
  now = new Date(atShanghai('2026-11-22', '12:00'));
  shop = someStore({ point: { lng: here.lng, lat: here.lat + 0.005 } });
  staff = someone('store_staff', shop.id);
  await insertStores(db, [shop]);
  await them.warmUp();
});

describe('the index of what is where', () => {
  it('follows a sale and a delivery by their events, and says at every moment what the database says', async () => {
    expect(await sells(otc.id)).toBe(false);
    await stock(otc.id, 3);
    expect(await sells(otc.id)).toBe(true);
    await stock(otc.id, 0);
    expect(await sells(otc.id)).toBe(false);
    await stock(otc.id, 7);
    const index = await them.nearbyIndex();
    for (const [key, available] of shelf)
      expect(index.availableAt(key.slice(0, 36), key.slice(36))).toBe(available);
  });

  it('never promises what the database no longer has, even before the event came', async () => {
    await stock(otc.id, 3);
    shelf.set(shop.id + otc.id, 0);
    expect(await sells(otc.id)).toBe(false);
  });
});

describe('days that differ', () => {
  it('a store that staff close for a day is closed that day, and its next opening skips it', async () => {
    await stock(otc.id, 3);
    await as(staff)(putStoreDay, { day: '2026-11-22', opens: null, closes: null });
    const [closed] = (await find(otc.id)).stores.filter(({ store: { id } }) => id === shop.id);
    expect(closed!.store).toMatchObject({ openNow: false, opensNext: '明天 00:00 开门' });
    expect((await as(staff)(listStoreDays, {})).items).toEqual([
      { day: '2026-11-22', opens: null, closes: null },
    ]);
    await as(staff)(removeStoreDay, { day: '2026-11-22' });
    expect((await find(otc.id)).stores.find(({ store: { id } }) => id === shop.id)!.store.openNow).toBe(true);
  });

  it('hours for holidays hold on every statutory holiday and on no other day', async () => {
    await as(staff)(putStoreDay, { day: 'holiday', opens: '10:00', closes: '16:00' });
    await stock(otc.id, 3);
    const openAt = async (day: string, time: string) => {
      now = new Date(atShanghai(day, time));
      await them.warmUp();
      return (await find(otc.id)).stores.find(({ store: { id } }) => id === shop.id)!.store.openNow;
    };
    expect(await openAt('2026-10-03', '09:00')).toBe(false);
    expect(await openAt('2026-10-03', '11:00')).toBe(true);
    expect(await openAt('2026-10-08', '09:00')).toBe(true);
  });

  it('refuses an opening without a closing', async () => {
    await expect(
      as(staff)(putStoreDay, { day: '2026-11-23', opens: '08:00', closes: null }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('the fridge', () => {
  const post = (key: string, body: unknown) =>
    them.webhooks[0]!.handle({ 'x-device-key': key }, Buffer.from(JSON.stringify(body)));

  it('out of 2–8 °C sells nothing cold, and rings at the store once; back in range it sells again', async () => {
    await stock(cold.id, 5);
    await as(staff)(recordFridge, { celsius: 5 });
    expect(await sells(cold.id)).toBe(true);
    await engine.drain();
    told.length = 0;
    for (const celsius of [8.4, 9.1]) await as(staff)(recordFridge, { celsius });
    await engine.drain();
    expect(await sells(cold.id)).toBe(false);
    expect(told.filter((id) => id === shop.id)).toHaveLength(1);
    expect(await as(staff)(recordFridge, { celsius: 2 })).toMatchObject({ state: 'healthy' });
    expect(await sells(cold.id)).toBe(true);
  });

  it('keeps each stretch out of range as one alarm with its worst reading, and what staff did about it once', async () => {
    for (const celsius of [8.5, 11, 9, 5, 1]) await as(staff)(recordFridge, { celsius });
    const { alarms } = await as(staff)(getFridge, {});
    expect(alarms.map(({ worstCelsius, endedAt }) => [worstCelsius, endedAt !== null])).toEqual(
      expect.arrayContaining([
        [1, false],
        [11, true],
      ]),
    );
    expect(alarms).toHaveLength(2);
    const { id } = alarms.find(({ endedAt }) => endedAt === null)!;
    const action = '已把胰岛素移到二号柜，报修压缩机';
    const other = someone('store_staff', uuidv7());
    await expect(as(other)(handleFridgeAlarm, { id, action })).rejects.toMatchObject({ status: 404 });
    const after = await as(staff)(handleFridgeAlarm, { id, action });
    expect(after.alarms.find((each) => each.id === id)).toMatchObject({
      action,
      handledAt: now.toISOString(),
    });
    expect(after.state).toBe('alarm');
    await expect(as(staff)(handleFridgeAlarm, { id, action: '再说一遍' })).rejects.toMatchObject({
      code: 'ALARM_HANDLED',
    });
  });

  it('that turns warm under two readings at the same moment alarms once', async () => {
    await as(staff)(recordFridge, { celsius: 5 });
    await Promise.all([9, 9, 9].map((celsius) => as(staff)(recordFridge, { celsius })));
    expect((await as(staff)(getFridge, {})).alarms).toHaveLength(1);
  });

  it('that has been silent for more than ten minutes is not healthy', async () => {
    await stock(cold.id, 5);
    await as(staff)(recordFridge, { celsius: 5 });
    now = new Date(plus(now, 10 * 60_000));
    expect(await sells(cold.id)).toBe(true);
    now = new Date(plus(now, 1_000));
    expect(await sells(cold.id)).toBe(false);
    expect(await as(staff)(getFridge, {})).toMatchObject({ state: 'silent', last: { celsius: 5 } });
  });

  it('is reported by a sensor with its own key, and by nobody without one', async () => {
    const { id, key } = await as(staff)(addFridgeDevice, { label: '一号柜' });
    expect(await post(key, { celsius: 4.5 })).toMatchObject({ status: 200 });
    expect(await as(staff)(getFridge, {})).toMatchObject({ state: 'healthy', devices: [{ id }] });
    expect(await post('wrong', { celsius: 4.5 })).toEqual({ status: 401 });
    expect(await post(key, { celsius: 'warm' })).toEqual({ status: 400 });
    await as(staff)(removeFridgeDevice, { id });
    expect(await post(key, { celsius: 4.5 })).toEqual({ status: 401 });
  });

  it('whose sensor has gone mad is heard twenty times a minute, the others as ever', async () => {
    const [mad, sound] = [
      await as(staff)(addFridgeDevice, { label: '一号柜' }),
      await as(staff)(addFridgeDevice, { label: '二号柜' }),
    ];
    for (let times = 0; times < 20; times += 1) await post(mad.key, { celsius: 5 });
    await expect(post(mad.key, { celsius: 5 })).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(await post(sound.key, { celsius: 5 })).toMatchObject({ status: 200 });
    expect((await as(staff)(getFridge, {})).readings).toHaveLength(21);
  });

  it('is judged by the newest reading, not by one that arrived late', async () => {
    const { key } = await as(staff)(addFridgeDevice, { label: '一号柜' });
    await post(key, { celsius: 9 });
    await post(key, { celsius: 5, at: plus(now, -300_000) });
    expect(await as(staff)(getFridge, {})).toMatchObject({
      state: 'alarm',
      readings: [
        { celsius: 9, device: '一号柜' },
        { celsius: 5, device: '一号柜' },
      ],
    });
  });

  it('of another store is nobody’s to see or to switch off', async () => {
    const { id } = await as(staff)(addFridgeDevice, { label: '一号柜' });
    const other = someone('store_staff', uuidv7());
    await expect(as(other)(removeFridgeDevice, { id })).rejects.toMatchObject({ status: 404 });
    await expect(as(someone('store_staff'))(getFridge, {})).rejects.toMatchObject({ status: 404 });
  });
});

describe('到货通知', () => {
  const arrivals = async (person: { id: string }) =>
    (await db.read.findBy(outboxTable, { name: 'arrival.found' })).filter(
      ({ data }) => (data as { patientId: string }).patientId === person.id,
    );

  it('comes once when the drug is back within the area, and then no more', async () => {
    const me = someone('patient');
    await as(me)(watchArrival, { drugId: otc.id, ...here });
    await stock(otc.id, 0);
    expect(await arrivals(me)).toHaveLength(0);
    await stock(otc.id, 2);
    await stock(otc.id, 0);
    await stock(otc.id, 4);
    expect(await arrivals(me)).toHaveLength(1);
    expect((await arrivals(me))[0]).toMatchObject({ subject: otc.id, data: { drugName: '布洛芬片' } });
    expect((await as(me)(listArrivalWatches, {})).items).toEqual([]);
  });

  it('does not come for another place, after thirty days, or once taken back', async () => {
    const [far, late, gone] = [someone('patient'), someone('patient'), someone('patient')];
    await as(far)(watchArrival, { drugId: otc.id, lng: here.lng, lat: here.lat + 0.2 });
    await as(late)(watchArrival, { drugId: otc.id, ...here });
    await as(gone)(watchArrival, { drugId: otc.id, ...here });
    await as(gone)(unwatchArrival, { drugId: otc.id });
    now = new Date(plus(now, 31 * 86_400_000));
    await stock(otc.id, 2);
    for (const person of [far, late, gone]) expect(await arrivals(person)).toHaveLength(0);
  });

  it('leaves nothing of who waited where, neither once told nor after thirty days', async () => {
    const [told, late, waiting] = [someone('patient'), someone('patient'), someone('patient')];
    const kept = (who: { id: string }) => db.read.countBy(arrivalWatchTable, { personId: who.id });
    await as(told)(watchArrival, { drugId: otc.id, ...here });
    await stock(otc.id, 2);
    expect(await kept(told)).toBe(0);
    await as(late)(watchArrival, { drugId: otc.id, ...here });
    const [over] = await db.read.findBy(outboxTable, { name: 'arrival.over', subject: otc.id });
    expect(JSON.stringify(over!.data)).toBe('{}');
    now = new Date(plus(now, 30 * 86_400_000));
    await as(waiting)(watchArrival, { drugId: otc.id, ...here });
    const [forget] = them.reactions.filter((each) => each.on === 'arrival.over');
    if (!forget || !('react' in forget)) throw new Error('no timer');
    await db.write((tx) => forget.react(tx, { ...over!, data: {} }));
    expect([await kept(late), await kept(waiting)]).toEqual([0, 1]);
  });

  it('is told once even when two changes arrive at the same moment', async () => {
    const me = someone('patient');
    await as(me)(watchArrival, { drugId: otc.id, ...here });
    shelf.set(shop.id + otc.id, 2);
    const event = { id: 'e', name: 'stock.changed', subject: shop.id, data: { drugIds: [otc.id] } } as const;
    const tell = them.reactions.filter(({ name }) => name.includes('arrival'));
    const effects = tell.flatMap((reaction) => ('effect' in reaction ? [reaction.effect] : []));
    await Promise.all([...effects, ...effects].map((effect) => effect(event)));
    expect(await arrivals(me)).toHaveLength(1);
  });

  it('of something cold comes when the fridge of a store that has it works again, and not before', async () => {
    const me = someone('patient');
    await as(me)(watchArrival, { drugId: cold.id, ...here });
    await as(staff)(recordFridge, { celsius: 12 });
    await stock(cold.id, 5);
    expect(await arrivals(me)).toHaveLength(0);
    await as(staff)(recordFridge, { celsius: 4 });
    await engine.drain();
    expect(await arrivals(me)).toHaveLength(1);
  });

  it('cannot be had for what may not be sold online, nor for more than twenty drugs', async () => {
    const me = someone('patient');
    await expect(as(me)(watchArrival, { drugId: banned.id, ...here })).rejects.toMatchObject({
      code: 'NOTHING_TO_WATCH',
    });
    for (let i = 0; i < 20; i += 1) {
      const more = { ...otc, id: uuidv7() };
      drugs.push(more);
      await as(me)(watchArrival, { drugId: more.id, ...here });
    }
    await expect(as(me)(watchArrival, { drugId: otc.id, ...here })).rejects.toMatchObject({
      code: 'TOO_MANY_WATCHES',
    });
  });
});
