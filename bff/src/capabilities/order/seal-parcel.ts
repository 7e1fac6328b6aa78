import { orderProblem } from '@xinglin/shared/order/contract';
import type { sealParcel as contract } from '@xinglin/shared/order/store-parcel';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import { holdOrderOf } from './deliver-parcel.ts';
import type { ParcelSealed } from './events.ts';
import { moveParcel } from './move.ts';
import { makeReady } from './pickup-code.ts';
import { mustBeOfStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { payUntil } from './promise-cash.ts';
import { presentStoreParcel } from './store-desk.ts';
import { linesOf, parcelById, type ParcelRow } from './store.ts';
import { newsOf } from './tell.ts';

/** Staff close the bag with a numbered seal; who carries and who gets it check that number. To be collected, it is ready now. */
export function sealParcel(deps: Deps): Handler<typeof contract> {
  const { db } = deps;
  return async (staff, { id, sealNo }) => {
    const parcel = await parcelById(db.read, id);
    mustBeOfStore(staff, parcel);
    await mustBeChecked(deps, parcel);
    const sealed = await db.write(async (tx) => {
      const order = await holdOrderOf(tx, id);
      const moved = await moveParcel(deps, tx, staff, id, 'seal', { sealNo });
      await publish<ParcelSealed>(tx, { name: 'parcel.sealed', subject: id, data: await newsOf(tx, moved) });
      if (order.mode !== 'pickup') return moved;
      const ready = await makeReady(deps, tx, moved);
      // Paid at the counter: as long as it is kept there, it can be paid.
      if (order.status === 'unpaid') await payUntil(tx, order, ready.pickupBefore!);
      return ready;
    });
    return presentStoreParcel(deps, sealed, staff);
  };
}

/** Prescription drugs leave after a second pair of eyes; whoever was alone on duty has said why (GSP art. 167). */
async function mustBeChecked(
  { db, dispensingCheckOf }: Deps,
  { id, orderId, status, pickedBy }: ParcelRow,
): Promise<void> {
  if (status !== 'picked' || !(await linesOf(db.read, [id])).some((line) => line.class === 'rx')) return;
  const check = await dispensingCheckOf(orderId);
  if (!check) throw orderProblem('DISPENSING_NOT_CHECKED');
  if (check.checkedBy === pickedBy && !check.alone) throw orderProblem('DISPENSING_SAME_PERSON');
}
