import { problem } from '@xinglin/shared/kernel/problem';
import { orderProblem } from '@xinglin/shared/order/contract';
import type {
  decideParcelLoss as decideContract,
  reportParcelLost as contract,
} from '@xinglin/shared/order/operations';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import { scrub } from '../../kernel/log.ts';
import { holdOrderOf } from './deliver-parcel.ts';
import { isOverdue, mustBeOfStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { endReturn } from './return-parcel.ts';
import { closeIfPaidBack } from './settle-order.ts';
import { presentStoreParcel } from './store-desk.ts';
import { askLoss, orderById, parcelById, parcelTable } from './store.ts';

/** A parcel that should have come back days ago: one person wants it closed as lost; nothing happens before another agrees. */
export function reportParcelLost(deps: Deps): Handler<typeof contract> {
  const { db } = deps;
  return async (staff, { id, note }) => {
    mustBeOfStore(staff, await parcelById(db.read, id));
    await db.write(async (tx) => {
      const first = await askLoss(tx, id, staff.id);
      const parcel = (await parcelById(tx, id))!;
      if (parcel.status !== 'returning')
        throw problem('ILLEGAL_TRANSITION', { state: parcel.status, event: 'lose' });
      if (!first) throw orderProblem('LOSS_ASKED');
      if (!isOverdue(parcel, deps.now())) throw orderProblem('RETURN_NOT_OVERDUE');
      await audit(tx, staff, 'parcel.loss_asked', id, { words: scrub(note) });
    });
    return presentStoreParcel(deps, (await parcelById(db.read, id))!, staff);
  };
}

/** Another person agrees: the goods leave the books as lost and the buyer gets what was promised. Or the request is taken back. */
export function decideParcelLoss(deps: Deps): Handler<typeof decideContract> {
  const { db } = deps;
  return async (staff, { id, decision }) => {
    mustBeOfStore(staff, await parcelById(db.read, id));
    await db.write(async (tx) => {
      const { id: orderId } = await holdOrderOf(tx, id);
      const parcel = (await parcelById(tx, id))!;
      const { lossAskedBy: askedBy } = parcel;
      if (!askedBy) throw orderProblem('LOSS_NOT_ASKED');
      await audit(tx, staff, `parcel.loss_${decision}`, id, { askedBy });
      if (decision === 'refuse') return void (await tx.update(parcelTable, { id }, { lossAskedBy: null }));
      if (askedBy === staff.id) throw orderProblem('LOSS_SAME_PERSON');
      await endReturn(deps, tx, staff, parcel, 'lost');
      await closeIfPaidBack(deps, tx, (await orderById(tx, orderId))!);
    });
    return presentStoreParcel(deps, (await parcelById(db.read, id))!, staff);
  };
}
