import { toInstant } from '@xinglin/shared/kernel/time';
import { system, type Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { publishStockChanged, record, type Entry } from './ledger.ts';
import { lockGivenBack } from './lock-entries.ts';
import type { Deps } from './ports.ts';
import { inventoryStore } from './store.ts';

/** Gives back what is still held under the reference. Again, or after the sale, it changes nothing. */
export function release(deps: Pick<Deps, 'now' | 'newId'>) {
  return async (tx: Tx, reference: string, actor: Actor = system): Promise<void> => {
    const store = inventoryStore(tx);
    const at = toInstant(deps.now());
    const stillHeld = async () =>
      (await store.reservationsOf(reference)).filter(({ state }) => state === 'held');
    const given: Entry[] = [];
    // Read again until nothing is held: somebody may have taken part of a row while we looked.
    for (let held = await stillHeld(); held.length > 0; held = await stillHeld())
      for (const row of held) {
        const { batchId, quantity } = row;
        if (!(await store.endReservation(row, 'released'))) continue;
        if (!(await store.takeReserved(batchId, quantity, { reserved: -quantity }, at)))
          throw new Error(`batch ${batchId} has fewer units reserved than ${reference} holds`);
        given.push({ ...row, reservedDelta: -quantity });
      }
    await record(tx, deps, { kind: 'release', reference, actor }, given);
    await lockGivenBack(deps, tx, given, actor);
    await publishStockChanged(tx, given);
  };
}
