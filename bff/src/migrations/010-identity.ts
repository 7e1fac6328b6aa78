import { createTables } from '../kernel/migration.ts';

export const migration = createTables('Identity1795305600010', [
  {
    name: 'account',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'displayName', type: 'string', length: 40 },
      { name: 'roles', type: 'text' },
      { name: 'storeId', type: 'string', length: 36, nullable: true },
      { name: 'openidIndex', type: 'string', length: 32, nullable: true },
      { name: 'openid', type: 'string', length: 255, nullable: true },
      { name: 'username', type: 'string', length: 64, nullable: true },
      { name: 'passwordHash', type: 'string', length: 255, nullable: true },
      { name: 'totpSecret', type: 'string', length: 255, nullable: true },
      { name: 'totpStep', type: 'int' },
      { name: 'disabledAt', type: 'string', length: 24, nullable: true },
      { name: 'createdAt', type: 'string', length: 24 },
    ],
    indices: [
      { name: 'uq_account_openidIndex', columns: ['openidIndex'], unique: true },
      { name: 'uq_account_username', columns: ['username'], unique: true },
    ],
  },
  {
    name: 'credential',
    columns: [
      { name: 'accountId', type: 'string', length: 36, key: true },
      { name: 'kind', type: 'string', length: 32, key: true },
      { name: 'holder', type: 'string', length: 40 },
      { name: 'number', type: 'string', length: 40 },
      { name: 'expires', type: 'string', length: 10 },
      { name: 'phone', type: 'string', length: 255 },
    ],
    indices: [{ name: 'ix_credential_expires', columns: ['expires'] }],
  },
  {
    name: 'session',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'accountId', type: 'string', length: 36 },
      { name: 'role', type: 'string', length: 24 },
      { name: 'storeId', type: 'string', length: 36, nullable: true },
      { name: 'createdAt', type: 'string', length: 24 },
      { name: 'revokedAt', type: 'string', length: 24, nullable: true },
      { name: 'revokedWhy', type: 'string', length: 40, nullable: true },
    ],
    indices: [{ name: 'ix_session_accountId_revokedAt', columns: ['accountId', 'revokedAt'] }],
  },
  {
    name: 'refresh_token',
    columns: [
      { name: 'hash', type: 'string', length: 64, key: true },
      { name: 'sessionId', type: 'string', length: 36 },
      { name: 'expiresAt', type: 'string', length: 24 },
      { name: 'usedAt', type: 'string', length: 24, nullable: true },
    ],
    indices: [{ name: 'ix_refresh_token_sessionId', columns: ['sessionId'] }],
  },
  {
    name: 'consent',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'personId', type: 'string', length: 36 },
      { name: 'purpose', type: 'string', length: 32 },
      { name: 'policyVersion', type: 'string', length: 16 },
      { name: 'granted', type: 'flag' },
      { name: 'decidedAt', type: 'string', length: 24 },
    ],
    indices: [{ name: 'ix_consent_personId_purpose_id', columns: ['personId', 'purpose', 'id'] }],
  },
]);
