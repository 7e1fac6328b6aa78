/**
 * Inventory: what stands on the shelf of each store, lot by lot, and what of it is promised. Every change is a line of an
 * append-only ledger, from which each balance can be computed again. Nothing is ever sold twice: all changes are conditional.
 */
import { giveDemoCodes } from './demo-codes.ts';
import { stockImporter } from './import-stock.ts';
import type { Deps } from './ports.ts';
import { listOwnBatches, listOwnMovements, picksOf, stockAt } from './queries.ts';
import { inventoryReactions } from './reactions.ts';
import { release } from './release.ts';
import { releaseSome } from './release-some.ts';
import { reserve } from './reserve.ts';
import { inventoryRoutes } from './routes.ts';
import { sellAtCounter } from './sell-at-counter.ts';
import { sellReserved } from './sell-reserved.ts';
import { takeBack } from './take-back.ts';
import { auditRefusedScans, codesInStock, traceCodesOf, useTraceCodes } from './trace-codes.ts';

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
    releaseSome: releaseSome(deps),
    takeBack: takeBack(deps),
    useTraceCodes: useTraceCodes(deps),
    auditRefusedScans: auditRefusedScans(deps),
    traceCodesOf: traceCodesOf(deps),
    codesInStock: codesInStock(deps),
    /** For the demo city only: codes for boxes that were imported without. */
    giveDemoCodes: giveDemoCodes(deps),
  };
}

export type { Deps } from './ports.ts';
export type { PickLine } from './queries.ts';
export type { TakeBack } from './take-back.ts';
export type { Scan, UseTraceCodes } from './trace-codes.ts';
export type { ReleaseSome } from './release-some.ts';
export { takeBackTable } from './take-back.ts';
export { traceCodeTable } from './trace-store.ts';
export { batchTable, movementTable, reservationTable } from './store.ts';
