import { toInstant } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Delivered } from '../../kernel/outbox.ts';
import { dueById, dueTable } from './changes-table.ts';
import type { DueOver } from './events.ts';
import { note } from './move.ts';
import { askForMoney } from './pay-back.ts';
import { isSwitchable } from './policy.ts';
import type { Deps } from './ports.ts';
import { isForNothing } from './settle-order.ts';
import { beDelivered } from './switch-mode.ts';
import { holdOrder, orderById, orderTable, parcelsOf, parcelTable } from './store.ts';

/** The delivery fee is in: the order is delivered. When it was collected or ended meanwhile, the fee goes back by itself. */
export async function payDue(deps: Deps, tx: Tx, id: string, paymentId: string): Promise<void> {
  const { orderId } = await tx.findOneByOrFail(dueTable, { id });
  await holdOrder(tx, orderId);
  const due = (await dueById(tx, id))!;
  const order = (await orderById(tx, orderId))!;
  const parcels = await parcelsOf(tx, [orderId]);
  if (due.status === 'paid') return;
  const { affected } = await tx.update(dueTable, { id, status: 'open' }, { status: 'paid' });
  if (affected !== 1 || isForNothing(due, parcels) || !isSwitchable(order, parcels)) {
    const asked = {
      order,
      payableId: id,
      paymentId,
      amountFen: due.amountFen,
      parts: [],
      refundKey: `due:${id}`,
    };
    return askForMoney(deps, tx, { ...asked, reason: '订单已不能改为配送，补付的配送费退回' });
  }
  for (const parcel of parcels) {
    const fee = due.fees[parcel.id] ?? 0;
    if (fee === 0) continue;
    parcel.deliveryFeeFen += fee;
    parcel.payableFen += fee;
    const { deliveryFeeFen, payableFen } = parcel;
    await tx.update(parcelTable, parcel.id, { deliveryFeeFen, payableFen, deliveryDueId: id });
  }
  const deliveryFeeFen = order.deliveryFeeFen + due.amountFen;
  await tx.update(orderTable, orderId, { deliveryFeeFen, totalFen: order.totalFen + due.amountFen });
  await beDelivered(deps, tx, system, orderId, due);
}

/** The time to pay the fee is over: the order is collected as before. Money that comes later finds the due void, and goes back. */
export function lapseDue({ db, closePayment, now, newId }: Deps) {
  return async ({ subject: id, data }: Delivered<DueOver>): Promise<void> => {
    const due = await dueById(db.read, id);
    if (due?.status !== 'open' || due.payBefore > toInstant(now())) return;
    if ((await closePayment(data.orderId, id)) === 'paid') return;
    await db.write(async (tx) => {
      const { affected } = await tx.update(dueTable, { id, status: 'open' }, { status: 'void' });
      if (affected === 1)
        await note({ now, newId }, tx, { orderId: data.orderId, parcelId: null, what: 'due_over' });
    });
  };
}
