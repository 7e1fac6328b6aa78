/**
 * Payment: takes money for an order through WeChat Pay, gives it back, and books both. What a phone shows or a stranger
 * posts proves nothing; only a genuine callback, or WeChat Pay's own answer, moves money here.
 */
import { closePayment } from './close-payment.ts';
import { getPayment } from './get-payment.ts';
import type { Deps } from './ports.ts';
import { paymentReactions } from './reactions.ts';
import { wechatPayWebhook } from './receive-notice.ts';
import { paymentRoutes } from './routes.ts';
import { startPayment } from './start-payment.ts';

export function payment(deps: Deps) {
  const use = { start: startPayment(deps), get: getPayment(deps) };
  return {
    use,
    routes: paymentRoutes(use),
    webhooks: [wechatPayWebhook(deps)],
    reactions: paymentReactions(deps),
    /** For orders: ends what is open before stock goes back. */
    closePayment: closePayment(deps),
  };
}
