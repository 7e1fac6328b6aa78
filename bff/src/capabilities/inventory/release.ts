import { toInstant } from '@xinglin/shared/kernel/time';
import { system, type Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { publishStockChanged, record } from './ledger.ts';
import type { Deps } from './ports.ts';
import { inventoryStore } from './store.ts';

/** Gives back what is still held under the reference. Again, or after the sale, it changes nothing. */
export function release(deps: Pick<Deps, 'now' | 'newId'>) {
  return async (tx: Tx, reference: string, actor: Actor = system): Promise<void> => {
    const store = inventoryStore(tx);
    const given = [];
    for (const row of await store.reservationsOf(reference)) {
      if (row.state !== 'held' || !(await store.endReservation(reference, row.batchId, 'released'))) continue;
      if (
        !(await store.takeReserved(
          row.batchId,
          row.quantity,
          { reserved: -row.quantity },
          toInstant(deps.now()),
        ))
      )
        throw new Error(`batch ${row.batchId} has fewer units reserved than ${reference} holds`);
      given.push({ ...row, reservedDelta: -row.quantity });
    }
    await record(tx, deps, { kind: 'release', reference, actor }, given);
    await publishStockChanged(tx, given);
  };
}
