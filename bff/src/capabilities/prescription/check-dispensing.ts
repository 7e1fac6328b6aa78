import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import type { checkDispensing as contract } from '@xinglin/shared/prescription/desk-contract';
import type { Handler } from '../../kernel/http.ts';
import { move } from './move.ts';
import type { Deps } from './ports.ts';
import { prescriptionStore } from './store.ts';

/**
 * Somebody of the store that fills the order checks what was picked against the prescription and signs for it (GSP art. 167).
 * Another person than who reviewed it; alone on duty only with a reason, which is kept. A second check changes nothing.
 */
export function checkDispensing(deps: Deps): Handler<typeof contract> {
  const { db, now, storeIdOfOrder, displayNameOf } = deps;
  return async (actor, { orderId, onlyPersonReason }) => {
    const row = await prescriptionStore(db.read).usedBy(orderId);
    if (!row || (await storeIdOfOrder(orderId)) !== actor.storeId) throw problem('NOT_FOUND');
    if (row.checkedBy !== null && row.checkedAt !== null)
      return { checkedAt: row.checkedAt, by: (await displayNameOf(row.checkedBy)) ?? '' };
    if (row.reviewerId === actor.id && !onlyPersonReason) throw prescriptionProblem('SAME_PERSON_CHECKS');
    const checkedAt = toInstant(now());
    const changes = { checkedBy: actor.id, checkedAt, checkNote: onlyPersonReason ?? null };
    await db.write((tx) => move(tx, actor, row.id, 'check_dispensing', changes));
    return { checkedAt, by: (await displayNameOf(actor.id)) ?? '' };
  };
}
