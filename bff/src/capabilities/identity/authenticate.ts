import { problem } from '@xinglin/shared/kernel/problem';
import type { Authenticate } from '../../kernel/auth.ts';
import type { Deps } from './ports.ts';
import { identityStore } from './store.ts';

const REMEMBER_MS = 3_000;
const MAX_REMEMBERED = 10_000;

/** The actor of an access token whose session still stands; an ended session is noticed within three seconds. */
export function authenticate({ db, tokens }: Pick<Deps, 'db' | 'tokens'>): Authenticate {
  const standing = new Map<string, number>();
  return async (token) => {
    const actor = await tokens.read(token);
    const sessionId = actor.sessionId!;
    if ((standing.get(sessionId) ?? 0) > Date.now()) return actor;
    const session = await identityStore(db.read).session(sessionId);
    if (!session || session.revokedAt) {
      standing.delete(sessionId);
      throw problem('NOT_SIGNED_IN');
    }
    if (standing.size >= MAX_REMEMBERED) standing.clear();
    standing.set(sessionId, Date.now() + REMEMBER_MS);
    return actor;
  };
}
