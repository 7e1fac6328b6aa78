import { plus, toInstant } from '@xinglin/shared/kernel/time';
import type { Deps } from './ports.ts';
import { returnedThere } from './returned-there.ts';
import { settlePayment } from './settle-payment.ts';
import { paymentTable, type PaymentRow } from './store.ts';

/**
 * Asks the platform how a payment stands and takes the money in when it was paid. Outside of any transaction.
 * `mismatch`: paid, but not the sum we asked for. `refunded`: paid, and given back over there.
 */
export async function askGateway(
  deps: Pick<Deps, 'db' | 'gateways' | 'now' | 'newId'>,
  payment: PaymentRow,
): Promise<'paid' | 'not_paid' | 'mismatch' | 'refunded'> {
  const gateway = payment.method === 'cash' ? undefined : deps.gateways[payment.method];
  if (!gateway) return 'not_paid';
  const { state, transactionId, totalFen, paidAt } = await gateway.query(payment.paymentNo);
  const moved = state === 'paid' || state === 'refunded';
  if (!moved || !transactionId || totalFen === undefined) return 'not_paid';
  const receipt = { transactionId, totalFen, paidAt: paidAt ?? toInstant(deps.now()) };
  if (state === 'refunded') return deps.db.write((tx) => returnedThere(deps, tx, payment, receipt));
  const outcome = await deps.db.write((tx) => settlePayment(deps, tx, payment, receipt));
  return outcome === 'amount_mismatch' ? 'mismatch' : 'paid';
}

/** True for one of several who want to ask at the same time; the others use what is known. */
export async function mayAsk(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  id: string,
  pauseMs: number,
): Promise<boolean> {
  const at = toInstant(now());
  const { affected } = await db.write((tx) =>
    tx
      .createQueryBuilder()
      .update(paymentTable)
      .set({ askedAt: at })
      .where('id = :id AND (askedAt IS NULL OR askedAt < :before)', { id, before: plus(at, -pauseMs) })
      .execute(),
  );
  return affected === 1;
}
