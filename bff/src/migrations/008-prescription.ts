import { createTables } from '../kernel/migration.ts';

export const migration = createTables('Prescription1795305600008', [
  {
    name: 'prescription',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'traceCode', type: 'string', length: 40 },
      { name: 'traceKey', type: 'string', length: 40, nullable: true },
      { name: 'patientId', type: 'string', length: 36 },
      { name: 'status', type: 'string', length: 16 },
      { name: 'version', type: 'int' },
      { name: 'institution', type: 'string', length: 120 },
      { name: 'itemCount', type: 'int' },
      { name: 'content', type: 'text' },
      { name: 'issuedAt', type: 'string', length: 24 },
      { name: 'validUntil', type: 'string', length: 24 },
      { name: 'submittedAt', type: 'string', length: 24 },
      { name: 'reviewerId', type: 'string', length: 36, nullable: true },
      { name: 'claimedAt', type: 'string', length: 24, nullable: true },
      { name: 'claimUntil', type: 'string', length: 24, nullable: true },
      { name: 'decidedAt', type: 'string', length: 24, nullable: true },
      { name: 'pharmacistName', type: 'string', length: 40, nullable: true },
      { name: 'licenceNo', type: 'string', length: 60, nullable: true },
      { name: 'rejectReason', type: 'string', length: 24, nullable: true },
      { name: 'decision', type: 'text', nullable: true },
      { name: 'orderId', type: 'string', length: 36, nullable: true },
    ],
    indices: [
      { name: 'uq_prescription_traceKey', columns: ['traceKey'], unique: true },
      { name: 'ix_prescription_status_submittedAt_id', columns: ['status', 'submittedAt', 'id'] },
      { name: 'ix_prescription_patientId_submittedAt', columns: ['patientId', 'submittedAt'] },
      { name: 'ix_prescription_reviewerId_decidedAt', columns: ['reviewerId', 'decidedAt'] },
      { name: 'ix_prescription_orderId', columns: ['orderId'] },
    ],
  },
]);
