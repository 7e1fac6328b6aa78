import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import { prescriptionProblem } from '@xinglin/shared/prescription/contract';
import type {
  checkDispensing as contract,
  getDispensingSheet as sheetContract,
} from '@xinglin/shared/prescription/desk-contract';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import { sealed } from './content.ts';
import { move } from './move.ts';
import type { Deps } from './ports.ts';
import { present } from './present.ts';
import { prescriptionStore } from './store.ts';

/**
 * Somebody of the store that fills the order checks what was picked against the prescription and signs for it (GSP art. 167).
 * Another person than who reviewed or picked it; alone on duty only with a reason, which is kept. A second check changes nothing.
 */
export function checkDispensing(deps: Deps): Handler<typeof contract> {
  const { db, now, filledBy, displayNameOf } = deps;
  return async (actor, { orderId, onlyPersonReason }) => {
    const row = await prescriptionStore(db.read).usedBy(orderId);
    const filled = row && (await filledBy(orderId));
    if (!filled || filled.storeId !== actor.storeId) throw problem('NOT_FOUND');
    if (!filled.pickedBy) throw prescriptionProblem('NOT_PICKED_YET');
    if (row.checkedBy !== null && row.checkedAt !== null)
      return { checkedAt: row.checkedAt, by: (await displayNameOf(row.checkedBy)) ?? '' };
    if ([row.reviewerId, filled.pickedBy].includes(actor.id) && !onlyPersonReason)
      throw prescriptionProblem('SAME_PERSON_CHECKS');
    const checkedAt = toInstant(now());
    const changes = { checkedBy: actor.id, checkedAt, checkNote: onlyPersonReason ?? null };
    await db.write((tx) => move(tx, actor, row.id, 'check_dispensing', changes));
    return { checkedAt, by: (await displayNameOf(actor.id)) ?? '' };
  };
}

/** Whoever checks reads what was prescribed and approved; only the store that fills the order, and only between picking and checking. */
export function getDispensingSheet(deps: Deps): Handler<typeof sheetContract> {
  const { db, crypto, now, filledBy } = deps;
  return async (actor, { orderId }) => {
    const row = await prescriptionStore(db.read).usedBy(orderId);
    const filled = row && (await filledBy(orderId));
    const toCheck = filled?.pickedBy && filled.storeId === actor.storeId && row?.checkedBy === null;
    if (!toCheck) throw problem('NOT_FOUND');
    await db.write((tx) => audit(tx, actor, 'prescription.read', row.id));
    const { contentOf, decisionOf } = sealed(crypto);
    const parts = { row, content: contentOf(row), decision: decisionOf(row), queuePosition: 0, now: now() };
    const { items, ...sheet } = present(parts);
    return { ...sheet, items: items.filter(({ refusedFor }) => refusedFor === null) };
  };
}

/** For order: nothing on prescription is sealed before this check. */
export const dispensingCheckOf =
  ({ db, displayNameOf }: Pick<Deps, 'db' | 'displayNameOf'>) =>
  async (orderId: string) => {
    const row = await prescriptionStore(db.read).checkedFor(orderId);
    if (!row?.checkedBy || !row.checkedAt) return null;
    const { checkedBy, checkedAt, checkNote } = row;
    return { checkedBy, checkedAt, alone: checkNote !== null, by: (await displayNameOf(checkedBy)) ?? '' };
  };
