import { plus, toInstant } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish, type Delivered } from '../../kernel/outbox.ts';
import type { PaymentSettled, RefundCut, RefundSucceeded } from '../payment/events.ts';
import { afterSaleTable, refundTable, type RefundRow } from './changes-table.ts';
import type { OrderPaid, OrderSlotNear } from './events.ts';
import { moveAfterSale, moveOrder, moveParcel, note } from './move.ts';
import { askForMoney } from './pay-back.ts';
import { payDue } from './pay-due.ts';
import { RELEASE_BEFORE_MS } from './policy.ts';
import type { Deps } from './ports.ts';
import { closeIfPaidBack } from './settle-order.ts';
import { holdOrder, orderById, parcelsOf, type OrderRow } from './store.ts';

/** The money is in: the stores may pick, now or when the slot is near. For an order that has ended meanwhile, it goes back, once. */
export function payOrder(deps: Deps) {
  return async (tx: Tx, { subject: paymentId, data }: Delivered<PaymentSettled>): Promise<void> => {
    if (data.purpose === 'supplement') return payDue(deps, tx, data.due, paymentId);
    await holdOrder(tx, data.orderId);
    const order = await orderById(tx, data.orderId);
    if (!order) throw new Error(`payment ${paymentId} is for an order we do not know`);
    if (order.status === 'cancelled') return giveMoneyBack(deps, tx, order, paymentId, data.totalFen);
    if (order.status !== 'unpaid') return;
    const { id, patientId, orderNo, mode, slotFrom } = await moveOrder(deps, tx, system, order.id, 'pay', {
      paidAt: data.paidAt,
    });
    const parcels = await parcelsOf(tx, [id]);
    // What is paid at the counter was prepared before.
    for (const parcel of parcels.filter(({ status }) => status === 'waiting'))
      await moveParcel(deps, tx, system, parcel.id, mode === 'scheduled' ? 'schedule' : 'release');
    if (slotFrom) {
      const near: OrderSlotNear = { name: 'order.slot_near', subject: id, data: { patientId, orderNo } };
      await publish(tx, near, plus(slotFrom, -RELEASE_BEFORE_MS));
      await note(deps, tx, { orderId: id, parcelId: null, what: 'scheduled' });
    }
    const parcelIds = parcels.map((parcel) => parcel.id);
    const storeIds = [...new Set(parcels.map(({ storeId }) => storeId))];
    const paid = { patientId, orderNo, parcelIds, storeIds };
    await publish<OrderPaid>(tx, { name: 'order.paid', subject: id, data: paid });
  };
}

async function giveMoneyBack(deps: Deps, tx: Tx, order: OrderRow, paymentId: string, amountFen: number) {
  await note(deps, tx, { orderId: order.id, parcelId: null, what: 'paid_late' });
  const asked = { order, payableId: order.id, amountFen, parts: [], paymentId };
  await askForMoney(deps, tx, { ...asked, reason: '订单已取消后到账', refundKey: `late:${paymentId}` });
}

/** Money is back with the person, all of it or the part one payment gave. A refund of a late payment leaves the order cancelled, as it was. */
export function closeRefunded(deps: Deps) {
  return async (tx: Tx, { data }: Delivered<RefundSucceeded>): Promise<void> => {
    const { refundKey, refundFen } = data;
    const asked = await tx.findOneBy(refundTable, { refundKey });
    if (!asked) return;
    await holdOrder(tx, asked.orderId);
    await tx.increment(refundTable, { refundKey, status: 'requested' }, 'succeededFen', refundFen);
    await closeIfWhole(deps, tx, asked);
  };
}

/** A person decided that less of it comes back, or nothing: what waits for it does not wait for more. */
export function cutRefund(deps: Deps) {
  return async (tx: Tx, { data: { refundKey, refundFen } }: Delivered<RefundCut>): Promise<void> => {
    const asked = await tx.findOneBy(refundTable, { refundKey });
    if (!asked) return;
    const { orderId } = asked;
    await holdOrder(tx, orderId);
    const { affected } = await tx.update(
      refundTable,
      { refundKey, status: 'requested' },
      { amountFen: refundFen },
    );
    if (affected !== 1) return;
    await note(deps, tx, { orderId, parcelId: null, what: 'refund_cut' });
    await closeIfWhole(deps, tx, asked);
  };
}

/** With the last of the refund the complaint it is for, and an order that fell through, come to their end. */
async function closeIfWhole(deps: Deps, tx: Tx, { refundKey, orderId }: RefundRow): Promise<void> {
  const { affected } = await tx
    .createQueryBuilder()
    .update(refundTable)
    .set({ status: 'succeeded', succeededAt: toInstant(deps.now()) })
    .where("refundKey = :refundKey AND status = 'requested' AND succeededFen >= amountFen", { refundKey })
    .execute();
  if (affected !== 1) return;
  const order = (await orderById(tx, orderId))!;
  const sale = await tx.findOneBy(afterSaleTable, { id: refundKey.replace('after_sale:', '') });
  if (sale?.status === 'refunding') await moveAfterSale(tx, system, sale, 'refunded');
  if (order.status === 'refunding') return closeIfPaidBack(deps, tx, order);
  const { amountFen } = await tx.findOneByOrFail(refundTable, { refundKey });
  if (amountFen > 0) await note(deps, tx, { orderId, parcelId: null, what: 'refunded_part' });
}
