/**
 * Inventory: what stands on the shelf of each store, lot by lot, and what of it is promised. Every change is a line of an
 * append-only ledger, from which each balance can be computed again. Nothing is ever sold twice: all changes are conditional.
 */
import { closeCount, getCount, listOwnCounts, startCount } from './count-stock.ts';
import { counterSale, forgetCounterBuyer, soldAtCounter } from './counter-sale.ts';
import { decideRequest } from './decide-request.ts';
import { giveDemoCodes } from './demo-codes.ts';
import { stockImporter } from './import-stock.ts';
import { reportTransferLost } from './lose-transfer.ts';
import type { Deps } from './ports.ts';
import { listOwnQuarantined, quarantineStock } from './quarantine-stock.ts';
import {
  holdersOf,
  listOwnBatches,
  listOwnCodes,
  listOwnMovements,
  picksOf,
  stockAt,
  stockOf,
  stockTouchedSince,
} from './queries.ts';
import { inventoryReactions } from './reactions.ts';
import { release } from './release.ts';
import { listOwnReceipts, receiveGoods } from './receive-goods.ts';
import { listRegister } from './register-sale.ts';
import { releaseSome } from './release-some.ts';
import { listOwnRequests, requestAdjustment, requestQuarantineEnd } from './requests.ts';
import { reserve } from './reserve.ts';
import { inventoryRoutes } from './routes.ts';
import { sellAtCounter } from './sell-at-counter.ts';
import { sellReserved } from './sell-reserved.ts';
import { takeBack } from './take-back.ts';
import { listOwnTransfers, listTransferStores, receiveTransfer, shipTransfer } from './transfer-stock.ts';
import { uploadFile } from './upload-file.ts';
import {
  auditRefusedScans,
  boxesToScan,
  boxOf,
  codesInStock,
  traceCodesOf,
  useTraceCodes,
} from './trace-codes.ts';

export function inventory(deps: Deps) {
  const use = {
    listBatches: listOwnBatches(deps),
    listMovements: listOwnMovements(deps),
    listTraceCodes: listOwnCodes(deps),
    sellAtCounter: sellAtCounter(deps),
    receiveGoods: receiveGoods(deps),
    listReceipts: listOwnReceipts(deps),
    requestAdjustment: requestAdjustment(deps),
    quarantineStock: quarantineStock(deps),
    requestQuarantineEnd: requestQuarantineEnd(deps),
    decideRequest: decideRequest(deps),
    listRequests: listOwnRequests(deps),
    listQuarantined: listOwnQuarantined(deps),
    startCount: startCount(deps),
    getCount: getCount(deps),
    closeCount: closeCount(deps),
    listCounts: listOwnCounts(deps),
    shipTransfer: shipTransfer(deps),
    receiveTransfer: receiveTransfer(deps),
    reportTransferLost: reportTransferLost(deps),
    listTransfers: listOwnTransfers(deps),
    listTransferStores: listTransferStores(deps),
    listRegisteredSales: listRegister(deps),
    uploadFile: uploadFile(deps),
  };
  /** All under the parcel's id as reference. */
  const forOrders = {
    reserve: reserve(deps),
    release: release(deps),
    picksOf: picksOf(deps),
    sellReserved: sellReserved(deps),
    boxesToScan: boxesToScan(deps),
    boxOf: boxOf(deps),
    holdersOf: holdersOf(deps),
    useTraceCodes: useTraceCodes(deps),
    auditRefusedScans: auditRefusedScans(deps),
    releaseSome: releaseSome(deps),
    takeBack: takeBack(deps),
  };
  return {
    use,
    routes: inventoryRoutes(use),
    reactions: inventoryReactions(deps),
    importers: { stock: stockImporter(deps) },
    /** For store and pricing: what can be sold online now. */
    stockAt: stockAt(deps),
    stockOf: stockOf(deps),
    stockTouchedSince: stockTouchedSince(deps),
    ...forOrders,
    forOrders,
    traceCodesOf: traceCodesOf(deps),
    codesInStock: codesInStock(deps),
    /** For compliance. */
    counterSale: counterSale(deps),
    soldAtCounter: soldAtCounter(deps),
    forgetCounterBuyer,
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
