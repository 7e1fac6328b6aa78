import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { distanceInMetres } from '@xinglin/shared/kernel/geo';
import { startSimulator, type RunningSimulator } from '../testing.ts';
import { amapClient, amapSignature, straightLine, type AmapOptions } from './client.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });

let sim: RunningSimulator;
let map: ReturnType<typeof amapClient>;
const made: ReturnType<typeof amapClient>[] = [];

beforeAll(async () => {
  sim = await startSimulator('amap');
  map = client();
});
afterEach(() => sim.control('reset'));
afterAll(async () => {
  await Promise.all(made.map((each) => each.disconnect()));
  await sim?.stop();
});
function client(change: Partial<AmapOptions> = {}) {
  made.push(amapClient({ baseUrl: sim.baseUrl, ...sim.credentials.amap, city: '上海', ...change }));
  return made.at(-1)!;
}

const STORE = { lng: 121.4371, lat: 31.1949 };
const HOME = { lng: 121.4502, lat: 31.2071 };
const FAR_AWAY = { lng: 116.397, lat: 39.909 };
const unavailable = { code: 'UPSTREAM_UNAVAILABLE', extra: { upstream: 'amap' } };

it('signs as AMap does', () => {
  // Published sample of the signature rule.
  const params = {
    key: 'amapkey',
    origin: '116.434307,39.90909',
    destination: '116.434446,39.90816',
    output: 'json',
  };
  expect(amapSignature(params, 'amappriv')).toBe('d461d5098c25ceb1372fdf974e63a81c');
});

describe('the way of a rider', () => {
  it('leads from door to door, a little longer than the straight line', async () => {
    const route = await map.cycle(STORE, HOME);
    expect(route.estimated).toBeUndefined();
    expect(route.points.length).toBeGreaterThanOrEqual(10);
    expect(distanceInMetres(route.points[0]!, STORE)).toBeLessThan(1);
    expect(distanceInMetres(route.points.at(-1)!, HOME)).toBeLessThan(1);
    const line = distanceInMetres(STORE, HOME);
    expect(route.metres).toBeGreaterThan(line);
    expect(route.metres).toBeLessThan(line * 1.6);
    expect(route.seconds).toBeGreaterThan(route.metres / 8);
  });

  it('names no point twice where one step ends and the next begins', async () => {
    const { points } = await map.cycle(STORE, HOME);
    expect(new Set(points.map(({ lng, lat }) => `${lng},${lat}`)).size).toBe(points.length);
  });

  it('comes from the older service when the newer has no quota left', async () => {
    await sim.control('failNext?n=1&kind=quota');
    const before = (await sim.ledger()).length;
    const route = await map.cycle(STORE, HOME);
    expect(route.estimated).toBeUndefined();
    const asked = (await sim.ledger()).slice(before).map(({ path }) => path);
    expect(asked).toEqual(['/v4/direction/bicycling']);
  });

  it.each(['quota', 'http500', 'html502', 'reset'])(
    'is estimated, and says so, when both fail with %s',
    async (kind) => {
      await sim.control(`failNext?n=6&kind=${kind}`);
      expect(await client().cycle(STORE, HOME)).toEqual(straightLine(STORE, HOME));
    },
  );

  it('is estimated at 1.35 times the great circle at 15 km/h', () => {
    const { metres, seconds, points, estimated } = straightLine(STORE, HOME);
    expect(metres).toBe(Math.round(distanceInMetres(STORE, HOME) * 1.35));
    expect(seconds).toBe(Math.round((metres / 15_000) * 3600));
    expect([points, estimated]).toEqual([[STORE, HOME], true]);
  });
});

describe('places', () => {
  it('have an address and a district', async () => {
    expect(await map.describe({ lng: 121.437, lat: 31.1946 })).toEqual({
      address: '上海市徐汇区徐家汇附近',
      district: '徐汇区',
    });
  });

  it('have empty ones where AMap answers with empty lists', async () => {
    expect(await map.describe(FAR_AWAY)).toEqual({ address: '', district: '' });
  });

  it('are found by their address, and two house numbers are two places', async () => {
    const [a, b] = await Promise.all([map.locate('衡山路 8 号'), map.locate('衡山路12号')]);
    expect(a!.address).toBe('上海市徐汇区衡山路 8 号');
    expect(distanceInMetres(a!.point, STORE)).toBeLessThan(3000);
    expect(b!.point).not.toEqual(a!.point);
  });

  it('are none where the map knows nothing of the name', async () => {
    expect(await map.locate('月球背面 1 号')).toBeNull();
  });

  it('are asked again when the connection broke', async () => {
    await sim.control('failNext?kind=reset');
    expect((await map.describe(STORE)).district).toBe('徐汇区');
  });
});

it.each([
  ['a wrong key', { key: '0'.repeat(32) }],
  ['a wrong private key', { privateKey: 'x' }],
  ['no signature', { privateKey: undefined }],
])('is refused with %s', async (_, change) => {
  await expect(client(change).describe(STORE)).rejects.toMatchObject(unavailable);
});
