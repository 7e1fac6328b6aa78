/** `npm run migration -- NNN-name`: writes the migration that creates the tables declared but not yet migrated. */
import { writeFile, readdir } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import type { EntitySchemaColumnOptions } from 'typeorm';
import { migrate, openDatabase } from '../kernel/database.ts';
import { allEntities } from '../kernel/entity.ts';
import { allMigrations } from '../migrations/index.ts';

const name = process.argv[2];
if (!name || !/^\d{3}-[\w-]+$/.test(name)) throw new Error('usage: npm run migration -- 001-what');

const root = path.resolve(import.meta.dirname, '..');
for (const folder of await readdir(path.join(root, 'capabilities')))
  await import(pathToFileURL(path.join(root, 'capabilities', folder, 'store.ts')).href).catch(
    (error: Error) => {
      if (!/Cannot find module/.test(error.message)) throw error;
    },
  );
await import('../kernel/audit.ts');
await import('../kernel/outbox.ts');
await import('../kernel/idempotency.ts');

const db = await openDatabase({
  url: 'sqlite::memory:',
  entities: allEntities(),
  migrations: await allMigrations(),
  auditKey: Buffer.alloc(32),
});
await migrate(db);
const existing = new Set(
  (await db.read.query<{ name: string }[]>("SELECT name FROM sqlite_master WHERE type = 'table'")).map(
    (t) => t.name,
  ),
);

const typeOf = ({ type }: EntitySchemaColumnOptions) =>
  type === 'varchar'
    ? 'string'
    : type === Boolean
      ? 'flag'
      : type === 'simple-json'
        ? 'text'
        : (type as string);

const tables = allEntities()
  .map(({ options }) => options)
  .filter(({ name }) => !existing.has(name))
  .map(({ name, columns, indices }) => ({
    name,
    columns: Object.entries(columns as Record<string, EntitySchemaColumnOptions>).map(([field, column]) => ({
      name: field,
      type: typeOf(column),
      ...(column.length ? { length: Number(column.length) } : {}),
      ...(column.primary ? { key: true } : {}),
      ...(column.nullable ? { nullable: true } : {}),
    })),
    indices: (indices ?? []).map(({ name, columns, unique }) => ({
      name,
      columns,
      ...(unique ? { unique: true } : {}),
    })),
  }));
await db.close();

if (tables.length === 0) console.log('nothing to migrate');
else {
  const words = name.slice(4).split('-');
  const title = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
  const file = path.join(root, 'migrations', `${name}.ts`);
  await writeFile(
    file,
    `import { createTables } from '../kernel/migration.ts';\n\nexport const migration = createTables('${title}${Date.UTC(2026, 10, 22) + Number(name.slice(0, 3))}', ${JSON.stringify(tables)});\n`,
  );
  console.log(`wrote bff/src/migrations/${name}.ts: ${tables.map((table) => table.name).join(', ')}`);
}
