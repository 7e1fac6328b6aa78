import { TableColumn } from 'typeorm';
import { createTables, type Migration } from '../kernel/migration.ts';

const tables = createTables('Recall1795305600036', [
  {
    name: 'parcel_recall',
    columns: [
      { name: 'batchId', type: 'string', length: 36, key: true },
      { name: 'parcelId', type: 'string', length: 36, key: true },
      { name: 'storeId', type: 'string', length: 36 },
      { name: 'quantity', type: 'int' },
      { name: 'action', type: 'string', length: 12 },
      { name: 'at', type: 'string', length: 24 },
    ],
    indices: [{ name: 'ix_parcel_recall_storeId_batchId', columns: ['storeId', 'batchId'] }],
  },
]);

/** A lot can be recalled as a whole; whom that concerned is kept. */
export const migration: Migration = {
  name: tables.name,
  async up(runner, dialect) {
    await tables.up(runner, dialect);
    await runner.addColumn(
      'batch',
      new TableColumn({ name: 'recalledAt', type: 'varchar', length: '24', isNullable: true }),
    );
  },
};
