import Koa from 'koa';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toInstant } from '@xinglin/shared/kernel/time';
import { deadEvents } from './dead-events.ts';
import { createMetrics } from './metrics.ts';
import { outboxTable, publish } from './outbox.ts';
import { healthPages } from './pages.ts';
import { testDatabase } from './testing.ts';

const db = testDatabase();
let server: Server;
beforeAll(async () => {
  const app = new Koa();
  app.use(healthPages({ db, metrics: createMetrics(), stopping: () => false }));
  const handle = app.callback();
  server = createServer((req, res) => void handle(req, res));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterAll(() => server.close());
const look = async (path: string) =>
  (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)).text();

it('says in the health signal how many events nobody tries any more, until somebody dealt with them', async () => {
  await db.write((tx) => publish(tx, { name: 'lost', subject: 'x', data: {} }));
  expect(JSON.parse(await look('/readyz'))).toEqual({ ready: true, deadEvents: 0 });
  await db.write((tx) => tx.update(outboxTable, { name: 'lost' }, { deadAt: toInstant(Date.now()) }));
  expect(JSON.parse(await look('/readyz'))).toEqual({ ready: true, deadEvents: 1 });
  expect(await look('/metrics')).toContain('xinglin_outbox_dead 1');
  const { id } = await db.read.findOneByOrFail(outboxTable, { name: 'lost' });
  await db.write((tx) => deadEvents(tx).revive(id, toInstant(Date.now())));
  expect(await look('/metrics')).toContain('xinglin_outbox_dead 0');
});
