import { TableIndex } from 'typeorm';
import { createTables, type Migration } from '../kernel/migration.ts';

const tables = createTables('FridgeAlarm1795305600019', [
  {
    name: 'fridge_alarm',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'storeId', type: 'string', length: 36 },
      { name: 'startedAt', type: 'string', length: 24 },
      { name: 'endedAt', type: 'string', length: 24, nullable: true },
      { name: 'worstCelsius', type: 'double' },
      { name: 'handledAt', type: 'string', length: 24, nullable: true },
      { name: 'handledBy', type: 'string', length: 36, nullable: true },
      { name: 'action', type: 'string', length: 200, nullable: true },
    ],
    indices: [{ name: 'ix_fridge_alarm_storeId_startedAt', columns: ['storeId', 'startedAt'] }],
  },
]);

/** What the index of who has what asks every few seconds: which shelves and which stores changed since. */
export const migration: Migration = {
  name: tables.name,
  async up(runner, dialect) {
    await tables.up(runner, dialect);
    for (const table of ['batch', 'store'])
      await runner.createIndex(
        table,
        new TableIndex({ name: `ix_${table}_updatedAt`, columnNames: ['updatedAt'] }),
      );
  },
};
