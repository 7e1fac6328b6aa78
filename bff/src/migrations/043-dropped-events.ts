import { Table, TableColumn, type QueryRunner } from 'typeorm';
import type { Dialect } from '../kernel/database.ts';
import { createTables, type Migration } from '../kernel/migration.ts';

const tables = createTables('DroppedEvents1795305600043', [
  {
    name: 'event_drop',
    columns: [
      { name: 'eventId', type: 'string', length: 36, key: true },
      { name: 'askedBy', type: 'string', length: 36 },
      { name: 'askedAt', type: 'string', length: 24 },
      { name: 'reason', type: 'text' },
      { name: 'droppedBy', type: 'string', length: 36, nullable: true },
      { name: 'droppedAt', type: 'string', length: 24, nullable: true },
    ],
  },
]);

/** Who gave up on an event that nothing could be done about; and room for reasons that are encrypted from now on. */
export const migration: Migration = {
  name: tables.name,
  async up(runner, dialect) {
    await tables.up(runner, dialect);
    await widen(runner, dialect, 'kept_record', 'holdReason');
    await widen(runner, dialect, 'money_case', 'reason');
  },
};

/** Not by `changeColumn` on a server database: it would drop the column with what stands in it. */
async function widen(runner: QueryRunner, dialect: Dialect, table: string, name: string) {
  const escape = (part: string) => runner.connection.driver.escape(part);
  if (dialect === 'sqlite') {
    const { columns } = (await runner.getTable(table)) ?? new Table();
    const before = columns.find((column) => column.name === name)!;
    await runner.changeColumn(table, before, new TableColumn({ name, type: 'text', isNullable: true }));
    return;
  }
  // Names can't be parameters; these are ours.
  // eslint-disable-next-line no-restricted-syntax
  await runner.query(`ALTER TABLE ${escape(table)} MODIFY ${escape(name)} text NULL`);
}
