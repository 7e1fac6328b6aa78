import { done } from '@xinglin/shared/kernel/endpoint';
import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant } from '@xinglin/shared/kernel/time';
import { paymentProblem } from '@xinglin/shared/payment/contract';
import type { confirmCash, listCashDues } from '@xinglin/shared/payment/desk';
import type { Handler } from '../../kernel/http.ts';
import type { Deps } from './ports.ts';
import { settlePayment } from './settle-payment.ts';
import { paymentTable } from './store.ts';

/** What patients of this store still pay at its counter, the longest waiting first. */
export const readCashDues =
  ({ db }: Pick<Deps, 'db'>): Handler<typeof listCashDues> =>
  async ({ storeId }, { page, pageSize }) => {
    if (!storeId) throw problem('NOT_ALLOWED');
    const [rows, total] = await db.read.findAndCount(paymentTable, {
      where: { storeId, method: 'cash', status: 'pending' },
      order: { createdAt: 'ASC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    const items = rows.map(({ id, orderId, orderNo, totalFen, createdAt }) => ({
      ...{ paymentId: id, orderId, orderNo, totalFen, since: createdAt },
    }));
    return { items, total };
  };

/** Store staff have counted the cash. The sum they type must be the sum that is due. */
export function takeCash(deps: Deps): Handler<typeof confirmCash> {
  const { db, now } = deps;
  return async (staff, { paymentId, receivedFen }) => {
    const payment = await db.read.findOneBy(paymentTable, { id: paymentId, method: 'cash' });
    if (!payment || !staff.storeId || payment.storeId !== staff.storeId)
      throw paymentProblem('PAYMENT_NOT_FOUND');
    if (payment.totalFen !== receivedFen)
      throw paymentProblem('CASH_AMOUNT_DIFFERS', { askedFen: payment.totalFen });
    // A closed payment of a platform may settle late; nobody may take cash for an order that has ended.
    if (payment.status !== 'pending')
      throw paymentProblem('ORDER_NOT_PAYABLE', { paymentStatus: payment.status });
    const receipt = { transactionId: `cash-${paymentId}`.slice(0, 40), totalFen: receivedFen };
    await db.write((tx) => settlePayment(deps, tx, payment, { ...receipt, paidAt: toInstant(now()) }, staff));
    return done;
  };
}
