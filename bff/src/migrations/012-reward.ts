import { createTables } from '../kernel/migration.ts';

export const migration = createTables('Reward1795305600012', [
  {
    name: 'points_entry',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'personId', type: 'string', length: 36 },
      { name: 'key', type: 'string', length: 80 },
      { name: 'points', type: 'int' },
      { name: 'reason', type: 'string', length: 16 },
      { name: 'balance', type: 'int' },
      { name: 'at', type: 'string', length: 24 },
    ],
    indices: [
      { name: 'uq_points_entry_key', columns: ['key'], unique: true },
      { name: 'ix_points_entry_personId_id', columns: ['personId', 'id'] },
    ],
  },
  {
    name: 'points_balance',
    columns: [
      { name: 'personId', type: 'string', length: 36, key: true },
      { name: 'balance', type: 'int' },
    ],
    indices: [],
  },
  {
    name: 'voucher',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'personId', type: 'string', length: 36 },
      { name: 'rewardCode', type: 'string', length: 40 },
      { name: 'title', type: 'string', length: 60 },
      { name: 'code', type: 'string', length: 16 },
      { name: 'points', type: 'int' },
      { name: 'issuedAt', type: 'string', length: 24 },
      { name: 'validUntil', type: 'string', length: 24 },
      { name: 'usedAt', type: 'string', length: 24, nullable: true },
    ],
    indices: [
      { name: 'uq_voucher_code', columns: ['code'], unique: true },
      { name: 'ix_voucher_personId_id', columns: ['personId', 'id'] },
    ],
  },
]);
