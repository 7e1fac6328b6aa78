import { createTables } from '../kernel/migration.ts';

export const migration = createTables('Delivery1795305600009', [
  {
    name: 'delivery',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'parcelId', type: 'string', length: 36 },
      { name: 'parcelNo', type: 'string', length: 40 },
      { name: 'orderId', type: 'string', length: 36 },
      { name: 'storeId', type: 'string', length: 36 },
      { name: 'patientId', type: 'string', length: 36 },
      { name: 'riderId', type: 'string', length: 36, nullable: true },
      { name: 'status', type: 'string', length: 16 },
      { name: 'version', type: 'int' },
      { name: 'route', type: 'text' },
      { name: 'distanceM', type: 'int' },
      { name: 'rideSeconds', type: 'int' },
      { name: 'feeFen', type: 'int' },
      { name: 'offeredAt', type: 'string', length: 24 },
      { name: 'promisedAt', type: 'string', length: 24 },
      { name: 'acceptedAt', type: 'string', length: 24, nullable: true },
      { name: 'arrivedAt', type: 'string', length: 24, nullable: true },
      { name: 'pickedUpAt', type: 'string', length: 24, nullable: true },
      { name: 'deliveredAt', type: 'string', length: 24, nullable: true },
      { name: 'positionToldAt', type: 'string', length: 24, nullable: true },
    ],
    indices: [
      { name: 'uq_delivery_parcelId', columns: ['parcelId'], unique: true },
      { name: 'ix_delivery_status_offeredAt', columns: ['status', 'offeredAt'] },
      { name: 'ix_delivery_riderId_status', columns: ['riderId', 'status'] },
      { name: 'ix_delivery_riderId_deliveredAt', columns: ['riderId', 'deliveredAt'] },
      { name: 'ix_delivery_orderId', columns: ['orderId'] },
    ],
  },
  {
    name: 'rider_state',
    columns: [
      { name: 'riderId', type: 'string', length: 36, key: true },
      { name: 'online', type: 'flag' },
      { name: 'lng', type: 'double', nullable: true },
      { name: 'lat', type: 'double', nullable: true },
      { name: 'pointAt', type: 'string', length: 24, nullable: true },
    ],
    indices: [],
  },
  {
    name: 'rider_position',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'deliveryId', type: 'string', length: 36 },
      { name: 'at', type: 'string', length: 24 },
      { name: 'lng', type: 'double' },
      { name: 'lat', type: 'double' },
      { name: 'accuracyM', type: 'double' },
    ],
    indices: [{ name: 'ix_rider_position_deliveryId_at', columns: ['deliveryId', 'at'] }],
  },
]);
