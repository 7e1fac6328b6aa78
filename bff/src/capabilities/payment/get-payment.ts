import { paymentProblem, type getPayment as contract } from '@xinglin/shared/payment/contract';
import type { Handler } from '../../kernel/http.ts';
import { askGateway, mayAsk } from './ask-gateway.ts';
import { ASK_AGAIN_AFTER_MS } from './policy.ts';
import type { Deps } from './ports.ts';
import { presentPayment } from './queries.ts';
import { currentPayment } from './store.ts';

/** How a patient's payment stands. While it is open WeChat Pay itself is asked: what the phone shows proves nothing. */
export function getPayment(deps: Deps): Handler<typeof contract> {
  const { db, log } = deps;
  return async (patient, { orderId }) => {
    const payment = await currentPayment(db.read, orderId);
    if (payment?.patientId !== patient.id) throw paymentProblem('PAYMENT_NOT_FOUND');
    if (payment.status !== 'pending' || !(await mayAsk(deps, payment.id, ASK_AGAIN_AFTER_MS)))
      return presentPayment(db.read, payment);
    // The person asks again in a moment, and a timer asks too: without an answer we say what we know.
    await askGateway(deps, payment).catch((error: unknown) =>
      log.warn({ err: error, paymentNo: payment.paymentNo }, 'payment could not be queried'),
    );
    return presentPayment(db.read, (await currentPayment(db.read, orderId)) ?? payment);
  };
}
