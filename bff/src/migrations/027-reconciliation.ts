import { createTables } from '../kernel/migration.ts';

export const migration = createTables('Reconciliation1795305600027', [
  {
    name: 'bill_day',
    columns: [
      { name: 'day', type: 'string', length: 10, key: true },
      { name: 'state', type: 'string', length: 12 },
      { name: 'ranAt', type: 'string', length: 24, nullable: true },
      { name: 'billHash', type: 'string', length: 64, nullable: true },
      { name: 'repaired', type: 'int' },
      { name: 'paidFen', type: 'int' },
      { name: 'refundedFen', type: 'int' },
      { name: 'feeFen', type: 'int' },
    ],
  },
  {
    name: 'bill_line',
    columns: [
      { name: 'day', type: 'string', length: 10, key: true },
      { name: 'lineKey', type: 'string', length: 140, key: true },
      { name: 'kind', type: 'string', length: 8 },
      { name: 'paymentNo', type: 'string', length: 64 },
      { name: 'refundNo', type: 'string', length: 64, nullable: true },
      { name: 'transactionId', type: 'string', length: 40 },
      { name: 'amountFen', type: 'int' },
      { name: 'feeFen', type: 'int' },
      { name: 'state', type: 'string', length: 16 },
      { name: 'class', type: 'string', length: 16 },
    ],
    indices: [{ name: 'ix_bill_line_day_class', columns: ['day', 'class'] }],
  },
]);
