import type { DomainEvent } from '../../kernel/outbox.ts';

/** Money has arrived in full. The subject is the payment's id. */
export type PaymentSettled = DomainEvent<
  'payment.settled',
  { orderId: string; patientId: string; totalFen: number; paidAt: string }
>;
/** Somebody decided that money goes back; payment carries it out. The subject is the order's id. */
export type RefundRequested = DomainEvent<
  'refund.requested',
  { patientId: string; refundFen: number; reason: string; refundKey: string }
>;
/** The subject is the order's id. */
export type RefundSucceeded = DomainEvent<'refund.succeeded', { patientId: string; refundFen: number; refundKey: string }>;
/** Timer: ask WeChat Pay how the payment stands. The subject is the payment's id. */
export type PaymentQueryDue = DomainEvent<'payment.query_due', { orderId: string; attempt: number }>;
/** Timer: carry a refund on, or ask how it stands. The subject is the refund's id. */
export type RefundDue = DomainEvent<'refund.due', { orderId: string; attempt: number }>;

export type AlarmReason =
  | 'amount_mismatch'
  | 'unknown_payment'
  | 'unknown_refund'
  | 'refund_without_payment'
  | 'refund_exceeds_payment'
  | 'refund_failed';
/** Something about money that a person must look at; nothing was changed by it. The subject is our payment or refund number, or the order's id. */
export type PaymentAlarm = DomainEvent<'payment.alarm', { reason: AlarmReason; orderId: string | null }>;
