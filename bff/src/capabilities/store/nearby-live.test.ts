import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io } from 'socket.io-client';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sellAtCounter } from '@xinglin/shared/inventory/contract';
import { LIVE_EVENT, LIVE_LOOK, type LiveEvent } from '@xinglin/shared/kernel/live';
import { findNearbyStores, putStoreDay, recordFridge } from '@xinglin/shared/store/contract';
import { createLive, type Live } from '../../kernel/live.ts';
import { silentLog, someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import { inventoryWorld } from '../inventory/testing.ts';
import { store } from './index.ts';
import { insertStores, someStore } from './testing.ts';

const WITHIN_MS = 5_000;
const db = testDatabase();
const here = { lng: 121.44, lat: 31.19 };
const sockets: { live?: Live } = {};
const shelves = inventoryWorld(db);
const them = store({
  db,
  now: () => shelves.clock.now,
  newId: uuidv7,
  drugsByIds: async (ids) =>
    new Map(ids.map((id) => [id, { class: 'otc_b', storage: 'normal', prohibitedOnline: false }])),
  drugNames: async () => new Map(),
  stockAt: shelves.they.stockAt,
  stockOf: shelves.they.stockOf,
  stockTouchedSince: shelves.they.stockTouchedSince,
  pricesAt: async (s, d) => s.flatMap((storeId) => d.map((drugId) => ({ storeId, drugId, priceFen: 500 }))),
  tell: (audience, event) => sockets.live?.tell(audience, event),
});
const as = testServer(db, () => [...them.routes, ...shelves.they.routes]);
const engine = testEngine(db, () => [...them.reactions, ...shelves.they.reactions]);
const [patient, clerk] = [someone('patient'), someone('store_staff', shelves.s1)];
const server = createServer();
const request = { idempotencyKey: null, ip: '' };

beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const authenticate = async () => patient;
  sockets.live = createLive({ server, authenticate, origins: [], log: silentLog });
  await insertStores(db, [someStore({ id: shelves.s1, point: here })]);
  await shelves.fill([`S1,D1,L1,${shelves.inDays(400)},3`]);
  await engine.drain();
  await them.warmUp();
});
afterAll(() => sockets.live?.close());

/** A step-2 screen: looks at the place, reads again on each notice, and keeps how many packs it showed, and when. */
async function openScreen() {
  const socket = io(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    transports: ['websocket'],
  });
  const shown: { at: number; available: number | null; open: boolean | null }[] = [];
  const read = async () => {
    const [first] = (await as(patient)(findNearbyStores, { ...here, drugIds: [shelves.d1] })).stores;
    shown.push({
      at: Date.now(),
      available: first?.lines[0]?.available ?? null,
      open: first?.store.openNow ?? null,
    });
  };
  const heard: LiveEvent[] = [];
  socket.on(LIVE_EVENT, (event: LiveEvent) => {
    heard.push(event);
    if (event.topic === 'nearby') void read();
  });
  await new Promise<void>((ready) => socket.on('connect', ready));
  await socket.emitWithAck(LIVE_LOOK, { point: here, radiusM: 3_000 });
  await read();
  const until = async (wanted: (last: (typeof shown)[number]) => boolean) => {
    for (const end = Date.now() + WITHIN_MS; !wanted(shown.at(-1)!) && Date.now() < end;)
      await new Promise((turn) => setTimeout(turn, 20));
    return shown.at(-1)!;
  };
  return { heard, until, close: () => socket.close() };
}

it('a sale at the counter, a closed day and a fridge in alarm reach an open screen within five seconds', async () => {
  const screen = await openScreen();
  expect(await screen.until(({ available }) => available === 3)).toMatchObject({ available: 3, open: true });

  const [batch] = (await shelves.they.use.listBatches(clerk, { page: 1, pageSize: 5 }, request)).items;
  await as(clerk)(sellAtCounter, { id: batch!.id, quantity: 2 });
  await engine.drain();
  expect(await screen.until(({ available }) => available === 1)).toMatchObject({ available: 1 });
  expect(screen.heard).toContainEqual({ topic: 'nearby', id: shelves.s1, drugIds: [shelves.d1] });

  await as(clerk)(putStoreDay, { day: '2026-11-22', opens: null, closes: null });
  await engine.drain();
  expect(await screen.until(({ open }) => open === false)).toMatchObject({ open: false });

  const before = screen.heard.length;
  await as(clerk)(recordFridge, { celsius: 9 });
  await engine.drain();
  await screen.until(() => screen.heard.length > before);
  expect(screen.heard.slice(before)).toEqual([{ topic: 'nearby', id: shelves.s1, drugIds: [] }]);
  screen.close();
});

it('the index follows a sale of another process, whose event is relayed there, within five seconds', async () => {
  const index = await them.nearbyIndex();
  expect(index.availableAt(shelves.s1, shelves.d1)).toBe(1);
  const [batch] = (await shelves.they.use.listBatches(clerk, { page: 1, pageSize: 5 }, request)).items;
  await as(clerk)(sellAtCounter, { id: batch!.id, quantity: 1 });
  shelves.clock.now = new Date(shelves.clock.now.getTime() + WITHIN_MS);
  expect((await them.nearbyIndex()).availableAt(shelves.s1, shelves.d1)).toBe(0);
});
