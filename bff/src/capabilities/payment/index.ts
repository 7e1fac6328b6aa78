/**
 * Payment: takes money for an order (WeChat Pay, Alipay, cash at the counter), gives it back, books both, and compares the
 * books with the platform's bill every day. What a phone shows or a stranger posts proves nothing; only a genuine callback,
 * the platform's own answer, or a person who counted cash moves money here.
 */
import { addDays, shanghaiDate } from '@xinglin/shared/kernel/time';
import { closePayment } from './close-payment.ts';
import type { Deps } from './ports.ts';
import { paymentReactions } from './reactions.ts';
import { platformWebhook } from './receive-notice.ts';
import { planReconciliation } from './reconcile.ts';
import { paymentRoutes } from './routes.ts';

export function payment(deps: Deps) {
  return {
    routes: paymentRoutes(deps),
    webhooks: [
      platformWebhook(deps, 'wechat', { status: 204 }),
      platformWebhook(deps, 'alipay', { status: 200, body: 'success' }),
    ],
    reactions: paymentReactions(deps),
    /** For orders: ends what is open before stock goes back. */
    closePayment: closePayment(deps),
    /** Sets the timers for the bills of yesterday and today. */
    warmUp: async () => {
      const today = shanghaiDate(deps.now());
      for (const day of [addDays(today, -1), today]) await deps.db.write((tx) => planReconciliation(tx, day));
    },
  };
}
