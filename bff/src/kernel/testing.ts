import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll } from 'vitest';
import { createClient } from '@xinglin/shared/kernel/client';
import type { Role } from '@xinglin/shared/kernel/endpoint';
import { problem } from '@xinglin/shared/kernel/problem';
import { allMigrations } from '../migrations/index.ts';
import type { Actor } from './actor.ts';
import { fieldCrypto } from './crypto.ts';
import { migrate, openDatabase, type Database } from './database.ts';
import { allEntities } from './entity.ts';
import { createHttp, type Route } from './http.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { inProcessEngine, type OutboxEngine, type Reaction } from './outbox.ts';

export const someone = (role: Role, storeId: string | null = null): Actor => ({
  id: uuidv7(),
  role,
  storeId,
  sessionId: uuidv7(),
});

/** `TEST_DATABASE_URL` (a MySQL or MariaDB server) runs the same tests there; the embedded database otherwise. */
const serverUrl = process.env['TEST_DATABASE_URL'];

export const TEST_AUDIT_KEY = Buffer.alloc(32, 7);

/** A real, migrated, empty database for one test file. Use the returned object only inside tests and hooks. */
export function testDatabase(): Database {
  let open: Database;
  const listeners: (() => void)[] = [];
  beforeAll(async () => {
    const migrations = await allMigrations();
    open = await openDatabase({
      url: await freshUrl(),
      entities: allEntities(),
      migrations,
      auditKey: TEST_AUDIT_KEY,
    });
    await migrate(open);
    for (const listener of listeners) open.onCommit(listener);
  }, 60_000);
  afterAll(() => open?.close());
  return {
    get dialect() {
      return open.dialect;
    },
    get read() {
      return open.read;
    },
    get source() {
      return open.source;
    },
    write: (fn) => open.write(fn),
    onCommit: (listener) => void (open ? open.onCommit(listener) : listeners.push(listener)),
    close: () => open.close(),
  };
}

const freshUrl = async () => (serverUrl ? freshDatabase(serverUrl) : 'sqlite::memory:');

/** An empty database of this worker on a MySQL or MariaDB server. */
export async function freshDatabase(server: string): Promise<string> {
  const name = `xinglin_test_${process.env['VITEST_POOL_ID'] ?? '1'}`;
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection(server);
  // A database's name can't be a parameter; this one is ours.
  /* eslint-disable no-restricted-syntax */
  await connection.query(`DROP DATABASE IF EXISTS ${name}`);
  await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  /* eslint-enable no-restricted-syntax */
  await connection.end();
  return new URL(`/${name}`, server).href;
}

export const silentLog = createLog('silent');

/** Delivers what the outbox holds when asked to: `await engine.drain()`. A reaction that fails fails the test. */
export function testEngine(db: Database, reactions: () => Reaction[]): OutboxEngine {
  const failures: unknown[] = [];
  const engine = () =>
    inProcessEngine({ db, reactions: reactions(), onError: (error) => void failures.push(error) });
  return {
    start: () => {},
    wake: () => {},
    stop: async () => {},
    async drain() {
      await engine().drain();
      if (failures.length > 0) throw failures.splice(0)[0];
    },
  };
}

/** The lock on answers kept for repeats. */
export const httpCrypto = fieldCrypto({ test: Buffer.alloc(32, 3) }, Buffer.alloc(32, 4));

/** Serves `routes` on a free port and returns, for each person, the same typed client the mini-program uses. */
export function testServer(db: Database, routes: () => Route[]) {
  const people = new Map<string, Actor>();
  const server = createServer();
  let origin = '';
  beforeAll(async () => {
    const app = createHttp({
      db,
      crypto: httpCrypto,
      routes: routes(),
      webhooks: [],
      authenticate: async (token) => people.get(token) ?? Promise.reject(problem('NOT_SIGNED_IN')),
      log: silentLog,
      metrics: createMetrics(),
      production: false,
    });
    // Under load more than five seconds may lie between two requests of a test.
    server.keepAliveTimeout = 60_000;
    const handle = app.callback();
    server.on('request', (req, res) => void handle(req, res));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  });
  afterAll(() => void server.close());
  return (actor?: Actor) => {
    if (actor) people.set(actor.id, actor);
    return createClient({
      token: () => actor?.id,
      async transport({ method, url, headers, body }) {
        const response = await fetch(origin + url, {
          method,
          headers: { 'content-type': 'application/json', ...headers },
          ...(body ? { body: JSON.stringify(body) } : {}),
        });
        return { status: response.status, body: await response.json() };
      },
    });
  };
}
