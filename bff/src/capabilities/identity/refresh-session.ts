import { identityProblem, type refreshSession as contract } from '@xinglin/shared/identity/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import { hashOf, issueRefreshToken, sessionAnswer } from './open-session.ts';
import type { Deps } from './ports.ts';
import { identityStore } from './store.ts';

/**
 * A refresh token buys one new session answer. Who shows a used one has a copy of it, and nobody can tell which of the
 * two is the thief: the whole session ends.
 */
export function refreshSession(deps: Deps): Handler<typeof contract> {
  const { db, now } = deps;
  return async (_, { refreshToken }) => {
    const hash = hashOf(refreshToken);
    const at = toInstant(now());
    const outcome = await db.write(async (tx) => {
      const store = identityStore(tx);
      const token = await store.refreshToken(hash);
      const session = token && (await store.session(token.sessionId));
      const account = session && (await store.account(session.accountId));
      if (!token || !session || !account || account.disabledAt || session.revokedAt || token.expiresAt < at)
        return null;
      const actor = { id: account.id, role: session.role, storeId: session.storeId, sessionId: session.id };
      if (!(await store.useRefreshToken(hash, at))) {
        await store.revokeSession(session.id, at, 'refresh_token_reused');
        await audit(tx, actor, 'identity.refresh_reuse', account.id);
        return null;
      }
      return { account, session, fresh: await issueRefreshToken(deps, tx, session.id) };
    });
    if (!outcome) throw identityProblem('REFRESH_REFUSED');
    return sessionAnswer(deps, outcome.account, outcome.session, outcome.fresh);
  };
}
