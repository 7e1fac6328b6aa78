import { createTables } from '../kernel/migration.ts';

export const migration = createTables('Inventory1795305600004', [
  {
    name: 'batch',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'storeId', type: 'string', length: 36 },
      { name: 'drugId', type: 'string', length: 36 },
      { name: 'lotNo', type: 'string', length: 40 },
      { name: 'expires', type: 'string', length: 10 },
      { name: 'onHand', type: 'int' },
      { name: 'reserved', type: 'int' },
      { name: 'quarantined', type: 'int' },
      { name: 'updatedAt', type: 'string', length: 24 },
    ],
    indices: [
      { name: 'uq_batch_storeId_drugId_lotNo', columns: ['storeId', 'drugId', 'lotNo'], unique: true },
      { name: 'ix_batch_drugId_storeId_expires', columns: ['drugId', 'storeId', 'expires'] },
    ],
  },
  {
    name: 'movement',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'batchId', type: 'string', length: 36 },
      { name: 'storeId', type: 'string', length: 36 },
      { name: 'drugId', type: 'string', length: 36 },
      { name: 'kind', type: 'string', length: 16 },
      { name: 'onHandDelta', type: 'int' },
      { name: 'reservedDelta', type: 'int' },
      { name: 'quarantinedDelta', type: 'int' },
      { name: 'reference', type: 'string', length: 64 },
      { name: 'actorId', type: 'string', length: 36 },
      { name: 'at', type: 'string', length: 24 },
    ],
    indices: [
      { name: 'ix_movement_storeId_id', columns: ['storeId', 'id'] },
      { name: 'ix_movement_batchId_id', columns: ['batchId', 'id'] },
    ],
  },
  {
    name: 'reservation',
    columns: [
      { name: 'reference', type: 'string', length: 64, key: true },
      { name: 'batchId', type: 'string', length: 36, key: true },
      { name: 'storeId', type: 'string', length: 36 },
      { name: 'drugId', type: 'string', length: 36 },
      { name: 'quantity', type: 'int' },
      { name: 'state', type: 'string', length: 8 },
    ],
    indices: [],
  },
]);
