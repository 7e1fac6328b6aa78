/** Migrations that rewrite rows which are there already, run over rows as they were before. */
import { afterAll, expect, it } from 'vitest';
import { migrate, openDatabase, type Database } from '../kernel/database.ts';
import { allEntities } from '../kernel/entity.ts';
import { freshDatabase, TEST_AUDIT_KEY } from '../kernel/testing.ts';
import { allMigrations } from './index.ts';

const server = process.env['TEST_DATABASE_URL'];
let db: Database;
const at = '2026-11-22T02:00:00.000Z';

/** A column as SQLite or as MySQL tells of it. */
type Described = {
  name?: string;
  Field?: string;
  notnull?: number;
  Null?: string;
  type?: string;
  Type?: string;
};

/** A row with nothing in what nobody asks about. */
async function insert(table: string, row: Record<string, unknown>) {
  const columns = await db.read.query<Described[]>(
    db.dialect === 'sqlite' ? `PRAGMA table_info(${table})` : `SHOW COLUMNS FROM ${table}`,
  );
  const all = columns.flatMap(({ name, Field, notnull, Null, type, Type }) => {
    const column = (name ?? Field)!;
    if (column in row) return [[column, row[column]] as const];
    const wanted = notnull === 1 || Null === 'NO';
    return wanted ? [[column, /int|double/i.test((type ?? Type)!) ? 0 : ''] as const] : [];
  });
  await db.source.createQueryBuilder().insert().into(table).values(Object.fromEntries(all)).execute();
}
const rows = (sql: string) => db.read.query<Record<string, unknown>[]>(sql);

/** Everything before the migration of that number, then `fill`, then the rest. */
async function across(number: string, fill: () => Promise<void>) {
  const migrations = await allMigrations();
  const from = migrations.findIndex(({ name }) => name.endsWith(number));
  const url = server ? await freshDatabase(server) : 'sqlite::memory:';
  const open = (some: typeof migrations) =>
    openDatabase({ url, entities: allEntities(), migrations: some, auditKey: TEST_AUDIT_KEY });
  db = await open(migrations.slice(0, from));
  await migrate(db);
  await fill();
  for (const migration of migrations.slice(from)) {
    const runner = db.source.createQueryRunner();
    await migration.up(runner, db.dialect);
    await runner.release();
  }
}
afterAll(() => db?.close());

it('038 tells a fee that was paid under its own id to belong to its order, and what was refunded to have arrived', async () => {
  await across('038', async () => {
    await insert('order_due', { id: 'due-1', orderId: 'order-1' });
    const payment = { status: 'paid', purpose: 'order', due: 'order' };
    await insert('payment', {
      id: 'p-1',
      ...payment,
      orderId: 'order-1',
      paymentNo: 'n1',
      openKey: 'order-1:order',
    });
    await insert('payment', {
      ...{ id: 'p-2', ...payment, orderId: 'due-1', paymentNo: 'n2' },
      ...{ openKey: 'due-1:order', settledKey: 'due-1:order' },
    });
    await insert('order_refund', { id: 'r-1', refundKey: 'a', status: 'succeeded', amountFen: 300 });
    await insert('order_refund', { id: 'r-2', refundKey: 'b', status: 'pending', amountFen: 500 });
  });
  const columns = 'id, orderId, due, purpose, openKey, settledKey';
  expect(await rows(`SELECT ${columns} FROM payment ORDER BY id`)).toEqual([
    {
      id: 'p-1',
      orderId: 'order-1',
      due: 'order',
      purpose: 'order',
      openKey: 'order-1:order',
      settledKey: null,
    },
    {
      ...{ id: 'p-2', orderId: 'order-1', due: 'due-1', purpose: 'supplement' },
      ...{ openKey: 'order-1:due-1', settledKey: 'order-1:due-1' },
    },
  ]);
  expect(await rows('SELECT id, succeededFen FROM order_refund ORDER BY id')).toEqual([
    { id: 'r-1', succeededFen: 300 },
    { id: 'r-2', succeededFen: 0 },
  ]);
});

it('043 makes room for locked reasons without losing those that stand there', async () => {
  await db.close();
  await across('043', async () => {
    await insert('money_case', { id: 'c-1', caseKey: 'k', reason: '已与银行核对', openedAt: at });
    await insert('kept_record', { id: 'k-1', number: 'RX1', holdReason: '调查', createdAt: at });
  });
  expect(await rows('SELECT reason FROM money_case')).toEqual([{ reason: '已与银行核对' }]);
  expect(await rows('SELECT holdReason FROM kept_record')).toEqual([{ holdReason: '调查' }]);
});
