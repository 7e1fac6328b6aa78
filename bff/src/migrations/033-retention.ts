import { createTables } from '../kernel/migration.ts';

export const migration = createTables('Retention1795305600033', [
  {
    name: 'kept_record',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'kind', type: 'string', length: 16 },
      { name: 'number', type: 'string', length: 40 },
      { name: 'createdAt', type: 'string', length: 24 },
      { name: 'keepUntil', type: 'string', length: 10 },
      { name: 'rule', type: 'string', length: 24 },
      { name: 'holdReason', type: 'string', length: 200, nullable: true },
      { name: 'heldBy', type: 'string', length: 36, nullable: true },
      { name: 'heldAt', type: 'string', length: 24, nullable: true },
      { name: 'destroyedAt', type: 'string', length: 24, nullable: true },
    ],
    indices: [
      { name: 'ix_kept_record_number', columns: ['number'] },
      { name: 'ix_kept_record_keepUntil', columns: ['keepUntil'] },
      { name: 'ix_kept_record_heldAt', columns: ['heldAt'] },
    ],
  },
]);
