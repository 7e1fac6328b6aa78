import { isDuplicate } from '../../kernel/database.ts';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Handler } from '../../kernel/http.ts';
import { publish } from '../../kernel/outbox.ts';
import { orderProblem } from '@xinglin/shared/order/contract';
import { plus, toInstant } from '@xinglin/shared/kernel/time';
import { paymentProblem, type startPayment as contract } from '@xinglin/shared/payment/contract';
import { askGateway } from './ask-gateway.ts';
import type { PaymentQueryDue } from './events.ts';
import { mustBePayable, queryPauseMs } from './policy.ts';
import { PaymentRefused, type Deps, type PayableOrder, type PaymentGateway } from './ports.ts';
import { presentPayment } from './queries.ts';
import { paymentOfOrder, paymentTable, type PaymentRow } from './store.ts';

type PrepayRequest = Parameters<PaymentGateway['prepay']>[0];

/** A patient pays: one payment an order, and always the same request, so a second tap opens the same cashier. */
export function startPayment(deps: Deps): Handler<typeof contract> {
  const { db, gateway, now, orderForPayment } = deps;
  return async (patient, { orderId }) => {
    const order = await orderForPayment(patient.id, orderId);
    if (!order) throw orderProblem('ORDER_NOT_FOUND');
    mustBePayable(order, now());
    const payment = (await paymentOfOrder(db.read, orderId)) ?? (await open(deps, patient, orderId, order));
    if (payment.status !== 'pending')
      throw paymentProblem('ORDER_NOT_PAYABLE', { paymentStatus: payment.status });
    const prepayId = payment.prepayId ?? (await prepay(deps, payment));
    const params = await gateway.clientParams(prepayId);
    return { payment: await presentPayment(db.read, payment), params: { ...params, prepayId } };
  };
}

/** Writes the payment, its exact request and its first query before anything is said to the gateway. */
async function open(deps: Deps, patient: Actor, orderId: string, order: PayableOrder): Promise<PaymentRow> {
  const { db, crypto, now, newId, openidOf } = deps;
  const openid = await openidOf(patient.id);
  if (!openid) throw paymentProblem('WECHAT_NOT_LINKED');
  const id = newId();
  const at = toInstant(now());
  const request: PrepayRequest = {
    paymentNo: newId().replaceAll('-', ''),
    // Neither drug nor store: what WeChat shows in the bill is no place for health facts.
    description: `杏林药房订单 ${order.orderNo}`,
    totalFen: order.totalFen,
    openid,
    expiresAt: order.payBefore,
  };
  const row: PaymentRow = {
    id,
    paymentNo: request.paymentNo,
    orderId,
    patientId: patient.id,
    totalFen: order.totalFen,
    refundedFen: 0,
    status: 'pending',
    request: crypto.encrypt(JSON.stringify(request), placeOf(id)),
    prepayId: null,
    transactionId: null,
    createdAt: at,
    askedAt: null,
    paidAt: null,
  };
  try {
    await db.write(async (tx) => {
      await tx.insert(paymentTable, row);
      await audit(tx, patient, 'payment.start', id, { orderId, totalFen: order.totalFen });
      const due: PaymentQueryDue = { name: 'payment.query_due', subject: id, data: { orderId, attempt: 0 } };
      await publish(tx, due, plus(at, queryPauseMs(0)!));
    });
    return row;
  } catch (error) {
    const other = isDuplicate(error) && (await paymentOfOrder(db.read, orderId));
    if (!other) throw error;
    return other;
  }
}

async function prepay(deps: Deps, payment: PaymentRow): Promise<string> {
  const { db, gateway, crypto } = deps;
  const request = JSON.parse(crypto.decrypt(payment.request, placeOf(payment.id))) as PrepayRequest;
  const { prepayId } = await gateway.prepay(request).catch(async (error: unknown) => {
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

const placeOf = (row: string) => ({ table: 'payment', column: 'request', row });
