import { Redis } from 'ioredis';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import { LIVE_EVENT, LIVE_LOOK, type LiveEvent } from '@xinglin/shared/kernel/live';
import { problem } from '@xinglin/shared/kernel/problem';
import type { Actor } from './actor.ts';
import { createLive, type Live } from './live.ts';
import { silentLog, someone } from './testing.ts';

const redisUrl = process.env['TEST_REDIS_URL'];
const people = new Map<string, Actor>();
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** One BFF process, as far as the socket goes. */
async function bffProcess(redis?: Redis): Promise<{ live: Live; origin: string }> {
  const server: Server = createServer();
  const live = createLive({
    server,
    authenticate: async (token) => people.get(token) ?? Promise.reject(problem('NOT_SIGNED_IN')),
    origins: [],
    log: silentLog,
    ...(redis ? { redis } : {}),
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  open.push({ close: () => live.close() });
  return { live, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A phone on the socket; `heard` fills with what reaches it. */
type Phone = { id: string; socket: Socket; heard: LiveEvent[] };
async function phone(origin: string, actor?: Actor): Promise<Phone> {
  if (actor) people.set(actor.id, actor);
  const socket = io(origin, {
    auth: { token: actor?.id ?? 'nobody' },
    transports: ['websocket'],
    reconnection: false,
  });
  open.push(socket);
  const heard: LiveEvent[] = [];
  socket.on(LIVE_EVENT, (event: LiveEvent) => heard.push(event));
  await new Promise<void>((ready, refused) => {
    socket.on('connect', ready);
    socket.on('connect_error', refused);
  });
  return { id: actor?.id ?? '', socket, heard };
}
const soon = async (wanted: () => boolean) => {
  for (const deadline = Date.now() + 5_000; !wanted() && Date.now() < deadline;)
    await new Promise((turn) => setTimeout(turn, 20));
};
const order = (id: string): LiveEvent => ({ topic: 'order', id });

describe('the live socket', () => {
  it('lets nobody in without a valid token', async () => {
    const { origin } = await bffProcess();
    await expect(phone(origin)).rejects.toThrow('NOT_SIGNED_IN');
  });

  it('tells a person what is theirs, a store what is its own, and nobody else', async () => {
    const { live, origin } = await bffProcess();
    const [lin, zhou] = [someone('patient'), someone('patient')];
    const clerk = someone('store_staff', 'store-1');
    const [hers, his, desk] = await Promise.all([
      phone(origin, lin),
      phone(origin, zhou),
      phone(origin, clerk),
    ]);
    live.tell({ person: lin.id }, order('1'));
    live.tell({ store: 'store-1' }, order('2'));
    live.tell({ store: 'store-2' }, order('3'));
    live.tell({ person: zhou.id }, order('4'));
    await soon(() => his.heard.length > 0 && desk.heard.length > 0 && hers.heard.length > 0);
    expect([hers.heard, his.heard, desk.heard]).toEqual([[order('1')], [order('4')], [order('2')]]);
  });

  it('takes no room from a client', async () => {
    const { live, origin } = await bffProcess();
    const eavesdropper = await phone(origin, someone('patient'));
    eavesdropper.socket.emit('join', 'role:pharmacist');
    const pharmacist = await phone(origin, someone('pharmacist'));
    live.tell({ role: 'pharmacist' }, order('5'));
    await soon(() => pharmacist.heard.length > 0);
    expect([pharmacist.heard, eavesdropper.heard]).toEqual([[order('5')], []]);
  });

  it('tells whoever looks at a place what changes around it, until they look elsewhere', async () => {
    const { live, origin } = await bffProcess();
    const here = { lng: 121.44, lat: 31.19 };
    const [near, elsewhere] = [
      await phone(origin, someone('patient')),
      await phone(origin, someone('patient')),
    ];
    const looks = (at: Phone, look: unknown) => at.socket.timeout(5_000).emitWithAck(LIVE_LOOK, look);
    const nearby = (id: string): LiveEvent => ({ topic: 'nearby', id, drugIds: [] });
    await looks(near, { point: here, radiusM: 10_000 });
    await looks(elsewhere, { point: { lng: 116.4, lat: 39.9 }, radiusM: 10_000 });
    live.tell({ around: { lng: 121.53, lat: 31.19 } }, nearby('a'));
    await soon(() => near.heard.length > 0);
    expect([near.heard, elsewhere.heard]).toEqual([[nearby('a')], []]);
    await looks(near, null);
    await looks(elsewhere, { point: here, radiusM: 3_000 });
    await looks(elsewhere, 'role:pharmacist');
    live.tell({ around: here }, nearby('b'));
    live.tell({ person: near.id }, order('c'));
    live.tell({ person: elsewhere.id }, order('c'));
    await soon(() => near.heard.length > 1 && elsewhere.heard.length > 0);
    expect([near.heard, elsewhere.heard]).toEqual([[nearby('a'), order('c')], [order('c')]]);
  });

  // Only where the harness started a Redis: the run that has none would otherwise count a skip.
  if (redisUrl)
    it('reaches a phone that hangs on another process, through Redis', async () => {
      const connect = () => {
        const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
        open.push({ close: () => redis.disconnect() });
        return redis;
      };
      const [one, two] = [await bffProcess(connect()), await bffProcess(connect())];
      const patient = someone('patient');
      const { heard } = await phone(two.origin, patient);
      // The other process begins to read the stream a moment after it is up.
      await soon(() => {
        one.live.tell({ person: patient.id }, order('6'));
        return heard.length > 0;
      });
      expect(heard[0]).toEqual(order('6'));
    });
});
