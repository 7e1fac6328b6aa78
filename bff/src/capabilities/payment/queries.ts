import type { Payment } from '@xinglin/shared/payment/contract';
import type { Tx } from '../../kernel/database.ts';
import { refundsOf, type PaymentRow } from './store.ts';

/** The payment as its contract shows it, with its refunds. */
export async function presentPayment(read: Tx, row: PaymentRow): Promise<Payment> {
  const refunds = await refundsOf(read, row.id);
  return {
    id: row.id,
    orderId: row.orderId,
    status: row.status,
    method: row.method,
    purpose: row.purpose,
    totalFen: row.totalFen,
    paidAt: row.paidAt,
    refunds: refunds.map(({ id, status, refundFen, reason, createdAt }) => ({
      id,
      status,
      refundFen,
      reason,
      at: createdAt,
    })),
  };
}
