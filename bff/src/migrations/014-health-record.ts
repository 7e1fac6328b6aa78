import { createTables } from '../kernel/migration.ts';

export const migration = createTables('HealthRecord1795305600014', [
  {
    name: 'health_profile',
    columns: [
      { name: 'personId', type: 'string', length: 36, key: true },
      { name: 'sealed', type: 'text' },
      { name: 'updatedAt', type: 'string', length: 24 },
    ],
    indices: [],
  },
  {
    name: 'record_entry',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'personId', type: 'string', length: 36 },
      { name: 'key', type: 'string', length: 120 },
      { name: 'kind', type: 'string', length: 16 },
      { name: 'at', type: 'string', length: 24 },
      { name: 'sealed', type: 'text' },
      { name: 'hidden', type: 'flag' },
    ],
    indices: [
      { name: 'uq_record_entry_key', columns: ['key'], unique: true },
      { name: 'ix_record_entry_personId_at', columns: ['personId', 'at'] },
    ],
  },
  {
    name: 'record_access',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'personId', type: 'string', length: 36 },
      { name: 'who', type: 'string', length: 60 },
      { name: 'what', type: 'string', length: 60 },
      { name: 'at', type: 'string', length: 24 },
    ],
    indices: [{ name: 'ix_record_access_personId_id', columns: ['personId', 'id'] }],
  },
]);
