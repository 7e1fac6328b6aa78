import type { PaymentStatus, RefundStatus } from '@xinglin/shared/payment/contract';
import type { Fen } from '@xinglin/shared/kernel/money';
import type { Instant } from '@xinglin/shared/kernel/time';
import { column, entity, nullable } from '../../kernel/entity.ts';
import type { Tx } from '../../kernel/database.ts';

export type PaymentRow = {
  id: string;
  /** `out_trade_no` of WeChat Pay. */
  paymentNo: string;
  orderId: string;
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
  { unique: [['paymentNo'], ['orderId'], ['transactionId']] },
);

export type NoticeOutcome = 'accepted' | 'amount_mismatch' | 'unknown_payment' | 'unknown_refund';

/** Every genuine callback as it came, once. */
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
  },
  { unique: [['refundNo'], ['refundKey']], index: [['paymentId']] },
);

/** Money at WeChat Pay, what we owe for goods not yet delivered, and what we have promised to give back. */
export type LedgerAccount = 'cash_wechat' | 'revenue_pending' | 'refund_payable';

/** One side of a booking; debit positive. The entries of one booking add up to 0. Nothing here is ever changed. */
export type LedgerRow = {
  id: string;
  booking: string;
  account: LedgerAccount;
  amountFen: number;
  paymentId: string;
  at: Instant;
};

export const ledgerTable = entity<LedgerRow>(
  'ledger_entry',
  {
    id: column.id(),
    booking: column.string(64),
    account: column.string(24),
    amountFen: column.int(),
    paymentId: column.id(),
    at: column.instant(),
  },
  { unique: [['booking', 'account']], index: [['paymentId'], ['account', 'id']] },
);

export const paymentOfOrder = (tx: Tx, orderId: string) => tx.findOneBy(paymentTable, { orderId });
export const paymentByNo = (tx: Tx, paymentNo: string) => tx.findOneBy(paymentTable, { paymentNo });
export const refundsOf = (tx: Tx, paymentId: string) =>
  tx.find(refundTable, { where: { paymentId }, order: { id: 'ASC' } });
