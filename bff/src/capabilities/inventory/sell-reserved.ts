import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import { system, type Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { record } from './ledger.ts';
import { isExpired } from './policy.ts';
import type { Deps } from './ports.ts';
import { inventoryStore, type ReservationRow } from './store.ts';

export type Picked = { batchId: string; quantity: number };

/**
 * The goods in hand leave the shelf: reserved becomes sold. `picks` must be exactly what the reference holds, batch by batch
 * (else WRONG_BATCH), and not expired (BATCH_EXPIRED). Several picks of one batch count together.
 */
export function sellReserved(deps: Pick<Deps, 'now' | 'newId'>) {
  return async (tx: Tx, reference: string, picks: Picked[], actor: Actor = system): Promise<void> => {
    const store = inventoryStore(tx);
    const held = (await store.reservationsOf(reference)).filter(({ state }) => state === 'held');
    mustMatch(held, picks);
    const batches = await store.batchesByIds(held.map(({ batchId }) => batchId));
    const expired = batches.find(({ expires }) => isExpired(expires, deps.now()));
    if (expired) throw inventoryProblem('BATCH_EXPIRED', { batchId: expired.id, lotNo: expired.lotNo });
    const recalled = batches.find(({ recalledAt }) => recalledAt);
    if (recalled) throw inventoryProblem('BATCH_RECALLED', { lotNo: recalled.lotNo });
    for (const row of held) {
      const { batchId, quantity } = row;
      if (!(await store.endReservation(row, 'sold'))) throw inventoryProblem('WRONG_BATCH', { batchId });
      const delta = { onHand: -quantity, reserved: -quantity };
      if (!(await store.takeReserved(batchId, quantity, delta, toInstant(deps.now()))))
        throw new Error(`batch ${batchId} has fewer units reserved than ${reference} holds`);
    }
    const entries = held.map((row) => ({ ...row, onHandDelta: -row.quantity, reservedDelta: -row.quantity }));
    await record(tx, deps, { kind: 'sell', reference, actor }, entries);
  };
}

function mustMatch(held: ReservationRow[], picks: Picked[]) {
  const picked = new Map<string, number>();
  for (const { batchId, quantity } of picks) picked.set(batchId, (picked.get(batchId) ?? 0) + quantity);
  for (const { batchId, quantity } of held)
    if (picked.get(batchId) !== quantity) throw inventoryProblem('WRONG_BATCH', { batchId, quantity });
  const stranger = [...picked.keys()].find((batchId) => !held.some((row) => row.batchId === batchId));
  if (stranger || held.length === 0) throw inventoryProblem('WRONG_BATCH', { batchId: stranger ?? null });
}
