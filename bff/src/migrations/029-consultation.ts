import { createTables } from '../kernel/migration.ts';

export const migration = createTables('Consultation1795305600029', [
  {
    name: 'consultation',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'patientId', type: 'string', length: 36 },
      { name: 'openOf', type: 'string', length: 36, nullable: true },
      { name: 'status', type: 'string', length: 12 },
      { name: 'content', type: 'text' },
      { name: 'answer', type: 'text', nullable: true },
      { name: 'traceCode', type: 'string', length: 40, nullable: true },
      { name: 'askedAt', type: 'string', length: 24 },
      { name: 'answeredAt', type: 'string', length: 24, nullable: true },
    ],
    indices: [
      { name: 'uq_consultation_openOf', columns: ['openOf'], unique: true },
      { name: 'ix_consultation_patientId_askedAt', columns: ['patientId', 'askedAt'] },
      { name: 'ix_consultation_traceCode', columns: ['traceCode'] },
    ],
  },
]);
