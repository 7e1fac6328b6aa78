import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
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

function typeormTable({ name, columns, indices = [] }: TableDefinition, dialect: Dialect): Table {
  return new Table({
    name,
    columns: columns.map(({ name, type, length, key, nullable }) => ({
      name,
      type: TYPES[type]![dialect].type,
      ...(length ? { length: String(length) } : {}),
      isPrimary: key ?? false,
      isNullable: nullable ?? false,
    })),
    indices: indices.map(({ name, columns, unique }) => ({
      name,
      columnNames: columns,
      isUnique: unique ?? false,
    })),
  });
}

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
