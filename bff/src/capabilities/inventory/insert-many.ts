import type { Tx } from '../../kernel/database.ts';

/** SQLite takes 32 766 parameters in one statement. */
const MAX_PARAMETERS = 20_000;

/**
 * Rows of plain text and numbers in few statements. An import writes a hundred thousand of them, and TypeORM's insert builder
 * costs four times as much as the database itself.
 */
export async function insertMany<Row extends object>(
  tx: Tx,
  table: 'batch' | 'movement' | 'trace_code',
  rows: Row[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first) as (keyof Row & string)[];
  const escape = (name: string) => tx.connection.driver.escape(name);
  const into = `INSERT INTO ${escape(table)} (${columns.map(escape).join()}) VALUES `;
  const one = `(${columns.map(() => '?').join()})`;
  const size = Math.floor(MAX_PARAMETERS / columns.length);
  for (let at = 0; at < rows.length; at += size) {
    const part = rows.slice(at, at + size);
    await tx.query(
      into + part.map(() => one).join(),
      part.flatMap((row) => columns.map((name) => row[name])),
    );
  }
}
