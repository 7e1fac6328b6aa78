import { plus, toInstant } from '@xinglin/shared/kernel/time';
import type { Delivered } from '../../kernel/outbox.ts';
import { publish } from '../../kernel/outbox.ts';
import { askGateway, mayAsk } from './ask-gateway.ts';
import type { PaymentQueryDue } from './events.ts';
import { queryPauseMs } from './policy.ts';
import type { Deps } from './ports.ts';
import { paymentTable } from './store.ts';

/** A timer asks how a payment stands, and sets the next one while it is open: this repairs a callback that got lost. */
export function queryPayment(deps: Deps) {
  const { db, now, log } = deps;
  return async ({ subject, data: { orderId, attempt } }: Delivered<PaymentQueryDue>): Promise<void> => {
    const payment = await db.read.findOneBy(paymentTable, { id: subject });
    if (!payment || (payment.status !== 'pending' && payment.status !== 'closed')) return;
    if (await mayAsk(deps, payment.id, 0)) {
      const found = await askGateway(deps, payment).catch((error: unknown) => {
        log.warn({ err: error, paymentNo: payment.paymentNo }, 'payment could not be queried');
        return 'not_paid' as const;
      });
      if (found !== 'not_paid') return;
    }
    const pause = queryPauseMs(attempt + 1);
    if (pause === undefined) return;
    const next: PaymentQueryDue = {
      name: 'payment.query_due',
      subject,
      data: { orderId, attempt: attempt + 1 },
    };
    await db.write((tx) => publish(tx, next, plus(toInstant(now()), pause)));
  };
}
