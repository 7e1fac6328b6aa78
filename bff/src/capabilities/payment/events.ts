import type { PayMethod, PayPurpose } from '@xinglin/shared/payment/contract';
import type { DomainEvent } from '../../kernel/outbox.ts';

/** Money has arrived in full. The subject is the payment's id. */
export type PaymentSettled = DomainEvent<
  'payment.settled',
  {
    orderId: string;
    patientId: string;
    totalFen: number;
    paidAt: string;
    purpose: PayPurpose;
    /** `order`, or the supplement the order asked for. */
    due: string;
    method: PayMethod;
  }
>;
/** The patient pays at the counter when she collects. The subject is the order's id. */
export type CashPromised = DomainEvent<'payment.cash_promised', { patientId: string; orderNo: string }>;
/** A payment that was held is on its way back, and nothing else pays its due. The subject is the order's id. */
export type PaymentSentBack = DomainEvent<
  'payment.sent_back',
  { patientId: string; orderNo: string; orderId: string; due: string }
>;
/** Somebody decided that money goes back; payment carries it out. The subject is the order's id. */
export type RefundRequested = DomainEvent<
  'refund.requested',
  {
    patientId: string;
    refundFen: number;
    reason: string;
    refundKey: string;
    /** Only from this payment; else from the payments of the order, the oldest first. */
    paymentId?: string;
    /** Only from what paid this due: `order`, or one that came later. */
    due?: string;
    /** The store that has the revenue of what goes back; else it comes out of what we still owe goods for. */
    earnedBy?: string;
  }
>;
/** One for each payment that gave a part back, under the one key. The subject is the order's id. */
export type RefundSucceeded = DomainEvent<
  'refund.succeeded',
  { patientId: string; refundFen: number; refundKey: string }
>;
/** A person decided how much of a refund that was asked for goes back, which may be nothing. The subject is the order's id. */
export type RefundCut = DomainEvent<
  'refund.cut',
  { patientId: string; refundKey: string; refundFen: number }
>;
/** Timer: ask the platform how the payment stands. The subject is the payment's id. */
export type PaymentQueryDue = DomainEvent<'payment.query_due', { orderId: string; attempt: number }>;
/** Timer: carry a refund on, or ask how it stands. The subject is the refund's id. */
export type RefundDue = DomainEvent<'refund.due', { orderId: string; attempt: number }>;
/** Timer: the bill of the day in the subject can be fetched. */
export type ReconcileDue = DomainEvent<'payment.reconcile_due', { attempt: number }>;
