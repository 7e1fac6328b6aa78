import type { signOut as contract } from '@xinglin/shared/identity/contract';
import { done } from '@xinglin/shared/kernel/endpoint';
import { toInstant } from '@xinglin/shared/kernel/time';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import type { Deps } from './ports.ts';
import { identityStore } from './store.ts';

/** Ends this session: its access token is refused within seconds, its refresh token at once. */
export function signOut({ db, now }: Pick<Deps, 'db' | 'now'>): Handler<typeof contract> {
  return async (actor) => {
    await db.write(async (tx) => {
      if (actor.sessionId)
        await identityStore(tx).revokeSession(actor.sessionId, toInstant(now()), 'signed_out');
      await audit(tx, actor, 'identity.sign_out', actor.id);
    });
    return done;
  };
}
