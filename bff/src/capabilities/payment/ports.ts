import type { Fen } from '@xinglin/shared/kernel/money';
import type { Instant } from '@xinglin/shared/kernel/time';
import type { OrderStatus } from '@xinglin/shared/order/contract';
import type { FieldCrypto } from '../../kernel/crypto.ts';
import type { Database } from '../../kernel/database.ts';
import type { Logger } from '../../kernel/log.ts';

/** What the cashier of the mini-program is called with, `wx.requestPayment`. */
export type PaymentClientParams = {
  appId: string;
  /** Seconds since 1970, as text. */
  timeStamp: string;
  nonceStr: string;
  /** `prepay_id=…` */
  package: string;
  signType: 'RSA';
  paySign: string;
};

export type PaymentStatus = {
  /** `unknown`: the gateway never heard of this payment. */
  state: 'not_paid' | 'paid' | 'closed' | 'refunded' | 'unknown';
  transactionId?: string;
  paidAt?: Instant;
  totalFen?: Fen;
};

export type RefundStatus = {
  state: 'processing' | 'succeeded' | 'closed' | 'abnormal';
  refundId: string;
};

/** A notice of the gateway that was proved to be genuine and ours. Whether the amount is what we asked is for payment to compare. */
export type PaymentNotice =
  | {
      kind: 'paid';
      noticeId: string;
      paymentNo: string;
      transactionId: string;
      totalFen: Fen;
      paidAt: Instant;
      openid: string;
    }
  | { kind: 'refund'; noticeId: string; refundNo: string; state: 'succeeded' | 'closed' | 'abnormal' };

/**
 * What payment needs of WeChat Pay. Every call is keyed by our own number, so one that failed without an answer
 * (UPSTREAM_UNAVAILABLE) is tried again with the same number and the same values, never with a new number.
 */
export type PaymentGateway = {
  /** @throws PaymentRefused when the gateway understood and says no. */
  prepay(order: {
    /** 6 to 32 letters, digits, `_-*|`. */
    paymentNo: string;
    description: string;
    totalFen: Fen;
    openid: string;
    expiresAt: Instant;
    clientIp?: string;
  }): Promise<{ prepayId: string }>;
  clientParams(prepayId: string): Promise<PaymentClientParams>;
  query(paymentNo: string): Promise<PaymentStatus>;
  /** `paid`: it was too late, the person has paid. Safe to repeat. */
  close(paymentNo: string): Promise<'closed' | 'paid'>;
  /** Asking again with the same `refundNo` is the same refund. @throws PaymentRefused */
  refund(order: {
    paymentNo: string;
    refundNo: string;
    refundFen: Fen;
    totalFen: Fen;
    reason: string;
  }): Promise<RefundStatus>;
  /** Undefined when the gateway never heard of this refund. */
  queryRefund(refundNo: string): Promise<RefundStatus | undefined>;
  /** Reads a callback from its exact bytes. @throws UntrustedNotice when anything about it is not as it must be. */
  readNotice(
    headers: Readonly<Record<string, string | string[] | undefined>>,
    rawBody: Buffer,
  ): Promise<PaymentNotice>;
};

export type UntrustedReason =
  | 'missing_header'
  | 'outside_time_window'
  | 'unknown_serial'
  | 'bad_signature'
  | 'unreadable'
  | 'foreign_merchant'
  | 'unsupported_event';

/** A callback that must change nothing: forged, altered, stale, or meant for someone else. Answer 4xx. */
export class UntrustedNotice extends Error {
  override name = 'UntrustedNotice';
  readonly reason: UntrustedReason;

  constructor(reason: UntrustedReason, options?: ErrorOptions) {
    super(`payment notice not trusted: ${reason}`, options);
    this.reason = reason;
  }
}

/** The gateway understood the request and refused it; trying again as it is changes nothing. `code` is WeChat Pay's own word. */
export class PaymentRefused extends Error {
  override name = 'PaymentRefused';
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(`payment refused: ${code} ${message}`);
    this.code = code;
    this.status = status;
  }
}

/** What payment must know of an order to take money for it. */
export type PayableOrder = {
  orderNo: string;
  status: OrderStatus;
  totalFen: Fen;
  payBefore: Instant;
};

/** Everything payment takes from outside itself. */
export type Deps = {
  db: Database;
  gateway: PaymentGateway;
  crypto: FieldCrypto;
  log: Pick<Logger, 'warn' | 'error'>;
  now: () => Date;
  newId: () => string;
  /** From order: undefined when this patient has no such order. Called outside transactions. */
  orderForPayment: (patientId: string, orderId: string) => Promise<PayableOrder | undefined>;
  /** From identity: who pays, as WeChat knows them; undefined for an account without WeChat. Called outside transactions. */
  openidOf: (patientId: string) => Promise<string | undefined>;
};
