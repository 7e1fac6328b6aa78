import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { publishStockChanged, record } from './ledger.ts';
import { keepsBeyond } from './policy.ts';
import type { Deps } from './ports.ts';
import { inventoryStore, type ReservationRow } from './store.ts';

export type Reserve = {
  /** The parcel's id. */
  reference: string;
  storeId: string;
  lines: { drugId: string; quantity: number }[];
};

/** Others may take from the same batches while we look; after so many lost races the shelf is as good as empty. */
const MAX_LOOKS = 20;

/**
 * Promises goods of one store to a parcel, first to expire first. Lines of the same drug count together. Throws OUT_OF_STOCK
 * { drugId, storeId } when a line cannot be met in full; let it end the transaction, and nothing of the reservation stays.
 */
export function reserve(deps: Pick<Deps, 'now' | 'newId'>) {
  return async (tx: Tx, { reference, storeId, lines }: Reserve): Promise<void> => {
    const rows: ReservationRow[] = [];
    for (const [drugId, quantity] of together(lines))
      for (const [batchId, taken] of await hold(tx, deps.now(), storeId, drugId, quantity))
        rows.push({ reference, batchId, storeId, drugId, quantity: taken, takenBack: 0, state: 'held' });
    await inventoryStore(tx).insertReservations(rows);
    const entries = rows.map((row) => ({ ...row, reservedDelta: row.quantity }));
    await record(tx, deps, { kind: 'reserve', reference, actor: system }, entries);
    await publishStockChanged(tx, entries);
  };
}

/** Sorted, so that two orders for the same drugs wait for each other instead of deadlocking. */
function together(lines: Reserve['lines']): [drugId: string, quantity: number][] {
  const sums = new Map<string, number>();
  for (const { drugId, quantity } of lines) sums.set(drugId, (sums.get(drugId) ?? 0) + quantity);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}

async function hold(tx: Tx, now: Date, storeId: string, drugId: string, quantity: number) {
  const store = inventoryStore(tx);
  const held = new Map<string, number>();
  let missing = quantity;
  for (let look = 0; look < MAX_LOOKS && missing > 0; look += 1) {
    const batches = await store.sellable(storeId, drugId, keepsBeyond(now));
    const free = batches.map((batch) => ({
      ...batch,
      free: batch.onHand - batch.reserved - batch.quarantined,
    }));
    if (free.reduce((sum, batch) => sum + Math.max(0, batch.free), 0) < missing) break;
    for (const batch of free) {
      const take = Math.min(missing, batch.free);
      if (take <= 0) continue;
      if (!(await store.takeSellable(batch.id, take, { reserved: take }, toInstant(now)))) break;
      held.set(batch.id, (held.get(batch.id) ?? 0) + take);
      missing -= take;
    }
  }
  if (missing > 0) throw inventoryProblem('OUT_OF_STOCK', { drugId, storeId });
  return held;
}
