import { createTables } from '../kernel/migration.ts';

export const migration = createTables('Nearby1795305600018', [
  {
    name: 'store_day',
    columns: [
      { name: 'storeId', type: 'string', length: 36, key: true },
      { name: 'day', type: 'string', length: 10, key: true },
      { name: 'opens', type: 'string', length: 5, nullable: true },
      { name: 'closes', type: 'string', length: 5, nullable: true },
    ],
    indices: [],
  },
  {
    name: 'store_fridge',
    columns: [
      { name: 'storeId', type: 'string', length: 36, key: true },
      { name: 'celsius', type: 'double' },
      { name: 'at', type: 'string', length: 24 },
    ],
    indices: [],
  },
  {
    name: 'fridge_reading',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'storeId', type: 'string', length: 36 },
      { name: 'celsius', type: 'double' },
      { name: 'at', type: 'string', length: 24 },
      { name: 'source', type: 'string', length: 36 },
    ],
    indices: [{ name: 'ix_fridge_reading_storeId_at', columns: ['storeId', 'at'] }],
  },
  {
    name: 'fridge_device',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'storeId', type: 'string', length: 36 },
      { name: 'label', type: 'string', length: 40 },
      { name: 'keyHash', type: 'string', length: 64 },
      { name: 'createdAt', type: 'string', length: 24 },
    ],
    indices: [
      { name: 'uq_fridge_device_keyHash', columns: ['keyHash'], unique: true },
      { name: 'ix_fridge_device_storeId', columns: ['storeId'] },
    ],
  },
  {
    name: 'arrival_watch',
    columns: [
      { name: 'personId', type: 'string', length: 36, key: true },
      { name: 'drugId', type: 'string', length: 36, key: true },
      { name: 'lng', type: 'double' },
      { name: 'lat', type: 'double' },
      { name: 'radiusM', type: 'int' },
      { name: 'state', type: 'string', length: 8 },
      { name: 'createdAt', type: 'string', length: 24 },
      { name: 'expiresAt', type: 'string', length: 24 },
    ],
    indices: [{ name: 'ix_arrival_watch_drugId_state_expiresAt', columns: ['drugId', 'state', 'expiresAt'] }],
  },
]);
