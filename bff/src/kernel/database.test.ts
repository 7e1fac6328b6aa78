import { describe, expect, it } from 'vitest';
import { column, entity } from './entity.ts';
import { openDatabase, type Database } from './database.ts';
import { outboxTable, publish } from './outbox.ts';
import { TEST_AUDIT_KEY, testDatabase } from './testing.ts';
import { allMigrations } from '../migrations/index.ts';
import { allEntities } from './entity.ts';
import { auditHeadTable, auditTable } from './audit.ts';

const db = testDatabase();
const event = (subject: string) => ({ name: 'test.happened', subject, data: {} });
const count = (database: Database, subject: string) => database.read.countBy(outboxTable, { subject });

describe('the unit of work', () => {
  it('keeps nothing of a transaction that failed, not even beside others that succeed', async () => {
    const work = Array.from({ length: 50 }, (_, i) =>
      db.write(async (tx) => {
        await publish(tx, event('mixed'));
        await new Promise((turn) => setImmediate(turn));
        if (i % 2) throw new Error('changed my mind');
      }),
    );
    const results = await Promise.allSettled(work);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(25);
    expect(await count(db, 'mixed')).toBe(25);
  });

  it('lets 50 people add one to the same number and counts to 50', async () => {
    await db.write((tx) => publish(tx, event('sum')));
    const add = () =>
      db.write((tx) =>
        tx
          .createQueryBuilder()
          .update(outboxTable)
          .set({ attempts: () => 'attempts + 1' })
          .where({ subject: 'sum' })
          .execute(),
      );
    await Promise.all(Array.from({ length: 50 }, add));
    expect(await db.read.findOneBy(outboxTable, { subject: 'sum' })).toMatchObject({ attempts: 50 });
  });

  it('refuses a statement that leaves the open transaction, and rolls back', async () => {
    const stray = db.write(async (tx) => {
      await publish(tx, event('stray'));
      await db.read.countBy(outboxTable, { subject: 'stray' });
    });
    await expect(stray).rejects.toThrow('left the open transaction');
    expect(await count(db, 'stray')).toBe(0);
  });

  it('refuses a unit of work inside another', async () => {
    await expect(db.write(() => db.write(async () => {}))).rejects.toThrow('write() inside write()');
  });

  it('tells listeners only about what was committed', async () => {
    let commits = 0;
    db.onCommit(() => (commits += 1));
    await db.write(async (tx) => publish(tx, event('told')));
    await db.write(() => Promise.reject(new Error('no'))).catch(() => {});
    expect(commits).toBe(1);
  });
});

describe('the schema', () => {
  it('has no drift: the migrations make exactly the tables the code declares', async () => {
    const { upQueries } = await db.source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('would show drift for a table nobody migrated', async () => {
    const forgotten = entity<{ id: string }>('forgotten', { id: column.id() });
    const entities = [...new Set([...allEntities(), auditTable, auditHeadTable, forgotten])];
    const other = await openDatabase({
      url: 'sqlite::memory:',
      entities,
      migrations: await allMigrations(),
      auditKey: TEST_AUDIT_KEY,
    });
    const { upQueries } = await other.source.driver.createSchemaBuilder().log();
    expect(upQueries.some(({ query }) => query.includes('forgotten'))).toBe(true);
    await other.close();
  });
});
