import { createTables, type Migration } from '../kernel/migration.ts';

const tables = createTables('PricingDesk1795305600022', [
  {
    name: 'delivery_band',
    columns: [
      { name: 'storeId', type: 'string', length: 36, key: true },
      { name: 'uptoM', type: 'int', key: true },
      { name: 'feeFen', type: 'int' },
    ],
  },
  {
    name: 'price_report',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'patientId', type: 'string', length: 36 },
      { name: 'storeId', type: 'string', length: 36 },
      { name: 'drugId', type: 'string', length: 36 },
      { name: 'planId', type: 'string', length: 36 },
      { name: 'shownFen', type: 'int' },
      { name: 'seenFen', type: 'int', nullable: true },
      { name: 'state', type: 'string', length: 8 },
      { name: 'createdAt', type: 'string', length: 24 },
      { name: 'updatedAt', type: 'string', length: 24 },
    ],
    indices: [
      {
        name: 'uq_price_report_patientId_planId_storeId_drugId',
        columns: ['patientId', 'planId', 'storeId', 'drugId'],
        unique: true,
      },
      { name: 'ix_price_report_storeId_state_updatedAt', columns: ['storeId', 'state', 'updatedAt'] },
    ],
  },
  {
    name: 'price_report_message',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'reportId', type: 'string', length: 36 },
      { name: 'author', type: 'string', length: 8 },
      { name: 'text', type: 'text' },
      { name: 'at', type: 'string', length: 24 },
    ],
    indices: [{ name: 'ix_price_report_message_reportId_id', columns: ['reportId', 'id'] }],
  },
]);

/** Delivery fees by distance, reports of wrong prices, and coupons that start and stop. Coupons there were run already. */
export const migration = {
  name: tables.name,
  async up(runner, dialect) {
    await runner.query("ALTER TABLE coupon ADD COLUMN state varchar(8) NOT NULL DEFAULT 'running'");
    await tables.up(runner, dialect);
  },
} satisfies Migration;
