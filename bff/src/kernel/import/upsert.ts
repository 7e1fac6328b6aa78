import { In, type EntitySchema, type FindOptionsWhere, type ObjectLiteral } from 'typeorm';
import type { Tx } from '../database.ts';
import type { Applied, Change } from './importer.ts';

/** SQLite refuses expressions more than 1000 deep, and a chain of OR is as deep as it is long. */
const OR_TERMS = 200;
/** Stays under the 32 766 parameters SQLite takes in one statement. */
const MAX_PARAMETERS = 20_000;

export type UpsertRows<Row extends ObjectLiteral, Facts extends Partial<Row>> = {
  table: EntitySchema<Row>;
  /** Columns that together are unique; part of every row of `rows`. */
  key: (keyof Facts & keyof Row & string)[];
  /** The imported columns. Columns of the table that are not here keep their value. */
  rows: Facts[];
  /** The columns a new row has besides, e.g. its id. */
  create: (facts: Facts) => Omit<Row, keyof Facts>;
  /** Columns to set besides when something did change, e.g. `updatedAt`. Not part of the comparison. */
  touch?: (facts: Facts) => Partial<Row>;
  /** How people know the row, for the list of changes. */
  label: (facts: Facts) => string;
};

/** Inserts what is new, updates only the columns that differ, leaves the rest alone, and tells which was which. */
export async function upsertRows<Row extends ObjectLiteral, Facts extends Partial<Row>>(
  tx: Tx,
  { table, key, rows, create, touch, label }: UpsertRows<Row, Facts>,
): Promise<Applied> {
  const keyOf = (row: Partial<Row>) => JSON.stringify(key.map((name) => row[name]));
  const known = new Map<string, Row>();
  for (const row of await existing(tx, table, key, rows)) known.set(keyOf(row), row);

  const fresh: Row[] = [];
  const changes: Change[] = [];
  let unchanged = 0;
  for (const facts of rows) {
    const before = known.get(keyOf(facts));
    if (!before) {
      fresh.push({ ...create(facts), ...facts } as unknown as Row);
      changes.push({ kind: 'created', key: label(facts), fields: [] });
      continue;
    }
    const fields = differences(before, facts);
    if (fields.length === 0) {
      unchanged += 1;
      continue;
    }
    const set = Object.fromEntries(fields.map(({ field, to }) => [field, to]));
    const where = Object.fromEntries(key.map((name) => [name, before[name]]));
    await tx.update(table, where, { ...set, ...touch?.(facts) } as never);
    changes.push({ kind: 'changed', key: label(facts), fields });
  }
  const columns = Object.keys(fresh[0] ?? {}).length || 1;
  for (const part of chunks(fresh, Math.max(1, Math.floor(MAX_PARAMETERS / columns))))
    await tx.createQueryBuilder().insert().into(table).values(part).updateEntity(false).execute();
  return { created: fresh.length, changed: changes.length - fresh.length, unchanged, changes };
}

async function existing<Row extends ObjectLiteral>(
  tx: Tx,
  table: EntitySchema<Row>,
  key: (keyof Row & string)[],
  rows: Partial<Row>[],
): Promise<Row[]> {
  const [only] = key;
  const found: Row[] = [];
  for (const part of chunks(rows, OR_TERMS)) {
    const where =
      key.length === 1
        ? { [only!]: In(part.map((row) => row[only!])) }
        : part.map((row) => Object.fromEntries(key.map((name) => [name, row[name]])));
    found.push(...(await tx.find(table, { where: where as FindOptionsWhere<Row> })));
  }
  return found;
}

const differences = (before: object, facts: object): Change['fields'] =>
  Object.entries(facts)
    .map(([field, to]) => ({ field, from: (before as Record<string, unknown>)[field], to: to as unknown }))
    .filter(({ from, to }) => !same(from, to));

const same = (a: unknown, b: unknown) =>
  (a ?? null) === (b ?? null) || JSON.stringify(a) === JSON.stringify(b);

function* chunks<T>(items: T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
