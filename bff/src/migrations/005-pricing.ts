import { createTables } from '../kernel/migration.ts';

export const migration = createTables('Pricing1795305600005', [
  {
    name: 'offer',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'sellerId', type: 'string', length: 36 },
      { name: 'drugId', type: 'string', length: 36 },
      { name: 'priceFen', type: 'int' },
      { name: 'validFrom', type: 'string', length: 24 },
      { name: 'validUntil', type: 'string', length: 24, nullable: true },
    ],
    indices: [
      {
        name: 'uq_offer_sellerId_drugId_validFrom',
        columns: ['sellerId', 'drugId', 'validFrom'],
        unique: true,
      },
      { name: 'ix_offer_drugId_sellerId', columns: ['drugId', 'sellerId'] },
    ],
  },
  {
    name: 'channel_offer',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'sellerId', type: 'string', length: 36 },
      { name: 'drugId', type: 'string', length: 36 },
      { name: 'priceFen', type: 'int' },
      { name: 'validFrom', type: 'string', length: 24 },
      { name: 'validUntil', type: 'string', length: 24, nullable: true },
    ],
    indices: [
      {
        name: 'uq_channel_offer_sellerId_drugId_validFrom',
        columns: ['sellerId', 'drugId', 'validFrom'],
        unique: true,
      },
      { name: 'ix_channel_offer_drugId_sellerId', columns: ['drugId', 'sellerId'] },
    ],
  },
  {
    name: 'channel',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'code', type: 'string', length: 32 },
      { name: 'name', type: 'string', length: 60 },
      { name: 'deliveryFeeFen', type: 'int' },
      { name: 'freeDeliveryFen', type: 'int', nullable: true },
      { name: 'minOrderFen', type: 'int' },
      { name: 'etaMinutes', type: 'int' },
    ],
    indices: [{ name: 'uq_channel_code', columns: ['code'], unique: true }],
  },
  {
    name: 'coupon',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'code', type: 'string', length: 32 },
      { name: 'title', type: 'string', length: 60 },
      { name: 'scope', type: 'string', length: 12 },
      { name: 'storeId', type: 'string', length: 36, nullable: true },
      { name: 'channelId', type: 'string', length: 36, nullable: true },
      { name: 'category', type: 'string', length: 20, nullable: true },
      { name: 'thresholdFen', type: 'int' },
      { name: 'offFen', type: 'int', nullable: true },
      { name: 'percentOff', type: 'int', nullable: true },
      { name: 'capFen', type: 'int', nullable: true },
      { name: 'stackable', type: 'flag' },
      { name: 'perPerson', type: 'int' },
      { name: 'validFrom', type: 'string', length: 10 },
      { name: 'validUntil', type: 'string', length: 10 },
    ],
    indices: [{ name: 'uq_coupon_code', columns: ['code'], unique: true }],
  },
  {
    name: 'coupon_use',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'couponId', type: 'string', length: 36 },
      { name: 'limitKey', type: 'string', length: 36 },
      { name: 'patientId', type: 'string', length: 36 },
      { name: 'slot', type: 'int' },
      { name: 'orderId', type: 'string', length: 36 },
      { name: 'usedAt', type: 'string', length: 24 },
    ],
    indices: [
      {
        name: 'uq_coupon_use_patientId_limitKey_slot',
        columns: ['patientId', 'limitKey', 'slot'],
        unique: true,
      },
      { name: 'ix_coupon_use_orderId', columns: ['orderId'] },
    ],
  },
  {
    name: 'purchase_plan',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'patientId', type: 'string', length: 36 },
      { name: 'plan', type: 'text' },
      { name: 'destination', type: 'text' },
      { name: 'prescriptionId', type: 'string', length: 36, nullable: true },
      { name: 'lockedUntil', type: 'string', length: 24 },
      { name: 'usedAt', type: 'string', length: 24, nullable: true },
    ],
    indices: [{ name: 'ix_purchase_plan_patientId_id', columns: ['patientId', 'id'] }],
  },
]);
