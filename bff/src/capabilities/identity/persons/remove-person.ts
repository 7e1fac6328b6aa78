import type { removePerson as contract } from '@xinglin/shared/identity/person';
import { done } from '@xinglin/shared/kernel/endpoint';
import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import { audit } from '../../../kernel/audit.ts';
import type { Handler } from '../../../kernel/http.ts';
import type { Deps } from '../ports.ts';
import { personStore } from './store.ts';

/** No longer offered; what was handed in for them stays as the law wants it. */
export const removePerson =
  ({ db, now }: Pick<Deps, 'db' | 'now'>): Handler<typeof contract> =>
  async (actor, { id }) => {
    await db.write(async (tx) => {
      const store = personStore(tx);
      const row = await store.get(actor.id, id);
      const gone = { removedAt: toInstant(now()), idIndex: null, selfOf: null };
      if (!(await store.update(row, gone))) throw problem('CHANGED_MEANWHILE');
      await audit(tx, actor, 'person.remove', id);
    });
    return done;
  };
