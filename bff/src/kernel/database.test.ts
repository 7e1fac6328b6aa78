import { QueryFailedError } from 'typeorm';
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

  it('is tried again as a whole when it deadlocks, three times at most (MySQL and MariaDB)', async (context) => {
    if (db.dialect !== 'mysql') return context.skip();
    await db.write(async (tx) => {
      await publish(tx, event('left'));
      await publish(tx, event('right'));
    });
    let attempts = 0;
    const meeting: (() => void)[] = [];
    // Both hold their first row before either asks for its second: on the first attempt a deadlock is certain.
    const bothHere = () =>
      new Promise<void>((go) => {
        meeting.push(go);
        if (meeting.length === 2) meeting.forEach((each) => each());
        if (meeting.length > 2) go();
      });
    const addTo = (tx: Parameters<Parameters<typeof db.write>[0]>[0], subject: string) =>
      tx
        .createQueryBuilder()
        .update(outboxTable)
        .set({ attempts: () => 'attempts + 1' })
        .where({ subject })
        .execute();
    const both = (first: string, then: string) =>
      db.write(async (tx) => {
        attempts += 1;
        await addTo(tx, first);
        await bothHere();
        await addTo(tx, then);
      });
    await Promise.all([both('left', 'right'), both('right', 'left')]);
    expect(attempts).toBe(3);
    const rows = await db.read.findBy(outboxTable, [{ subject: 'left' }, { subject: 'right' }]);
    expect(rows.map((row) => row.attempts)).toEqual([2, 2]);
  });

  it('gives up after three deadlocks in words a person understands, and does not repeat other errors', async () => {
    let attempts = 0;
    const dead = new QueryFailedError('UPDATE', [], Object.assign(new Error('deadlock'), { errno: 1213 }));
    const always = (error: Error) => db.write(() => ((attempts += 1), Promise.reject(error)));
    await expect(always(dead)).rejects.toMatchObject({ code: 'DATABASE_BUSY' });
    expect(attempts).toBe(3);
    await expect(always(new Error('no'))).rejects.toThrow('no');
    expect(attempts).toBe(4);
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
