import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import type { Input } from '@xinglin/shared/kernel/endpoint';
import { orderProblem } from '@xinglin/shared/order/contract';
import type { pickParcel as contract } from '@xinglin/shared/order/store-parcel';
import type { FulfilmentMode } from '@xinglin/shared/pricing/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import { openShortages, waitsForGoods } from './changes-table.ts';
import { holdOrderOf } from './deliver-parcel.ts';
import type { ParcelDeliveryWanted, ParcelPicked } from './events.ts';
import { moveParcel } from './move.ts';
import { mustBeOfStore, mustMatchPicks } from './policy.ts';
import type { Deps, ReservedLot } from './ports.ts';
import { presentStoreParcel } from './store-desk.ts';
import { linesOf, parcelById, pickTable, type ParcelRow } from './store.ts';
import { newsOf } from './tell.ts';

type Picks = Input<typeof contract>['picks'];

/**
 * Staff take the lots set aside off the shelf, box by box; the stock and its trace codes leave the books in the same moment. A code
 * that may not leave stops the picking, and is on record.
 */
export function pickParcel(deps: Deps): Handler<typeof contract> {
  const { db, picksOf } = deps;
  return async (staff, { id, picks }) => {
    const parcel = await parcelById(db.read, id);
    mustBeOfStore(staff, parcel);
    const reserved = await picksOf(id);
    const pick = () =>
      db.write(async (tx) => {
        const order = await holdOrderOf(tx, id);
        if ((await openShortages(tx, id)) > 0) throw orderProblem('SHORTAGE_OPEN');
        // Moved first: of two pickers, or a picker and a cancelling patient, one stops here.
        const moved = await moveParcel(deps, tx, staff, id, 'pick', { pickedBy: staff.id });
        mustMatchPicks(await linesOf(tx, [id]), reserved, picks);
        await takeOffShelf(deps, tx, staff, moved, picks);
        await keepLots(deps, tx, moved, reserved);
        await tellPicked(tx, moved, order.mode);
        return moved;
      });
    return presentStoreParcel(deps, await deps.auditRefusedScans(staff, id, pick), staff);
  };
}

/** No rider was looked for while its buyer waited for goods. */
async function tellPicked(tx: Tx, parcel: ParcelRow, mode: FulfilmentMode): Promise<void> {
  const data = await newsOf(tx, parcel);
  await publish<ParcelPicked>(tx, { name: 'parcel.picked', subject: parcel.id, data });
  if (mode === 'pickup' || !(await waitsForGoods(tx, parcel.id))) return;
  await publish<ParcelDeliveryWanted>(tx, { name: 'parcel.delivery_wanted', subject: parcel.id, data });
}

async function takeOffShelf(
  { boxesToScan, useTraceCodes, sellReserved }: Deps,
  tx: Tx,
  staff: Actor,
  { id, storeId }: ParcelRow,
  picks: Picks,
): Promise<void> {
  const wanted = await boxesToScan(picks, tx);
  for (const { batchId, quantity, codes } of picks)
    if (codes.length < (wanted.get(batchId) ?? 0) || codes.length > quantity)
      throw inventoryProblem('TRACE_CODES_MISSING', { batchId });
  const codes = picks.flatMap(({ batchId, codes: own }) => own.map((code) => ({ code, batchId })));
  await useTraceCodes(tx, { reference: id, storeId, codes }, staff);
  const sold = picks.map(({ batchId, quantity }) => ({ batchId, quantity }));
  await sellReserved(tx, id, sold, staff);
}

async function keepLots(
  { newId }: Deps,
  tx: Tx,
  { id: parcelId }: ParcelRow,
  lots: ReservedLot[],
): Promise<void> {
  const lines = await linesOf(tx, [parcelId]);
  for (const { drugId, batchId, lotNo, expires, quantity } of lots) {
    const lineId = lines.find((line) => line.drugId === drugId)!.id;
    await tx.insert(pickTable, { id: newId(), parcelId, lineId, drugId, batchId, lotNo, expires, quantity });
  }
}
