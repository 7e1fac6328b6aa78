import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { publishStockChanged, record, type Entry } from './ledger.ts';
import { lockGivenBack, type Lock } from './lock-entries.ts';
import type { Deps } from './ports.ts';
import { inventoryStore } from './store.ts';

export type ReleaseSome = {
  reference: string;
  storeId: string;
  drugId: string;
  quantity: number;
  /** Of this lot alone. */
  batchId?: string | null;
  /** Not for sale again: into quarantine until two persons have looked. */
  lockAway?: Lock;
};

/**
 * Part of a reservation is given back (short pick, part refund), latest to expire first, so that what stays is still first to
 * expire. Not repeatable by itself: the caller's own change of state makes it happen once.
 */
export function releaseSome(deps: Pick<Deps, 'now' | 'newId'>) {
  return async (
    tx: Tx,
    { reference, storeId, drugId, quantity, batchId: only, lockAway }: ReleaseSome,
    actor: Actor,
  ): Promise<void> => {
    const store = inventoryStore(tx);
    const at = toInstant(deps.now());
    const held = (await store.reservationsOf(reference)).filter(
      (row) =>
        row.state === 'held' &&
        row.drugId === drugId &&
        row.storeId === storeId &&
        (!only || row.batchId === only),
    );
    const batches = await store.batchesByIds(held.map(({ batchId }) => batchId));
    const expiryOf = new Map(batches.map(({ id, expires }) => [id, expires]));
    held.sort((a, b) => (expiryOf.get(a.batchId)! < expiryOf.get(b.batchId)! ? 1 : -1));
    const given: Entry[] = [];
    let missing = quantity;
    for (const { batchId, quantity: has } of held) {
      const by = Math.min(missing, has);
      if (by === 0) break;
      if (
        !(await store.shrinkReservation(reference, batchId, by)) ||
        !(await store.takeReserved(batchId, by, { reserved: -by }, at))
      )
        throw inventoryProblem('RESERVATION_TOO_SMALL', { drugId });
      given.push({ batchId, storeId, drugId, reservedDelta: -by });
      missing -= by;
    }
    if (missing > 0) throw inventoryProblem('RESERVATION_TOO_SMALL', { drugId, missing });
    await record(tx, deps, { kind: 'release', reference, actor }, given);
    await lockGivenBack(deps, tx, given, actor, lockAway);
    await publishStockChanged(tx, given);
  };
}
