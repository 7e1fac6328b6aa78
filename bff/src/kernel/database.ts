import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  DataSource,
  QueryFailedError,
  type EntityManager,
  type EntitySchema,
  type QueryRunner,
} from 'typeorm';
import { problem } from '@xinglin/shared/kernel/problem';
import { sealAudit } from './audit.ts';
import { gate } from './gate.ts';
import { portableTypes, type MigrationClass } from './migration.ts';
import { useQueuedRunners } from './sqlite-queue.ts';

/** A transaction in progress. Stores, audit and outbox are all functions of one. */
export type Tx = EntityManager;
export type Dialect = 'sqlite' | 'mysql';

export type Database = {
  dialect: Dialect;
  /** For reading outside a transaction. Using it inside `write` is an error at once. */
  read: Tx;
  /** The unit of work: all of `fn` happens, or nothing of it. Never do network I/O inside. Deadlocks are retried as a whole. */
  write<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** Called after every unit of work that committed. */
  onCommit(listener: () => void): void;
  source: DataSource;
  close(): Promise<void>;
};

type Scope = { runner: QueryRunner; active: boolean };
const MAX_ATTEMPTS = 3;
/** Longest wait before a unit of work is tried again, times the attempt: two that met once should not meet again. */
const JITTER_MS = 40;
const CONNECTIONS = 10;
/** Units of work at a time, so that connections are left for reading, and how many may wait for a turn. */
const WRITERS = { width: 8, depth: 2_000 };

/**
 * Opens the database at `url`: `sqlite:<file>` or `sqlite::memory:` for the embedded one, `mysql://…` for MySQL and
 * MariaDB. Runs no migration; see `migrate`.
 */
export async function openDatabase(options: {
  url: string;
  entities: EntitySchema[];
  migrations?: MigrationClass[];
  /** Key of the audit chain, 32 bytes. */
  auditKey: Buffer;
}): Promise<Database> {
  const { url } = options;
  const dialect: Dialect = url.startsWith('sqlite:') ? 'sqlite' : 'mysql';
  const source = new DataSource(
    dialect === 'sqlite'
      ? sqliteOptions(url.slice('sqlite:'.length), options)
      : await mysqlOptions(url, options),
  );
  if (dialect === 'sqlite') useQueuedRunners(source);
  const scopes = new AsyncLocalStorage<Scope>();
  refuseStrayStatements(source, scopes);
  await source.initialize();
  return unitOfWork(source, dialect, scopes, options.auditKey);
}

/** Brings the schema up to date. DDL commits by itself on MySQL, so only SQLite wraps each migration in a transaction. */
export async function migrate({ source, dialect }: Database): Promise<number> {
  return (await source.runMigrations({ transaction: dialect === 'sqlite' ? 'each' : 'none' })).length;
}

function unitOfWork(
  source: DataSource,
  dialect: Dialect,
  scopes: AsyncLocalStorage<Scope>,
  auditKey: Buffer,
): Database {
  const listeners: (() => void)[] = [];
  // The embedded database has one connection, whose queue is in sqlite-queue.ts.
  const take =
    dialect === 'mysql'
      ? gate(WRITERS.width, WRITERS.depth, () => problem('DATABASE_BUSY'))
      : <T>(work: () => Promise<T>) => work();
  async function attempt<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = source.createQueryRunner();
    const scope: Scope = { runner, active: true };
    return scopes.run(scope, async () => {
      try {
        await runner.startTransaction(dialect === 'mysql' ? 'READ COMMITTED' : undefined);
        const result = await fn(runner.manager);
        await sealAudit(runner.manager, auditKey);
        await runner.commitTransaction();
        return result;
      } catch (error) {
        if (runner.isTransactionActive) await runner.rollbackTransaction();
        throw error;
      } finally {
        scope.active = false;
        await runner.release();
      }
    });
  }
  return {
    dialect,
    source,
    read: source.manager,
    onCommit: (listener) => void listeners.push(listener),
    close: () => source.destroy(),
    async write(fn) {
      if (scopes.getStore()?.active) throw new Error('write() inside write(): pass the open transaction on');
      for (let tries = 1; ; tries += 1) {
        try {
          const result = await take(() => attempt(fn));
          for (const listener of listeners) listener();
          return result;
        } catch (error) {
          if (!isDeadlock(error)) throw error;
          if (tries === MAX_ATTEMPTS) throw problem('DATABASE_BUSY');
          await setTimeout(Math.random() * JITTER_MS * tries);
        }
      }
    },
  };
}

/** A statement outside the open transaction would run, and commit, on its own: it is a bug, so it fails at once. */
function refuseStrayStatements(source: DataSource, scopes: AsyncLocalStorage<Scope>) {
  const create = source.driver.createQueryRunner.bind(source.driver);
  source.driver.createQueryRunner = (mode) => {
    const runner = create(mode);
    const query = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
    runner.query = (async (...args: [sql: string, ...unknown[]]) => {
      const scope = scopes.getStore();
      if (scope?.active && scope.runner !== runner)
        throw new Error(`a statement left the open transaction: ${args[0].slice(0, 120)}`);
      return query(...args);
    }) as QueryRunner['query'];
    return runner;
  };
}

function sqliteOptions(file: string, { entities, migrations = [] }: Parameters<typeof openDatabase>[0]) {
  if (file !== ':memory:') mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  return {
    type: 'better-sqlite3' as const,
    database: file,
    driver: createRequire(import.meta.url)('libsql') as object,
    entities,
    migrations: portableTypes(migrations, 'sqlite'),
    prepareDatabase: (db: { pragma(sql: string): void }) => {
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      db.pragma('foreign_keys = ON');
    },
  };
}

async function mysqlOptions(url: string, { entities, migrations = [] }: Parameters<typeof openDatabase>[0]) {
  const { createConnection } = await import('mysql2/promise');
  const probe = await createConnection(url);
  const [rows] = await probe.query('SELECT VERSION() AS version');
  await probe.end();
  const version = (rows as { version: string }[])[0]!.version;
  return {
    // TypeORM compares schemas differently for the two; the wrong name gives endless drift.
    type: version.includes('MariaDB') ? ('mariadb' as const) : ('mysql' as const),
    url,
    entities,
    migrations: portableTypes(migrations, 'mysql'),
    charset: 'utf8mb4_bin',
    poolSize: CONNECTIONS,
    connectTimeout: 5_000,
    extra: { queueLimit: 50, enableKeepAlive: true },
  };
}

const driverError = (error: unknown) =>
  error instanceof QueryFailedError
    ? (error.driverError as { code?: string; errno?: number; message?: string })
    : undefined;

const isDeadlock = (error: unknown) => [1213, 1205].includes(driverError(error)?.errno ?? 0);

/** A unique key refused the row. */
export function isDuplicate(error: unknown): boolean {
  const fault = driverError(error);
  return (
    fault?.errno === 1062 ||
    ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'].includes(fault?.code ?? '')
  );
}

/** For `.catch`: turns a broken unique key into the problem it means, and lets any other error pass. */
export const onDuplicate =
  (meaning: () => Error) =>
  (error: unknown): never => {
    throw isDuplicate(error) ? meaning() : error;
  };
