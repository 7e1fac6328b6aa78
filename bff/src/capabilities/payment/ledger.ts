import { toInstant } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import type { Deps } from './ports.ts';
import { ledgerTable, type LedgerAccount, type PaymentRow, type RefundRow } from './store.ts';

type Clock = Pick<Deps, 'now' | 'newId'>;

/** Money came in: it is at WeChat Pay, and we owe goods for it. */
export const bookPayment = (deps: Clock, tx: Tx, { id, totalFen }: PaymentRow) =>
  book(deps, tx, `payment:${id}`, id, {
    debit: 'cash_wechat',
    credit: 'revenue_pending',
    amountFen: totalFen,
  });

/** It was decided to give money back. */
export const bookRefundDecision = (deps: Clock, tx: Tx, { id, paymentId, refundFen }: RefundRow) =>
  book(deps, tx, `refund:${id}`, paymentId, {
    debit: 'revenue_pending',
    credit: 'refund_payable',
    amountFen: refundFen,
  });

/** WeChat Pay gave it back. */
export const bookRefundPaid = (deps: Clock, tx: Tx, { id, paymentId, refundFen }: RefundRow) =>
  book(deps, tx, `refund-paid:${id}`, paymentId, {
    debit: 'refund_payable',
    credit: 'cash_wechat',
    amountFen: refundFen,
  });

/** Two entries that add up to 0; the unique key of the booking refuses to enter it twice. */
async function book(
  { now, newId }: Clock,
  tx: Tx,
  booking: string,
  paymentId: string,
  { debit, credit, amountFen }: { debit: LedgerAccount; credit: LedgerAccount; amountFen: number },
): Promise<void> {
  const entry = { booking, paymentId, at: toInstant(now()) };
  await tx.insert(ledgerTable, { ...entry, id: newId(), account: debit, amountFen });
  await tx.insert(ledgerTable, { ...entry, id: newId(), account: credit, amountFen: -amountFen });
}
