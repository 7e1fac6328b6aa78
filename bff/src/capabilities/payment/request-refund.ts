import { toInstant } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish, type Delivered } from '../../kernel/outbox.ts';
import type { RefundDue, RefundRequested } from './events.ts';
import { bookRefundDecision } from './ledger.ts';
import type { Deps } from './ports.ts';
import { alarm } from './settle-payment.ts';
import { paymentOfOrder, paymentTable, refundTable, type RefundRow } from './store.ts';

/** Notes that money goes back, once a key and never more than was paid; carrying it out is a task of its own. */
export function requestRefund(deps: Pick<Deps, 'now' | 'newId'>) {
  return async (tx: Tx, { subject: orderId, data }: Delivered<RefundRequested>): Promise<void> => {
    const { refundKey, refundFen, reason, patientId } = data;
    if (await tx.existsBy(refundTable, { refundKey })) return;
    const payment = await paymentOfOrder(tx, orderId);
    if (payment?.status !== 'paid')
      return alarm(tx, 'refund_without_payment', orderId, orderId, { refundKey, refundFen });
    const { affected } = await tx
      .createQueryBuilder()
      .update(paymentTable)
      .set({ refundedFen: () => 'refundedFen + :refundFen' })
      .where('id = :id AND refundedFen + :refundFen <= totalFen')
      .setParameters({ id: payment.id, refundFen })
      .execute();
    if (affected !== 1 || refundFen < 1)
      return alarm(tx, 'refund_exceeds_payment', orderId, orderId, { refundKey, refundFen });
    const id = deps.newId();
    const row: RefundRow = {
      id,
      refundNo: `R${id.replaceAll('-', '')}`,
      refundKey,
      paymentId: payment.id,
      orderId,
      patientId,
      refundFen,
      status: 'requested',
      reason: reason.slice(0, 80),
      createdAt: toInstant(deps.now()),
      succeededAt: null,
    };
    await tx.insert(refundTable, row);
    await bookRefundDecision(deps, tx, row);
    await audit(tx, system, 'refund.request', id, { orderId, refundKey, refundFen });
    await publish<RefundDue>(tx, { name: 'refund.due', subject: id, data: { orderId, attempt: 0 } });
  };
}
