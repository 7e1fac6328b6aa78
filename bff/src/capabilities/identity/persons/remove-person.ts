import type { removePerson as contract } from '@xinglin/shared/identity/person';
import { done } from '@xinglin/shared/kernel/endpoint';
import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import { audit } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/database.ts';
import type { Handler } from '../../../kernel/http.ts';
import type { Deps } from '../ports.ts';
import { personStore } from './store.ts';

/**
 * No longer offered. Nothing handed in for them: name and number are erased (PIPL art. 47). Otherwise both stay, sealed, as long as
 * the law has us keep what was handed in; the trail says until when.
 */
export const removePerson =
  ({ db, now, handedInUntil }: Pick<Deps, 'db' | 'now' | 'handedInUntil'>): Handler<typeof contract> =>
  async (actor, { id }) => {
    await db.write(async (tx) => {
      const store = personStore(tx);
      const row = await store.get(actor.id, id);
      const keptUntil = await handedInUntil(tx, id);
      const gone = { removedAt: toInstant(now()), idIndex: null, selfOf: null };
      if (!(keptUntil ? await store.update(row, gone) : await store.erase(row)))
        throw problem('CHANGED_MEANWHILE');
      await audit(tx, actor, 'person.remove', id, keptUntil ? { keptUntil } : { erased: true });
    });
    return done;
  };

/** For prescription: the last that was handed in for somebody removed was destroyed after its term, so they are forgotten too. */
export const forgetRemoved =
  ({ handedInUntil }: Pick<Deps, 'handedInUntil'>) =>
  async (tx: Tx, id: string): Promise<void> => {
    if (!(await handedInUntil(tx, id))) await personStore(tx).eraseRemoved(id);
  };
