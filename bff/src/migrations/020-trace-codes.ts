import { TableColumn } from 'typeorm';
import { createTables, type Migration } from '../kernel/migration.ts';

const tables = createTables('TraceCodes1795305600020', [
  {
    name: 'trace_code',
    columns: [
      { name: 'code', type: 'string', length: 40, key: true },
      { name: 'drugId', type: 'string', length: 36 },
      { name: 'batchId', type: 'string', length: 36 },
      { name: 'storeId', type: 'string', length: 36 },
      { name: 'state', type: 'string', length: 10 },
      { name: 'reference', type: 'string', length: 64, nullable: true },
      { name: 'updatedAt', type: 'string', length: 24 },
    ],
    indices: [
      { name: 'ix_trace_code_batchId_state', columns: ['batchId', 'state'] },
      { name: 'ix_trace_code_reference', columns: ['reference'] },
    ],
  },
  {
    name: 'take_back',
    columns: [
      { name: 'reference', type: 'string', length: 64, key: true },
      { name: 'batchId', type: 'string', length: 36, key: true },
      { name: 'part', type: 'string', length: 64, key: true },
      { name: 'quantity', type: 'int' },
      { name: 'destination', type: 'string', length: 10 },
      { name: 'actorId', type: 'string', length: 36 },
      { name: 'at', type: 'string', length: 24 },
    ],
    indices: [],
  },
]);

export const migration: Migration = {
  name: tables.name,
  async up(runner, dialect) {
    await tables.up(runner, dialect);
    const type = dialect === 'sqlite' ? 'integer' : 'int';
    // Rows from before have nothing taken back; the default only carries them over.
    await runner.addColumn('reservation', new TableColumn({ name: 'takenBack', type, default: 0 }));
    await runner.changeColumn('reservation', 'takenBack', new TableColumn({ name: 'takenBack', type }));
  },
};
