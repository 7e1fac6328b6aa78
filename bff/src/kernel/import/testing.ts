import { beforeAll, beforeEach } from 'vitest';
import { system } from '../actor.ts';
import { auditTable } from '../audit.ts';
import { column, entity } from '../entity.ts';
import { outboxTable, publish } from '../outbox.ts';
import { testDatabase } from '../testing.ts';
import { cell, runImport, textSource, upsertRows, type Importer, type Source } from './importer.ts';

export type Book = { shelf: string; code: string; title: string; copies: number; tags: string[] };
export const bookTable = entity<Book>(
  'test_book',
  {
    shelf: column.string(8),
    code: column.string(16),
    title: column.text(),
    copies: column.int(),
    tags: column.json(),
  },
  { key: ['shelf', 'code'] },
);

const SHELVES = ['甲', '乙', '丙'];
export const books: Importer<Book> = {
  name: 'books',
  title: '图书',
  columns: {
    shelf: cell.text(8),
    code: cell.code(16),
    title: cell.text(2000),
    copies: cell.integer(0, 1000),
    tags: cell.list(cell.text(20)),
  },
  optional: ['tags'],
  key: ({ shelf, code }) => `${shelf} ${code}`,
  check: async (_tx, rows) =>
    rows
      .filter(({ row }) => !SHELVES.includes(row.shelf))
      .map(({ line, row }) => ({ line, column: 'shelf', value: row.shelf, reason: '没有这个书架' })),
  apply: (tx, rows) =>
    upsertRows(tx, {
      table: bookTable,
      key: ['shelf', 'code'],
      rows,
      create: () => ({}),
      label: ({ shelf, code }) => `${shelf}${code}`,
    }),
  finish: (tx, totals) => publish(tx, { name: 'books.changed', subject: 'books', data: totals }),
};

export const HEADER = 'shelf,code,title,copies,tags\n';

/** An empty table of books on a real database, and the way to import into it. */
export function testBooks() {
  const db = testDatabase();
  beforeAll(() =>
    db.write((tx) =>
      tx.query(
        'CREATE TABLE test_book (shelf varchar(8) NOT NULL, code varchar(16) NOT NULL, title text NOT NULL, copies int NOT NULL, tags text NOT NULL, PRIMARY KEY (shelf, code))',
      ),
    ),
  );
  beforeEach(async () => {
    await db.write(async (tx) => {
      await tx.clear(bookTable);
      await tx.clear(outboxTable);
      await tx.clear(auditTable);
    });
  });

  const run = (content: string | Uint8Array | Source, options: { dryRun?: boolean } = {}) =>
    runImport({
      db,
      importer: books,
      source: typeof content === 'string' || content instanceof Uint8Array ? textSource(content) : content,
      actor: system,
      ...options,
    });
  const stored = () => db.read.find(bookTable, { order: { shelf: 'ASC', code: 'ASC' } });
  return { db, run, stored };
}
