import {
  Table,
  TableColumn as TypeormColumn,
  TableIndex,
  type MigrationInterface,
  type QueryRunner,
} from 'typeorm';
import type { Dialect } from './database.ts';

/** Portable column types of a migration; each is spelled as the database at hand wants it. */
const TYPES: Record<string, Record<Dialect, { type: string }>> = {
  string: { sqlite: { type: 'varchar' }, mysql: { type: 'varchar' } },
  text: { sqlite: { type: 'text' }, mysql: { type: 'text' } },
  int: { sqlite: { type: 'integer' }, mysql: { type: 'int' } },
  double: { sqlite: { type: 'double' }, mysql: { type: 'double' } },
  flag: { sqlite: { type: 'boolean' }, mysql: { type: 'tinyint' } },
};

export type TableColumn = {
  name: string;
  type: 'string' | 'text' | 'int' | 'double' | 'flag';
  length?: number;
  key?: true;
  nullable?: true;
};
export type TableDefinition = {
  name: string;
  columns: TableColumn[];
  indices?: { name: string; columns: string[]; unique?: true }[];
};

export type Migration = { name: string; up(runner: QueryRunner, dialect: Dialect): Promise<void> };
export type MigrationClass = Migration;

/** A migration that creates tables. `name` ends in a 13-digit timestamp, which gives the order. */
export const createTables = (name: string, tables: TableDefinition[]): Migration => ({
  name,
  async up(runner, dialect) {
    for (const table of tables) await runner.createTable(typeormTable(table, dialect));
  },
});

/** A migration that adds columns to a table that may hold rows: each is nullable or says what older rows get. */
export const addColumns = (
  name: string,
  table: string,
  columns: (TableColumn & ({ nullable: true } | { fill: string | number }))[],
  indices: TableDefinition['indices'] = [],
): Migration => ({
  name,
  async up(runner, dialect) {
    for (const each of columns) await addColumn(runner, dialect, table, each);
    for (const each of indices) await runner.createIndex(table, new TableIndex(typeormIndex(each)));
  },
});

async function addColumn(
  runner: QueryRunner,
  dialect: Dialect,
  table: string,
  { fill, ...definition }: TableColumn & { fill?: string | number },
): Promise<void> {
  const wanted = new TypeormColumn(typeormColumn(definition, dialect));
  const open = new TypeormColumn(typeormColumn({ ...definition, nullable: true }, dialect));
  await runner.addColumn(table, open);
  if (fill === undefined) return;
  const escape = (part: string) => runner.connection.driver.escape(part);
  // Names can't be parameters; these are ours.
  // eslint-disable-next-line no-restricted-syntax
  await runner.query(`UPDATE ${escape(table)} SET ${escape(definition.name)} = ?`, [fill]);
  await runner.changeColumn(table, open, wanted);
}

const typeormColumn = ({ name, type, length, key, nullable }: TableColumn, dialect: Dialect) => ({
  name,
  type: TYPES[type]![dialect].type,
  ...(length ? { length: String(length) } : {}),
  isPrimary: key ?? false,
  isNullable: nullable ?? false,
});

const typeormIndex = ({ name, columns, unique }: NonNullable<TableDefinition['indices']>[number]) => ({
  name,
  columnNames: columns,
  isUnique: unique ?? false,
});

const typeormTable = ({ name, columns, indices = [] }: TableDefinition, dialect: Dialect): Table =>
  new Table({
    name,
    columns: columns.map((each) => typeormColumn(each, dialect)),
    indices: indices.map(typeormIndex),
  });

/** TypeORM wants classes; a migration here is a value. */
export const portableTypes = (migrations: Migration[], dialect: Dialect) =>
  migrations.map(
    (migration) =>
      class implements MigrationInterface {
        name = migration.name;
        up = (runner: QueryRunner) => migration.up(runner, dialect);
        down = () => Promise.reject(new Error('migrations go forward only; restore a backup'));
      },
  );
