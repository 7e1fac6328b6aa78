import { orderProblem, type pickParcel as contract } from '@xinglin/shared/order/contract';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import { openShortages } from './changes-table.ts';
import { holdOrderOf } from './deliver-parcel.ts';
import type { ParcelPicked } from './events.ts';
import { moveParcel } from './move.ts';
import { mustBeOfStore, mustMatchPicks } from './policy.ts';
import type { Deps, ReservedLot } from './ports.ts';
import { presentStoreParcel } from './store-desk.ts';
import { linesOf, parcelById, pickTable, type ParcelRow } from './store.ts';
import { newsOf } from './tell.ts';

/** Staff take the lots set aside off the shelf; the stock leaves the books in the same moment. */
export function pickParcel(deps: Deps): Handler<typeof contract> {
  const { db, picksOf, sellReserved } = deps;
  return async (staff, { id, picks }) => {
    const parcel = await parcelById(db.read, id);
    mustBeOfStore(staff, parcel);
    const reserved = await picksOf(id);
    const picked = await db.write(async (tx) => {
      await holdOrderOf(tx, id);
      if ((await openShortages(tx, id)) > 0) throw orderProblem('SHORTAGE_OPEN');
      // Moved first: of two pickers, or a picker and a cancelling patient, one stops here.
      const moved = await moveParcel(deps, tx, staff, id, 'pick');
      mustMatchPicks(await linesOf(tx, [id]), reserved, picks);
      await sellReserved(
        tx,
        id,
        picks.map(({ batchId, quantity }) => ({ batchId, quantity })),
        staff,
      );
      await keepLots(deps, tx, moved, reserved);
      await publish<ParcelPicked>(tx, { name: 'parcel.picked', subject: id, data: await newsOf(tx, moved) });
      return moved;
    });
    return presentStoreParcel(deps, picked);
  };
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
