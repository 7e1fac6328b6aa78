import type { Fen } from '@xinglin/shared/kernel/money';
import type { Instant, LocalDate } from '@xinglin/shared/kernel/time';
import type { OrderStatus } from '@xinglin/shared/order/contract';
import type { FulfilmentMode } from '@xinglin/shared/pricing/contract';
import type { FieldCrypto } from '../../kernel/crypto.ts';
import type { Database, Tx } from '../../kernel/database.ts';
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
  | { kind: 'refund'; noticeId: string; refundNo: string; state: 'succeeded' | 'closed' | 'abnormal' }
  /** Nothing is to be done: it closed, e.g. because nobody paid, or went back in full. What counts is asked for. */
  | { kind: 'closed'; noticeId: string; paymentNo: string };

/**
 * What payment needs of a payment platform. Every call is keyed by our own number, so one that failed without an answer
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
  /** What opens the cashier: parameters of `wx.requestPayment`, or a page to go to. */
  clientParams(prepayId: string): Promise<PaymentClientParams | { payUrl: string }>;
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
  queryRefund(refundNo: string, paymentNo: string): Promise<RefundStatus | undefined>;
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

/** One line of the platform's daily bill, in fen. */
export type BillLine = {
  kind: 'payment' | 'refund';
  paymentNo: string;
  refundNo: string | null;
  transactionId: string;
  amountFen: Fen;
  /** Negative when the platform gives a fee back with a refund. */
  feeFen: number;
  /** The platform's own word: SUCCESS, REFUND, PROCESSING, … */
  state: string;
};
/** `not_ready`: being made, ask later. `none`: nothing was traded that day. */
export type Bill = { state: 'ready'; hash: string; lines: BillLine[] } | { state: 'none' | 'not_ready' };
/** One movement of the merchant's account at the platform; positive: into it. `other`: neither of the first four. */
export type FlowLine = {
  flowNo: string;
  kind: 'payment' | 'refund' | 'fee' | 'withdrawal' | 'other';
  /** The platform's own word for it. */
  name: string;
  amountFen: number;
};
/** `closingFen`: what was in the account after the last of them. */
export type FundFlow =
  { state: 'ready'; lines: FlowLine[]; closingFen: number } | { state: 'none' | 'not_ready' };
export type BillSource = {
  /** Whole and unaltered, or an error. @throws UPSTREAM_UNAVAILABLE */
  tradeBill(day: LocalDate): Promise<Bill>;
  /** The same of the account itself: more moves it than what is traded. @throws UPSTREAM_UNAVAILABLE */
  fundFlow(day: LocalDate): Promise<FundFlow>;
};

export type ShippingReport = {
  transactionId: string;
  openid: string;
  /** 2: carried within the city by a rider, 4: collected by the patient. */
  logisticsType: 2 | 4;
  /** Shown to the payer by WeChat, so it names no medicine. */
  itemDesc: string;
  at: Instant;
};
export type ShippingReporter = {
  /** Safe to repeat: one that WeChat has already is not sent again. @throws UPSTREAM_UNAVAILABLE */
  reportShipping(report: ShippingReport): Promise<void>;
};

/** What payment must know of an order to take money for it. */
export type PayableOrder = {
  orderNo: string;
  status: OrderStatus;
  totalFen: Fen;
  payBefore: Instant;
  /** Cash is only taken where the patient comes to the counter. */
  mode?: FulfilmentMode;
  /** The one store of the order, when it has but one. */
  storeId?: string | null;
  /** A due that came after the first (补差价): payable although the order is paid. */
  supplement?: { due: string; totalFen: Fen; payBefore: Instant } | null;
};

/** `due`: what of `paidFen` was paid by itself, after the order. */
export type ParcelSum = {
  orderId: string;
  storeId: string;
  paidFen: Fen;
  worthFen: Fen;
  due?: { id: string; fen: Fen } | null;
};

/** Everything payment takes from outside itself. */
export type Deps = {
  db: Database;
  /** Alipay only where the deployment has it. */
  gateways: { wechat: PaymentGateway; alipay?: PaymentGateway | undefined };
  /** WeChat Pay's daily bill. */
  bills: BillSource;
  /** WeChat keeps the money of an order frozen until it is told that the goods were handed over. */
  shipping: ShippingReporter;
  crypto: FieldCrypto;
  log: Pick<Logger, 'warn' | 'error'>;
  now: () => Date;
  newId: () => string;
  /** From order: undefined when this patient has no such order. Called outside transactions. */
  orderForPayment: (patientId: string, orderId: string) => Promise<PayableOrder | undefined>;
  /** From order: what the store earned with a parcel when it ended, and what of it the patient paid. Holds the order. */
  parcelSum: (tx: Tx, parcelId: string) => Promise<ParcelSum | undefined>;
  /** From identity: who pays, as WeChat knows them; undefined for an account without WeChat. Called outside transactions. */
  openidOf: (patientId: string) => Promise<string | undefined>;
};
