import { createTables } from '../kernel/migration.ts';

export const migration = createTables('PrescriptionInquiry1795305600031', [
  {
    name: 'prescription_inquiry',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'prescriptionId', type: 'string', length: 36 },
      { name: 'kind', type: 'string', length: 12 },
      { name: 'actorId', type: 'string', length: 36 },
      { name: 'words', type: 'text', nullable: true },
      { name: 'answer', type: 'text', nullable: true },
      { name: 'askedAt', type: 'string', length: 24 },
      { name: 'answeredAt', type: 'string', length: 24, nullable: true },
      { name: 'readAt', type: 'string', length: 24, nullable: true },
      { name: 'readBy', type: 'string', length: 36, nullable: true },
      { name: 'withdrawnAt', type: 'string', length: 24, nullable: true },
      { name: 'withdrawReason', type: 'text', nullable: true },
    ],
    indices: [{ name: 'ix_prescription_inquiry_prescriptionId_id', columns: ['prescriptionId', 'id'] }],
  },
]);
