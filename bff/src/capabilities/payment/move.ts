import { next, type Lifecycle } from '@xinglin/shared/kernel/lifecycle';
import type { PaymentEvent, RefundEvent } from '@xinglin/shared/payment/contract';
import { paymentLifecycle, refundLifecycle } from '@xinglin/shared/payment/lifecycle';
import { system } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { paymentTable, refundTable, type PaymentRow, type RefundRow } from './store.ts';

/**
 * The one way a payment changes state. False when it is not in a state this leads from, e.g. because another callback
 * was first: callbacks, queries and timers all tell the same thing, so coming late is no error here.
 */
export async function movePayment(
  tx: Tx,
  { id, paymentNo }: PaymentRow,
  event: PaymentEvent,
  changes: Partial<PaymentRow> = {},
): Promise<boolean> {
  const from = sources(paymentLifecycle, event);
  const to = next(paymentLifecycle, from[0]!, event);
  const { affected } = await tx
    .createQueryBuilder()
    .update(paymentTable)
    .set({ ...changes, status: to })
    .where('id = :id AND status IN (:...from)', { id, from })
    .execute();
  if (affected !== 1) return false;
  await audit(tx, system, `payment.${event}`, id, { paymentNo, to });
  return true;
}

/** The one way a refund changes state; false when it was there already. */
export async function moveRefund(
  tx: Tx,
  { id, refundNo }: RefundRow,
  event: RefundEvent,
  changes: Partial<RefundRow> = {},
): Promise<boolean> {
  const from = sources(refundLifecycle, event);
  const to = next(refundLifecycle, from[0]!, event);
  const { affected } = await tx
    .createQueryBuilder()
    .update(refundTable)
    .set({ ...changes, status: to })
    .where('id = :id AND status IN (:...from)', { id, from })
    .execute();
  if (affected !== 1) return false;
  await audit(tx, system, `refund.${event}`, id, { refundNo, to });
  return true;
}

/** The states `event` leads from; in both tables each event has one target. */
const sources = <S extends string, E extends string>(lifecycle: Lifecycle<S, E>, event: E): S[] =>
  (Object.keys(lifecycle) as S[]).filter((state) => lifecycle[state][event] !== undefined);
