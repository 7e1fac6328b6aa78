import { createTables } from '../kernel/migration.ts';

export const migration = createTables('Triage1795305600015', [
  {
    name: 'triage_episode',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'patientId', type: 'string', length: 36 },
      { name: 'status', type: 'string', length: 16 },
      { name: 'sealed', type: 'text' },
      { name: 'kept', type: 'flag' },
      { name: 'version', type: 'int' },
      { name: 'createdAt', type: 'string', length: 24 },
      { name: 'expiresAt', type: 'string', length: 24 },
    ],
    indices: [
      { name: 'ix_triage_episode_patientId_status_createdAt', columns: ['patientId', 'status', 'createdAt'] },
    ],
  },
]);
