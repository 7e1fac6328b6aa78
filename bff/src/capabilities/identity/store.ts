import { In } from 'typeorm';
import type { Role } from '@xinglin/shared/kernel/endpoint';
import type { ConsentPurpose } from '@xinglin/shared/identity/contract';
import type { Instant, LocalDate } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import { column, entity, nullable } from '../../kernel/entity.ts';

export type AccountRow = {
  id: string;
  displayName: string;
  roles: Role[];
  /** Only for store staff. */
  storeId: string | null;
  openidIndex: string | null;
  openid: string | null;
  username: string | null;
  passwordHash: string | null;
  totpSecret: string | null;
  /** The last 30-second step whose code was accepted: a code is good once. */
  totpStep: number;
  disabledAt: Instant | null;
  createdAt: Instant;
};

export const accountTable = entity<AccountRow>(
  'account',
  {
    id: column.id(),
    displayName: column.string(40, 'personal'),
    roles: column.json(),
    storeId: nullable(column.id()),
    openidIndex: nullable(column.string(32, 'secret')),
    openid: nullable(column.string(255, 'secret')),
    username: nullable(column.string(64)),
    passwordHash: nullable(column.string(255, 'secret')),
    totpSecret: nullable(column.string(255, 'secret')),
    totpStep: column.int(),
    disabledAt: nullable(column.instant()),
    createdAt: column.instant(),
  },
  { unique: [['openidIndex'], ['username']] },
);

/** What lets a person work: a pharmacist's registration, a rider's health certificate. */
export type CredentialRow = {
  accountId: string;
  kind: 'pharmacist_licence' | 'rider_health_certificate';
  holder: string;
  number: string;
  expires: LocalDate;
  phone: string;
};

export const credentialTable = entity<CredentialRow>(
  'credential',
  {
    accountId: column.id(),
    kind: column.string(32),
    holder: column.string(40, 'personal'),
    number: column.string(40),
    expires: column.date(),
    phone: column.string(255, 'personal'),
  },
  { key: ['accountId', 'kind'], index: [['expires']] },
);

export type SessionRow = {
  id: string;
  accountId: string;
  role: Role;
  storeId: string | null;
  createdAt: Instant;
  revokedAt: Instant | null;
  revokedWhy: string | null;
};

export const sessionTable = entity<SessionRow>(
  'session',
  {
    id: column.id(),
    accountId: column.id(),
    role: column.string(24),
    storeId: nullable(column.id()),
    createdAt: column.instant(),
    revokedAt: nullable(column.instant()),
    revokedWhy: nullable(column.string(40)),
  },
  { index: [['accountId', 'revokedAt']] },
);

export type RefreshTokenRow = {
  hash: string;
  sessionId: string;
  expiresAt: Instant;
  usedAt: Instant | null;
};

export const refreshTokenTable = entity<RefreshTokenRow>(
  'refresh_token',
  {
    hash: column.string(64, 'secret'),
    sessionId: column.id(),
    expiresAt: column.instant(),
    usedAt: nullable(column.instant()),
  },
  { key: ['hash'], index: [['sessionId']] },
);

/** Every decision about a consent, never changed: the newest counts (PIPL 13–17). */
export type ConsentRow = {
  id: string;
  personId: string;
  purpose: ConsentPurpose;
  policyVersion: string;
  granted: boolean;
  decidedAt: Instant;
};

export const consentTable = entity<ConsentRow>(
  'consent',
  {
    id: column.id(),
    personId: column.id(),
    purpose: column.string(32),
    policyVersion: column.string(16),
    granted: column.flag(),
    decidedAt: column.instant(),
  },
  { index: [['personId', 'purpose', 'id']] },
);

/** Reads and writes accounts, sessions and consents inside `tx`. Holds no rules. */
export function identityStore(tx: Tx) {
  return {
    accountByOpenid: (openidIndex: string) => tx.findOneBy(accountTable, { openidIndex }),
    accountByUsername: (username: string) => tx.findOneBy(accountTable, { username }),
    account: (id: string) => tx.findOneBy(accountTable, { id }),
    accounts: (ids: string[]) => tx.findBy(accountTable, { id: In(ids) }),
    insertAccount: (row: AccountRow) => tx.insert(accountTable, row),
    session: (id: string) => tx.findOneBy(sessionTable, { id }),
    insertSession: (row: SessionRow) => tx.insert(sessionTable, row),
    insertRefreshToken: (row: RefreshTokenRow) => tx.insert(refreshTokenTable, row),
    refreshToken: (hash: string) => tx.findOneBy(refreshTokenTable, { hash }),

    /** True for the one caller that used the token up. */
    async useRefreshToken(hash: string, usedAt: Instant): Promise<boolean> {
      const { affected } = await tx
        .createQueryBuilder()
        .update(refreshTokenTable)
        .set({ usedAt })
        .where('hash = :hash AND usedAt IS NULL', { hash })
        .execute();
      return affected === 1;
    },
    /** True for the one caller whose code of this step is the first. */
    async useTotpStep(id: string, step: number): Promise<boolean> {
      const { affected } = await tx
        .createQueryBuilder()
        .update(accountTable)
        .set({ totpStep: step })
        .where('id = :id AND totpStep < :step', { id, step })
        .execute();
      return affected === 1;
    },
    giveLogin: (id: string, login: Pick<AccountRow, 'username' | 'passwordHash' | 'totpSecret'>) =>
      tx
        .createQueryBuilder()
        .update(accountTable)
        .set(login)
        .where('id = :id AND passwordHash IS NULL', { id })
        .execute(),
    revokeSession: (id: string, revokedAt: Instant, revokedWhy: string) =>
      tx
        .createQueryBuilder()
        .update(sessionTable)
        .set({ revokedAt, revokedWhy })
        .where('id = :id AND revokedAt IS NULL', { id })
        .execute(),

    insertConsent: (row: ConsentRow) => tx.insert(consentTable, row),
    consents: (personId: string) => tx.find(consentTable, { where: { personId }, order: { id: 'DESC' } }),
    credential: (accountId: string, kind: CredentialRow['kind']) =>
      tx.findOneBy(credentialTable, { accountId, kind }),
    credentials: () => tx.find(credentialTable, { order: { expires: 'ASC' } }),
    saveCredential: (row: CredentialRow) =>
      tx
        .delete(credentialTable, { accountId: row.accountId, kind: row.kind })
        .then(() => tx.insert(credentialTable, row)),
  };
}
