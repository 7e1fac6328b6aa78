import { Problem } from '@xinglin/shared/kernel/problem';
import { MINUTE_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import { system } from '../../kernel/actor.ts';
import { publish, type Delivered } from '../../kernel/outbox.ts';
import { endOrder } from './end-order.ts';
import type { OrderPaymentDue } from './events.ts';
import type { Deps } from './ports.ts';
import { orderById } from './store.ts';

/** The time to pay is over: an order still unpaid ends. While WeChat Pay does not answer it waits, minute by minute. */
export function expireOrder(deps: Deps) {
  const { db, now } = deps;
  return async ({ subject, data }: Delivered<OrderPaymentDue>): Promise<void> => {
    const order = await orderById(db.read, subject);
    if (order?.status !== 'unpaid' || (data.payBefore ?? order.payBefore) !== order.payBefore) return;
    try {
      await endOrder(deps, system, subject, { event: 'expire', reason: '超时未付款', cause: 'customer' });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const again = plus(toInstant(now()), MINUTE_MS);
      await db.write((tx) =>
        publish<OrderPaymentDue>(tx, { name: 'order.payment_due', subject, data }, again),
      );
    }
  };
}
