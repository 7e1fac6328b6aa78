import { createTables } from '../kernel/migration.ts';

export const migration = createTables('Store1795305600003', [
  {
    name: 'store',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'code', type: 'string', length: 32 },
      { name: 'name', type: 'string', length: 60 },
      { name: 'kind', type: 'string', length: 8 },
      { name: 'address', type: 'string', length: 120 },
      { name: 'lng', type: 'double' },
      { name: 'lat', type: 'double' },
      { name: 'phone', type: 'string', length: 32 },
      { name: 'opens', type: 'string', length: 5 },
      { name: 'closes', type: 'string', length: 5 },
      { name: 'closedWeekdays', type: 'text' },
      { name: 'licenceNo', type: 'string', length: 60 },
      { name: 'licenceExpires', type: 'string', length: 10 },
      { name: 'scope', type: 'text' },
      { name: 'pharmacists', type: 'text' },
      { name: 'pickMinutes', type: 'int' },
      { name: 'deliveryFeeFen', type: 'int' },
      { name: 'freeDeliveryFen', type: 'int', nullable: true },
      { name: 'deliveryRadiusM', type: 'int' },
      { name: 'minOrderFen', type: 'int' },
      { name: 'packagingFeeFen', type: 'int' },
      { name: 'coldChain', type: 'flag' },
      { name: 'updatedAt', type: 'string', length: 24 },
    ],
    indices: [
      { name: 'uq_store_code', columns: ['code'], unique: true },
      { name: 'ix_store_lat_lng', columns: ['lat', 'lng'] },
    ],
  },
]);
