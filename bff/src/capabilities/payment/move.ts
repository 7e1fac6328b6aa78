import { next, sources } from '@xinglin/shared/kernel/lifecycle';
import { problem } from '@xinglin/shared/kernel/problem';
import type { PaymentEvent, RefundEvent } from '@xinglin/shared/payment/contract';
import {
  paymentLifecycle,
  paymentMovers,
  refundLifecycle,
  refundMovers,
  type Mover,
} from '@xinglin/shared/payment/lifecycle';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { paymentTable, refundTable, type PaymentRow, type RefundRow } from './store.ts';

/**
 * The one way a payment changes state. False when it is not in a state this leads from, e.g. because another callback
 * was first: callbacks, queries and timers all tell the same thing, so coming late is no error here.
 * @throws NOT_ALLOWED for who may not make this move
 */
export async function movePayment(
  tx: Tx,
  actor: Actor,
  { id, paymentNo }: PaymentRow,
  event: PaymentEvent,
  changes: Partial<PaymentRow> = {},
): Promise<boolean> {
  mayMove(paymentMovers[event], actor);
  const from = sources(paymentLifecycle, event);
  const to = next(paymentLifecycle, from[0]!, event);
  const { affected } = await tx
    .createQueryBuilder()
    .update(paymentTable)
    .set({ ...changes, status: to })
    .where('id = :id AND status IN (:...from)', { id, from })
    .execute();
  if (affected !== 1) return false;
  await audit(tx, actor, `payment.${event}`, id, { paymentNo, to });
  return true;
}

/** The one way a refund changes state; false when it was there already. @throws NOT_ALLOWED */
export async function moveRefund(
  tx: Tx,
  actor: Actor,
  { id, refundNo }: RefundRow,
  event: RefundEvent,
  changes: Partial<RefundRow> = {},
): Promise<boolean> {
  mayMove(refundMovers[event], actor);
  const from = sources(refundLifecycle, event);
  const to = next(refundLifecycle, from[0]!, event);
  const { affected } = await tx
    .createQueryBuilder()
    .update(refundTable)
    .set({ ...changes, status: to })
    .where('id = :id AND status IN (:...from)', { id, from })
    .execute();
  if (affected !== 1) return false;
  await audit(tx, actor, `refund.${event}`, id, { refundNo, to });
  return true;
}

function mayMove(movers: readonly Mover[], { role }: Actor): void {
  if (!movers.includes(role)) throw problem('NOT_ALLOWED');
}
