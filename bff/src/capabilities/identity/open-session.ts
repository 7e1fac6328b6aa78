import { createHash, randomBytes } from 'node:crypto';
import type { Me, Session } from '@xinglin/shared/identity/contract';
import type { Role } from '@xinglin/shared/kernel/endpoint';
import { DAY_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import type { Deps } from './ports.ts';
import { identityStore, type AccountRow, type SessionRow } from './store.ts';

const REFRESH_DAYS = 30;
export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

export const meOf = (account: AccountRow, session: Pick<SessionRow, 'role' | 'storeId'>): Me => ({
  id: account.id,
  role: session.role,
  displayName: account.displayName,
  storeId: session.storeId,
});

/** Begins a session of one role for an account whose identity was proved. */
export async function openSession(
  { now, newId }: Pick<Deps, 'now' | 'newId'>,
  tx: Tx,
  account: AccountRow,
  role: Role,
): Promise<{ session: SessionRow; refreshToken: string }> {
  const session: SessionRow = {
    id: newId(),
    accountId: account.id,
    role,
    storeId: role === 'store_staff' ? account.storeId : null,
    createdAt: toInstant(now()),
    revokedAt: null,
    revokedWhy: null,
  };
  await identityStore(tx).insertSession(session);
  return { session, refreshToken: await issueRefreshToken({ now }, tx, session.id) };
}

/** A new one-use refresh token of the session; only its hash is kept. */
export async function issueRefreshToken(
  { now }: Pick<Deps, 'now'>,
  tx: Tx,
  sessionId: string,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = plus(now(), REFRESH_DAYS * DAY_MS);
  await identityStore(tx).insertRefreshToken({ hash: hashOf(token), sessionId, expiresAt, usedAt: null });
  return token;
}

/** What the client gets: both tokens and who it is. */
export async function sessionAnswer(
  { tokens }: Pick<Deps, 'tokens'>,
  account: AccountRow,
  session: SessionRow,
  refreshToken: string,
): Promise<Session> {
  const { token, expiresAt } = await tokens.issue({
    id: account.id,
    role: session.role,
    storeId: session.storeId,
    sessionId: session.id,
  });
  return { accessToken: token, refreshToken, accessExpiresAt: expiresAt, me: meOf(account, session) };
}
