import { migrate, openDatabase, type Database } from '../kernel/database.ts';
import { allEntities } from '../kernel/entity.ts';
import '../kernel/outbox.ts';
import { allMigrations } from '../migrations/index.ts';
import { auditKey } from './audit-key.ts';

/** What a command does on the database of DATABASE_URL (`sqlite:var/xinglin.db` if unset), brought up to date first and closed after. */
export async function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase({
    url: process.env['DATABASE_URL'] || 'sqlite:var/xinglin.db',
    entities: allEntities(),
    migrations: await allMigrations(),
    auditKey: auditKey(),
  });
  try {
    await migrate(db);
    return await work(db);
  } finally {
    await db.close();
  }
}
