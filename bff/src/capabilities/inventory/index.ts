/**
 * Inventory: what stands on the shelf of each store, lot by lot, and what of it is promised. Every change is a line of an
 * append-only ledger, from which each balance can be computed again. Nothing is ever sold twice: all changes are conditional.
 */
import { stockImporter } from './import-stock.ts';
import type { Deps } from './ports.ts';
import { listOwnBatches, listOwnMovements, picksOf, stockAt } from './queries.ts';
import { inventoryReactions } from './reactions.ts';
import { release } from './release.ts';
import { reserve } from './reserve.ts';
import { inventoryRoutes } from './routes.ts';
import { sellAtCounter } from './sell-at-counter.ts';
import { sellReserved } from './sell-reserved.ts';

export function inventory(deps: Deps) {
  const use = {
    listBatches: listOwnBatches(deps),
    listMovements: listOwnMovements(deps),
    sellAtCounter: sellAtCounter(deps),
  };
  return {
    use,
    routes: inventoryRoutes(use),
    reactions: inventoryReactions(deps),
    importers: { stock: stockImporter(deps) },
    /** For store and pricing: what can be sold online now. */
    stockAt: stockAt(deps),
    /** For orders, all under the parcel's id as reference. */
    reserve: reserve(deps),
    release: release(deps),
    picksOf: picksOf(deps),
    sellReserved: sellReserved(deps),
  };
}

export type { Deps } from './ports.ts';
export type { PickLine } from './queries.ts';
export { batchTable, movementTable, reservationTable } from './store.ts';
