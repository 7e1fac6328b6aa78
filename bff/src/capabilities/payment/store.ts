import { In } from 'typeorm';
import type { PayMethod, PaymentStatus, PayPurpose, RefundStatus } from '@xinglin/shared/payment/contract';
import type { Fen } from '@xinglin/shared/kernel/money';
import type { Instant } from '@xinglin/shared/kernel/time';
import { column, entity, nullable } from '../../kernel/entity.ts';
import type { Tx } from '../../kernel/database.ts';

export type PaymentRow = {
  id: string;
  /** `out_trade_no`: each payment has its own, a supplement or another method too. */
  paymentNo: string;
  orderId: string;
  orderNo: string;
  method: PayMethod;
  purpose: PayPurpose;
  /** What of the order is paid: `order`, or `supplement:…`. */
  due: string;
  /** Order and due of the one payment that counts for it; null once another method took its place. Unique. */
  openKey: string | null;
  /** Order and due of the payment that paid it; a second one for the same due is given back. Unique. */
  settledKey: string | null;
  /** Of another sum than ours: what came in. */
  receivedFen: Fen | null;
  /** Whose counter takes the cash. */
  storeId: string | null;
  patientId: string;
  totalFen: Fen;
  /** What was, or still will be, given back; never more than `totalFen`. */
  refundedFen: Fen;
  status: PaymentStatus;
  /** The prepay request as JSON, encrypted: a repeat must say exactly the same. */
  request: string;
  prepayId: string | null;
  transactionId: string | null;
  createdAt: Instant;
  /** When the gateway was last asked how the payment stands. */
  askedAt: Instant | null;
  paidAt: Instant | null;
};

export const paymentTable = entity<PaymentRow>(
  'payment',
  {
    id: column.id(),
    paymentNo: column.string(32),
    orderId: column.id(),
    orderNo: column.string(24),
    method: column.string(16),
    purpose: column.string(16),
    due: column.string(64),
    openKey: nullable(column.string(110)),
    settledKey: nullable(column.string(110)),
    receivedFen: nullable(column.int()),
    storeId: nullable(column.id()),
    patientId: column.id(),
    totalFen: column.int(),
    refundedFen: column.int(),
    status: column.string(16),
    request: column.text('personal'),
    prepayId: nullable(column.string(80, 'secret')),
    transactionId: nullable(column.string(40)),
    createdAt: column.instant(),
    askedAt: nullable(column.instant()),
    paidAt: nullable(column.instant()),
  },
  {
    unique: [['paymentNo'], ['openKey'], ['settledKey'], ['transactionId']],
    index: [['orderId', 'id'], ['storeId', 'status'], ['paidAt']],
  },
);

export type NoticeOutcome = 'accepted' | 'amount_mismatch' | 'unknown_payment' | 'unknown_refund';

/** Every genuine callback as it came, once. `raw` is encrypted: Alipay names the buyer in it. */
export type NoticeRow = {
  id: string;
  subject: string;
  raw: string;
  outcome: NoticeOutcome;
  receivedAt: Instant;
};

export const noticeTable = entity<NoticeRow>(
  'payment_notice',
  {
    id: column.string(64),
    subject: column.string(64),
    raw: column.text('secret'),
    outcome: column.string(24),
    receivedAt: column.instant(),
  },
  { index: [['subject']] },
);

export type RefundRow = {
  id: string;
  /** `out_refund_no`: the same on every try, or it would be a second refund. */
  refundNo: string;
  /** Names the decision that money goes back, so that a repeated decision is no second refund. */
  refundKey: string;
  paymentId: string;
  orderId: string;
  patientId: string;
  refundFen: Fen;
  status: RefundStatus;
  reason: string;
  createdAt: Instant;
  succeededAt: Instant | null;
  /** Why it stopped; a closed one may only be tried again under a new number. */
  failure: 'closed' | 'abnormal' | 'refused' | null;
  /** How often a person had it tried again. */
  tries: number;
  /** 1 when a person paid it out past the platform, which then knows nothing of it. */
  offline: number;
};

export const refundTable = entity<RefundRow>(
  'refund',
  {
    id: column.id(),
    refundNo: column.string(64),
    refundKey: column.string(80),
    paymentId: column.id(),
    orderId: column.id(),
    patientId: column.id(),
    refundFen: column.int(),
    status: column.string(16),
    reason: column.string(80),
    createdAt: column.instant(),
    succeededAt: nullable(column.instant()),
    failure: nullable(column.string(16)),
    tries: column.int(),
    offline: column.int(),
  },
  { unique: [['refundNo'], ['refundKey']], index: [['paymentId'], ['succeededAt']] },
);

export const paymentByNo = (tx: Tx, paymentNo: string) => tx.findOneBy(paymentTable, { paymentNo });
export const refundsOf = (tx: Tx, paymentId: string) =>
  tx.find(refundTable, { where: { paymentId }, order: { id: 'ASC' } });
export const openKeyOf = (orderId: string, due: string) => `${orderId}:${due}`;
/** The payment of this due that counts: the one open or paid, else the last that was tried. */
export async function paymentOfDue(tx: Tx, orderId: string, due = 'order'): Promise<PaymentRow | null> {
  const live = await tx.findOneBy(paymentTable, { openKey: openKeyOf(orderId, due) });
  return live ?? tx.findOne(paymentTable, { where: { orderId, due }, order: { id: 'DESC' } });
}
/** The payment a person at the screen means: the newest that is open or paid, else the newest. */
export async function currentPayment(tx: Tx, orderId: string): Promise<PaymentRow | null> {
  const all = (await paymentsOfOrder(tx, orderId)).reverse();
  return all.find(({ status }) => status !== 'closed') ?? all[0] ?? null;
}
export const paymentsOfOrder = (tx: Tx, orderId: string) =>
  tx.find(paymentTable, { where: { orderId }, order: { id: 'ASC' } });
export const paymentsByNos = (tx: Tx, nos: string[]) => tx.findBy(paymentTable, { paymentNo: In(nos) });
export const paymentsByIds = (tx: Tx, ids: string[]) => tx.findBy(paymentTable, { id: In(ids) });
export const refundsByNos = (tx: Tx, nos: string[]) => tx.findBy(refundTable, { refundNo: In(nos) });

/** Whoever takes of what this payment still owes waits here for whoever came first: what is read after it stays true until the commit. */
export const holdPayment = (tx: Tx, id: string) =>
  tx
    .createQueryBuilder()
    .update(paymentTable)
    .set({ refundedFen: () => 'refundedFen' })
    .where('id = :id', { id })
    .execute();
