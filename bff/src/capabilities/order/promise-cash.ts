import { plus, toInstant } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish, type Delivered } from '../../kernel/outbox.ts';
import type { CashPromised } from '../payment/events.ts';
import type { OrderPaymentDue, OrderToPrepare } from './events.ts';
import { moveParcel, note } from './move.ts';
import { KEPT_MS } from './policy.ts';
import type { Deps } from './ports.ts';
import { holdOrder, orderById, orderTable, parcelsOf, type OrderRow } from './store.ts';

type Clock = Pick<Deps, 'now' | 'newId'>;

/** The person pays when she collects: the store prepares it now and keeps it as long as any parcel that waits at its counter. */
export function promiseCash(deps: Clock) {
  return async (tx: Tx, { subject: orderId }: Delivered<CashPromised>): Promise<void> => {
    await holdOrder(tx, orderId);
    const order = await orderById(tx, orderId);
    if (order?.status !== 'unpaid' || order.mode !== 'pickup') return;
    const waiting = (await parcelsOf(tx, [orderId])).filter(({ status }) => status === 'waiting');
    if (waiting.length === 0) return;
    await payUntil(tx, order, plus(toInstant(deps.now()), KEPT_MS));
    for (const { id } of waiting) await moveParcel(deps, tx, system, id, 'release');
    await note(deps, tx, { orderId, parcelId: null, what: 'cash' });
    const { patientId, orderNo } = order;
    const storeIds = [...new Set(waiting.map(({ storeId }) => storeId))];
    const data = { patientId, orderNo, storeIds };
    await publish<OrderToPrepare>(tx, { name: 'order.to_prepare', subject: orderId, data });
  };
}

/** Longer to pay: the timer of the earlier time does nothing any more. In the transaction that holds the order. */
export async function payUntil(
  tx: Tx,
  { id, patientId, orderNo }: OrderRow,
  payBefore: string,
): Promise<void> {
  await tx.update(orderTable, { id, status: 'unpaid' }, { payBefore });
  await audit(tx, system, 'order.pay_until', id, { payBefore });
  const data = { patientId, orderNo, payBefore };
  await publish<OrderPaymentDue>(tx, { name: 'order.payment_due', subject: id, data }, payBefore);
}
