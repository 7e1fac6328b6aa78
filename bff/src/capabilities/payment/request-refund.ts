import { toInstant } from '@xinglin/shared/kernel/time';
import { system, type Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish, type Delivered } from '../../kernel/outbox.ts';
import { openCase } from './cases.ts';
import type { RefundDue, RefundRequested } from './events.ts';
import { bookRefundDecision, type RefundFrom } from './ledger.ts';
import type { Deps } from './ports.ts';
import { paymentsOfOrder, paymentTable, refundTable, type PaymentRow, type RefundRow } from './store.ts';

type Clock = Pick<Deps, 'now' | 'newId'>;

/** Notes that money goes back, once a key and never more than was paid; carrying it out is a task of its own. */
export function requestRefund(deps: Clock) {
  return async (tx: Tx, { subject: orderId, data }: Delivered<RefundRequested>): Promise<void> => {
    const { refundKey, refundFen, reason, paymentId, due, earnedBy } = data;
    if (await tx.existsBy(refundTable, { refundKey })) return;
    const paid = (await paymentsOfOrder(tx, orderId)).filter(
      (each) =>
        each.status === 'paid' &&
        // A second payment of one due goes back by itself, and by its name alone.
        (paymentId ? paymentId === each.id : each.settledKey !== null) &&
        (due ?? each.due) === each.due,
    );
    const told = { subject: orderId, orderId, askedFen: refundFen, key: refundKey };
    if (paid.length === 0) return openCase(deps, tx, { kind: 'refund_without_payment', ...told });
    const left = paid.reduce((sum, { totalFen, refundedFen }) => sum + totalFen - refundedFen, 0);
    if (refundFen > left || refundFen < 1)
      return openCase(deps, tx, { kind: 'refund_exceeds_payment', ...told, foundFen: left });
    await takeRefund(deps, tx, system, paid, { refundKey, refundFen, reason }, { earnedBy });
  };
}

type Wanted = Pick<RefundRow, 'refundKey' | 'refundFen' | 'reason'>;

/** Takes it from these payments, one after the other; each gives its part back as a refund of its own. */
export async function takeRefund(
  deps: Clock,
  tx: Tx,
  actor: Actor,
  paid: PaymentRow[],
  { refundKey, refundFen, reason }: Wanted,
  from: RefundFrom = {},
): Promise<void> {
  let rest = refundFen;
  let part = 0;
  for (const payment of paid) {
    const sum = Math.min(rest, payment.totalFen - payment.refundedFen);
    if (sum < 1) continue;
    await claim(tx, payment, sum);
    part += 1;
    const key = part === 1 ? refundKey : `${refundKey}#${part}`;
    await noteRefund(deps, tx, actor, payment, { refundKey: key, refundFen: sum, reason }, from);
    rest -= sum;
  }
}

/** Refused when somebody else took of the same payment meanwhile: the event is then delivered again. */
async function claim(tx: Tx, { id }: PaymentRow, refundFen: number): Promise<void> {
  const { affected } = await tx
    .createQueryBuilder()
    .update(paymentTable)
    .set({ refundedFen: () => 'refundedFen + :refundFen' })
    .where('id = :id AND refundedFen + :refundFen <= totalFen')
    .setParameters({ id, refundFen })
    .execute();
  if (affected !== 1) throw new Error(`another refund of payment ${id} was faster`);
}

/** Writes the refund down, books the decision and sets its first step. */
export async function noteRefund(
  deps: Clock,
  tx: Tx,
  actor: Actor,
  { id: paymentId, orderId, patientId }: PaymentRow,
  { refundKey, refundFen, reason }: Wanted,
  from: RefundFrom = {},
): Promise<void> {
  const id = deps.newId();
  const row: RefundRow = {
    ...{ id, refundNo: `R${id.replaceAll('-', '')}`, refundKey, paymentId, orderId, patientId, refundFen },
    status: 'requested',
    reason: reason.slice(0, 80),
    createdAt: toInstant(deps.now()),
    succeededAt: null,
    failure: null,
    tries: 0,
    offline: 0,
  };
  await tx.insert(refundTable, row);
  await bookRefundDecision(deps, tx, row, from);
  await audit(tx, actor, 'refund.request', id, { orderId, refundKey, refundFen });
  await publish<RefundDue>(tx, { name: 'refund.due', subject: id, data: { orderId, attempt: 0 } });
}
