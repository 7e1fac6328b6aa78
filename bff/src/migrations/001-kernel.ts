import { createTables } from '../kernel/migration.ts';

export const migration = createTables('Kernel1795305600001', [
  {
    name: 'audit',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'at', type: 'string', length: 24 },
      { name: 'actorId', type: 'string', length: 36 },
      { name: 'role', type: 'string', length: 24 },
      { name: 'action', type: 'string', length: 80 },
      { name: 'subject', type: 'string', length: 64 },
      { name: 'data', type: 'text', nullable: true },
      { name: 'requestId', type: 'string', length: 64, nullable: true },
    ],
    indices: [
      { name: 'ix_audit_subject_id', columns: ['subject', 'id'] },
      { name: 'ix_audit_actorId_id', columns: ['actorId', 'id'] },
    ],
  },
  {
    name: 'outbox',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'name', type: 'string', length: 80 },
      { name: 'subject', type: 'string', length: 64 },
      { name: 'data', type: 'text' },
      { name: 'dueAt', type: 'string', length: 24 },
      { name: 'attempts', type: 'int' },
      { name: 'leaseUntil', type: 'string', length: 24, nullable: true },
      { name: 'doneAt', type: 'string', length: 24, nullable: true },
      { name: 'deadAt', type: 'string', length: 24, nullable: true },
      { name: 'lastError', type: 'string', length: 500, nullable: true },
    ],
    indices: [
      { name: 'ix_outbox_doneAt_deadAt_dueAt', columns: ['doneAt', 'deadAt', 'dueAt'] },
      { name: 'ix_outbox_subject', columns: ['subject'] },
    ],
  },
  {
    name: 'outbox_done',
    columns: [
      { name: 'eventId', type: 'string', length: 36, key: true },
      { name: 'reaction', type: 'string', length: 120, key: true },
    ],
    indices: [],
  },
  {
    name: 'idempotency',
    columns: [
      { name: 'principal', type: 'string', length: 36, key: true },
      { name: 'endpoint', type: 'string', length: 120, key: true },
      { name: 'key', type: 'string', length: 255, key: true },
      { name: 'requestHash', type: 'string', length: 64 },
      { name: 'status', type: 'int', nullable: true },
      { name: 'body', type: 'text', nullable: true },
      { name: 'lockedUntil', type: 'string', length: 24 },
      { name: 'createdAt', type: 'string', length: 24 },
    ],
    indices: [{ name: 'ix_idempotency_createdAt', columns: ['createdAt'] }],
  },
]);
