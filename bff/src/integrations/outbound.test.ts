import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { outbound, type Outbound, type OutboundOptions } from './outbound.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const close of open.splice(0)) await close();
});

/** A peer that answers as told, and how often it was asked. */
async function peer(listener: RequestListener, options: Partial<OutboundOptions> = {}) {
  let asked = 0;
  const server = createServer((req, res) => (asked++, listener(req, res)));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const door: Outbound = outbound({ name: 'peer', baseUrl, random: () => 0, ...options });
  open.push(door.close, () => (server.closeAllConnections(), server.close()));
  return { door, baseUrl, asked: () => asked };
}
const unavailable = { code: 'UPSTREAM_UNAVAILABLE', extra: { upstream: 'peer' } };

it('tries a keyed call again until it is answered, and another one never', async () => {
  let failures = 2;
  const { door, asked } = await peer((_, res) => (failures-- > 0 ? res.destroy() : res.end('done')));
  const answer = await door.send({ method: 'POST', path: '/', body: 'x', keyed: true });
  expect(answer.body.toString()).toBe('done');
  expect(asked()).toBe(3);

  failures = 1;
  await expect(door.send({ method: 'POST', path: '/', body: 'x' })).rejects.toMatchObject(unavailable);
  expect(asked()).toBe(4);
});

it('never tries more than three times', async () => {
  const { door, asked } = await peer((_, res) => void res.writeHead(503).end('why'));
  const answer = await door.send({ method: 'GET', path: '/', keyed: true });
  expect([answer.status, answer.body.toString(), asked()]).toEqual([503, 'why', 3]);
});

it('follows no redirect', async () => {
  const { door, asked } = await peer((_, res) => void res.writeHead(302, { location: '/secret' }).end());
  await expect(door.send({ method: 'GET', path: '/' })).rejects.toMatchObject(unavailable);
  expect(asked()).toBe(1);
});

it('refuses an answer of more than one mebibyte', async () => {
  const { door } = await peer((_, res) => res.end(Buffer.alloc(1024 * 1024 + 1)));
  await expect(door.send({ method: 'GET', path: '/' })).rejects.toMatchObject(unavailable);
});

it('gives up at the deadline, whatever is still to be tried', async () => {
  const { door } = await peer(() => {}, { deadlineMs: 150 });
  const begun = performance.now();
  await expect(door.send({ method: 'GET', path: '/', keyed: true })).rejects.toMatchObject(unavailable);
  expect(performance.now() - begun).toBeLessThan(1_500);
});

it('stops asking a peer that keeps failing, and asks once again five seconds later', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  let healthy = false;
  const { door, asked } = await peer((_, res) => void res.writeHead(healthy ? 200 : 500).end(), {
    breakerMinimumCalls: 5,
  });
  for (let i = 0; i < 5; i++) await door.send({ method: 'GET', path: '/' });
  const before = asked();
  await expect(door.send({ method: 'GET', path: '/' })).rejects.toMatchObject(unavailable);
  expect(asked()).toBe(before);

  healthy = true;
  vi.setSystemTime(Date.now() + 5_001);
  expect((await door.send({ method: 'GET', path: '/' })).status).toBe(200);
  expect((await door.send({ method: 'GET', path: '/' })).status).toBe(200);
});

it('does not take refusals for failures: a peer that says 404 all day stays open', async () => {
  const { door } = await peer((_, res) => void res.writeHead(404).end(), { breakerMinimumCalls: 5 });
  for (let i = 0; i < 20; i++) expect((await door.send({ method: 'GET', path: '/' })).status).toBe(404);
});

it('repeats no more than its budget allows when everything fails', async () => {
  const { door, asked } = await peer((_, res) => void res.writeHead(500).end(), {
    breakerMinimumCalls: 10_000,
  });
  for (let i = 0; i < 100; i++) await door.send({ method: 'GET', path: '/', keyed: true });
  expect(asked()).toBeLessThanOrEqual(100 + 10 + 10);
});

it('sends path and query byte for byte', async () => {
  let target = '';
  const { door } = await peer((req, res) => ((target = req.url ?? ''), res.end()));
  await door.send({ method: 'GET', path: '/a/%7C*/x?b=%2C,&a=1' });
  expect(target).toBe('/a/%7C*/x?b=%2C,&a=1');
});

it('speaks plain http to this machine only', () => {
  expect(() => outbound({ name: 'peer', baseUrl: 'http://10.0.0.8' })).toThrow(/https/);
});
