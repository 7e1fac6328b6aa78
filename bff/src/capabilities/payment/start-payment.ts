import type { Actor } from '../../kernel/actor.ts';
import type { Handler } from '../../kernel/http.ts';
import { orderProblem } from '@xinglin/shared/order/contract';
import {
  paymentProblem,
  type listPayMethods as methodsContract,
  type startPayment as contract,
} from '@xinglin/shared/payment/contract';
import { askGateway } from './ask-gateway.ts';
import { endPayment } from './close-payment.ts';
import { openPayment, requestOf } from './open-payment.ts';
import { CASHIER_GOOD_MS, dueOf, methodsFor } from './policy.ts';
import { PaymentRefused, type Deps } from './ports.ts';
import { presentPayment } from './queries.ts';
import { paymentOfDue, paymentTable, type PaymentRow } from './store.ts';

/**
 * A patient pays: one payment a due, and always the same request, so a second tap opens the same cashier. Another method
 * closes the first payment before it opens its own.
 */
export function startPayment(deps: Deps): Handler<typeof contract> {
  const { db, gateways, now } = deps;
  return async (patient, { orderId, method }) => {
    const order = await ownOrder(deps, patient, orderId);
    const due = dueOf(order, now());
    if (!methodsFor(order, gateways).includes(method)) throw paymentProblem('METHOD_NOT_OFFERED');
    const open = () => openPayment(deps, patient, { orderId, order, due, method });
    const known = await paymentOfDue(db.read, orderId, due.due);
    let payment = known?.openKey ? known : await open();
    if (payment.status === 'pending' && (payment.method !== method || isStale(payment, now()))) {
      if ((await endPayment(deps)(orderId, due.due, 'to_switch')) === 'paid')
        throw paymentProblem('ORDER_NOT_PAYABLE');
      payment = await open();
    }
    if (payment.status !== 'pending')
      throw paymentProblem('ORDER_NOT_PAYABLE', { paymentStatus: payment.status });
    return { payment: await presentPayment(db.read, payment), ...(await cashier(deps, payment)) };
  };
}

/** What opens the cashier is good for two hours; an order to be paid at the counter can be paid by phone for days. */
const isStale = ({ method, createdAt }: PaymentRow, now: Date): boolean =>
  method !== 'cash' && Date.parse(createdAt) + CASHIER_GOOD_MS < now.getTime();

export function listPayMethods(deps: Deps): Handler<typeof methodsContract> {
  return async (patient, { orderId }) => ({
    methods: methodsFor(await ownOrder(deps, patient, orderId), deps.gateways),
  });
}

async function ownOrder({ orderForPayment }: Deps, patient: Actor, orderId: string) {
  const order = await orderForPayment(patient.id, orderId);
  if (!order) throw orderProblem('ORDER_NOT_FOUND');
  return order;
}

/** What opens the cashier of the method; cash has none, the counter takes it. */
async function cashier(deps: Deps, payment: PaymentRow) {
  const gateway = payment.method === 'cash' ? undefined : deps.gateways[payment.method];
  if (!gateway) return { params: null, payUrl: null };
  const prepayId = payment.prepayId ?? (await prepay(deps, payment));
  const opens = await gateway.clientParams(prepayId);
  return 'payUrl' in opens
    ? { params: null, payUrl: opens.payUrl }
    : { params: { ...opens, prepayId }, payUrl: null };
}

async function prepay(deps: Deps, payment: PaymentRow): Promise<string> {
  const { db, gateways } = deps;
  const gateway = payment.method === 'cash' ? undefined : gateways[payment.method];
  if (!gateway) throw paymentProblem('METHOD_NOT_OFFERED');
  const { prepayId } = await gateway.prepay(requestOf(deps, payment)).catch(async (error: unknown) => {
    if (!(error instanceof PaymentRefused)) throw error;
    deps.log.warn({ refusal: error.code, paymentNo: payment.paymentNo }, 'prepay refused');
    if (error.code === 'ORDER_PAID') await askGateway(deps, payment);
    const over = error.code === 'ORDER_PAID' || error.code === 'ORDER_CLOSED';
    throw paymentProblem(over ? 'ORDER_NOT_PAYABLE' : 'PAYMENT_REFUSED');
  });
  // Closed while we were asking: nobody may get to pay it any more.
  const { affected } = await db.write((tx) =>
    tx
      .createQueryBuilder()
      .update(paymentTable)
      .set({ prepayId })
      .where("id = :id AND status = 'pending'", { id: payment.id })
      .execute(),
  );
  if (affected !== 1) throw paymentProblem('ORDER_NOT_PAYABLE');
  return prepayId;
}
