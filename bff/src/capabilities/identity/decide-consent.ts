import type { decideConsent as contract } from '@xinglin/shared/identity/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import type { Deps } from './ports.ts';
import { identityStore } from './store.ts';

/** Version of the sentences the person agreed to; a new text is a new consent. */
export const POLICY_VERSION = '2026-11-01';

/** A person gives or takes back one consent; taking back is as easy as giving (PIPL 15). */
export function decideConsent({
  db,
  now,
  newId,
}: Pick<Deps, 'db' | 'now' | 'newId'>): Handler<typeof contract> {
  return async (actor, { purpose, granted }) => {
    const decidedAt = toInstant(now());
    await db.write(async (tx) => {
      const row = {
        id: newId(),
        personId: actor.id,
        purpose,
        policyVersion: POLICY_VERSION,
        granted,
        decidedAt,
      };
      await identityStore(tx).insertConsent(row);
      await audit(tx, actor, granted ? 'consent.give' : 'consent.withdraw', actor.id, { purpose });
    });
    return { purpose, policyVersion: POLICY_VERSION, granted, decidedAt };
  };
}
