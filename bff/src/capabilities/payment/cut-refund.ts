import { paymentProblem } from '@xinglin/shared/payment/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { CaseRow } from './cases.ts';
import type { RefundCut } from './events.ts';
import type { Deps } from './ports.ts';
import { takeRefund } from './request-refund.ts';
import { holdPayment, paymentsOfOrder } from './store.ts';

/** More was to go back than there is: a person has all that is left go back, or nothing, and whoever waits for the refund is told so. */
export async function cutRefund(
  deps: Deps,
  tx: Tx,
  officer: Actor,
  { kind, caseKey, orderId, askedFen }: CaseRow,
  how: 'left' | 'nothing',
): Promise<void> {
  const refundKey = caseKey.slice(kind.length + 1);
  const payments = await paymentsOfOrder(tx, orderId ?? '');
  for (const { id } of payments) await holdPayment(tx, id);
  const paid = (await paymentsOfOrder(tx, orderId ?? '')).filter(({ settledKey }) => settledKey !== null);
  const leftFen = paid.reduce((sum, { totalFen, refundedFen }) => sum + totalFen - refundedFen, 0);
  const refundFen = how === 'left' ? Math.min(leftFen, askedFen ?? 0) : 0;
  if (how === 'left' && refundFen < 1) throw paymentProblem('RESOLUTION_NOT_ALLOWED');
  if (refundFen > 0)
    await takeRefund(deps, tx, officer, paid, { refundKey, refundFen, reason: '核对后退还剩余款项' });
  const data = { patientId: payments[0]?.patientId ?? '', refundKey, refundFen };
  await publish<RefundCut>(tx, { name: 'refund.cut', subject: orderId ?? '', data });
}
