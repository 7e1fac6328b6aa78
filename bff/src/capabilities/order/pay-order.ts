import { system } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish, type Delivered } from '../../kernel/outbox.ts';
import type { PaymentSettled, RefundRequested, RefundSucceeded } from '../payment/events.ts';
import type { OrderPaid } from './events.ts';
import { moveOrder, moveParcel, note } from './move.ts';
import type { Deps } from './ports.ts';
import { orderById, parcelsOf, type OrderRow } from './store.ts';

/** The money is in: the stores may pick. For an order that has ended meanwhile, the money goes back, once. */
export function payOrder(deps: Deps) {
  return async (tx: Tx, { subject: paymentId, data }: Delivered<PaymentSettled>): Promise<void> => {
    const order = await orderById(tx, data.orderId);
    if (!order) throw new Error(`payment ${paymentId} is for an order we do not know`);
    if (data.purpose === 'supplement' && order.status !== 'cancelled') return;
    if (order.status === 'cancelled') return giveMoneyBack(deps, tx, order, paymentId, data.totalFen);
    if (order.status !== 'unpaid') return;
    const { id, patientId, orderNo } = await moveOrder(deps, tx, system, order.id, 'pay', {
      paidAt: data.paidAt,
    });
    const parcels = await parcelsOf(tx, [id]);
    for (const parcel of parcels) await moveParcel(deps, tx, system, parcel.id, 'release');
    const parcelIds = parcels.map((parcel) => parcel.id);
    const storeIds = [...new Set(parcels.map(({ storeId }) => storeId))];
    const paid = { patientId, orderNo, parcelIds, storeIds };
    await publish<OrderPaid>(tx, { name: 'order.paid', subject: id, data: paid });
  };
}

async function giveMoneyBack(deps: Deps, tx: Tx, order: OrderRow, paymentId: string, refundFen: number) {
  const { id: orderId, patientId } = order;
  await note(deps, tx, { orderId, parcelId: null, what: 'paid_late' });
  const late = { reason: '订单已取消后到账', refundKey: `late:${paymentId}`, paymentId };
  const data = { patientId, refundFen, ...late };
  await publish<RefundRequested>(tx, { name: 'refund.requested', subject: orderId, data });
}

/** The money is back with the person. A refund of a late payment leaves the order cancelled, as it was. */
export function closeRefunded(deps: Deps) {
  return async (tx: Tx, { subject: orderId }: Delivered<RefundSucceeded>): Promise<void> => {
    const order = await orderById(tx, orderId);
    if (order?.status === 'refunding') await moveOrder(deps, tx, system, orderId, 'refunded');
    else if (order?.status === 'cancelled')
      await note(deps, tx, { orderId, parcelId: null, what: 'refunded_late' });
  };
}
