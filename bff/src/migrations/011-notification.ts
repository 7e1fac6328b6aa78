import { createTables } from '../kernel/migration.ts';

export const migration = createTables('Notification1795305600011', [
  {
    name: 'message',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'personId', type: 'string', length: 36 },
      { name: 'kind', type: 'string', length: 24 },
      { name: 'title', type: 'string', length: 40 },
      { name: 'body', type: 'string', length: 300 },
      { name: 'path', type: 'string', length: 200 },
      { name: 'at', type: 'string', length: 24 },
      { name: 'readAt', type: 'string', length: 24, nullable: true },
    ],
    indices: [
      { name: 'ix_message_personId_at', columns: ['personId', 'at'] },
      { name: 'ix_message_personId_readAt', columns: ['personId', 'readAt'] },
    ],
  },
  {
    name: 'subscribe_credit',
    columns: [
      { name: 'personId', type: 'string', length: 36, key: true },
      { name: 'template', type: 'string', length: 32, key: true },
      { name: 'credits', type: 'int' },
    ],
    indices: [],
  },
]);
