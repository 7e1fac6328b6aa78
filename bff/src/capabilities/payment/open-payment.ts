import { plus, toInstant } from '@xinglin/shared/kernel/time';
import { paymentProblem, type PayMethod } from '@xinglin/shared/payment/contract';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { isDuplicate, type Tx } from '../../kernel/database.ts';
import { publish } from '../../kernel/outbox.ts';
import type { CashPromised, PaymentQueryDue } from './events.ts';
import { queryPauseMs, type Due } from './policy.ts';
import type { Deps, PayableOrder, PaymentGateway } from './ports.ts';
import { openKeyOf, paymentTable, type PaymentRow } from './store.ts';

type PrepayRequest = Parameters<PaymentGateway['prepay']>[0];
type Wanted = { orderId: string; order: PayableOrder; due: Due; method: PayMethod };

/** Writes the payment, its exact request and its first query before anything is said to the gateway. */
export async function openPayment(deps: Deps, patient: Actor, wanted: Wanted): Promise<PaymentRow> {
  const { db, now } = deps;
  const row = await paymentRow(deps, patient, wanted);
  const { id, orderId, totalFen, method, purpose } = row;
  try {
    await db.write(async (tx) => {
      await tx.insert(paymentTable, row);
      await audit(tx, patient, 'payment.start', id, { orderId, totalFen, method, purpose });
      if (method === 'cash') return tellPromised(tx, row);
      const due: PaymentQueryDue = { name: 'payment.query_due', subject: id, data: { orderId, attempt: 0 } };
      await publish(tx, due, plus(toInstant(now()), queryPauseMs(0)!));
    });
    return row;
  } catch (error) {
    const { openKey } = row;
    const other = isDuplicate(error) && openKey && (await db.read.findOneBy(paymentTable, { openKey }));
    if (!other) throw error;
    return other;
  }
}

const tellPromised = (tx: Tx, { orderId: subject, patientId, orderNo }: PaymentRow) =>
  publish<CashPromised>(tx, { name: 'payment.cash_promised', subject, data: { patientId, orderNo } });

async function paymentRow(
  { crypto, now, newId, openidOf }: Deps,
  patient: Actor,
  { orderId, order, due, method }: Wanted,
): Promise<PaymentRow> {
  const openid = method === 'wechat' ? await openidOf(patient.id) : '';
  if (openid === undefined) throw paymentProblem('WECHAT_NOT_LINKED');
  const id = newId();
  const { totalFen, purpose } = due;
  const request: PrepayRequest = {
    paymentNo: newId().replaceAll('-', ''),
    // Neither drug nor store: what WeChat shows in the bill is no place for health facts.
    description: `杏林药房订单 ${order.orderNo}${purpose === 'supplement' ? ' 补差价' : ''}`,
    totalFen,
    openid,
    expiresAt: due.payBefore,
  };
  return {
    ...{ id, paymentNo: request.paymentNo, orderId, orderNo: order.orderNo, patientId: patient.id },
    ...{ method, purpose, due: due.due, totalFen, refundedFen: 0, status: 'pending' },
    openKey: openKeyOf(orderId, due.due),
    settledKey: null,
    receivedFen: null,
    storeId: method === 'cash' ? (order.storeId ?? null) : null,
    request: crypto.encrypt(JSON.stringify(request), placeOf(id)),
    prepayId: null,
    transactionId: null,
    createdAt: toInstant(now()),
    askedAt: null,
    paidAt: null,
  };
}

/** The prepay request as it was first written down: a repeat must say exactly the same. */
export const requestOf = ({ crypto }: Pick<Deps, 'crypto'>, { id, request }: PaymentRow) =>
  JSON.parse(crypto.decrypt(request, placeOf(id))) as PrepayRequest;

const placeOf = (row: string) => ({ table: 'payment', column: 'request', row });
