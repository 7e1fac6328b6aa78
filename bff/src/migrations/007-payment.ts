import { createTables } from '../kernel/migration.ts';

export const migration = createTables('Payment1795305600007', [
  {
    name: 'payment',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'paymentNo', type: 'string', length: 32 },
      { name: 'orderId', type: 'string', length: 36 },
      { name: 'patientId', type: 'string', length: 36 },
      { name: 'totalFen', type: 'int' },
      { name: 'refundedFen', type: 'int' },
      { name: 'status', type: 'string', length: 16 },
      { name: 'request', type: 'text' },
      { name: 'prepayId', type: 'string', length: 80, nullable: true },
      { name: 'transactionId', type: 'string', length: 40, nullable: true },
      { name: 'createdAt', type: 'string', length: 24 },
      { name: 'askedAt', type: 'string', length: 24, nullable: true },
      { name: 'paidAt', type: 'string', length: 24, nullable: true },
    ],
    indices: [
      { name: 'uq_payment_paymentNo', columns: ['paymentNo'], unique: true },
      { name: 'uq_payment_orderId', columns: ['orderId'], unique: true },
      { name: 'uq_payment_transactionId', columns: ['transactionId'], unique: true },
    ],
  },
  {
    name: 'payment_notice',
    columns: [
      { name: 'id', type: 'string', length: 64, key: true },
      { name: 'subject', type: 'string', length: 64 },
      { name: 'raw', type: 'text' },
      { name: 'outcome', type: 'string', length: 24 },
      { name: 'receivedAt', type: 'string', length: 24 },
    ],
    indices: [{ name: 'ix_payment_notice_subject', columns: ['subject'] }],
  },
  {
    name: 'refund',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'refundNo', type: 'string', length: 64 },
      { name: 'refundKey', type: 'string', length: 80 },
      { name: 'paymentId', type: 'string', length: 36 },
      { name: 'orderId', type: 'string', length: 36 },
      { name: 'patientId', type: 'string', length: 36 },
      { name: 'refundFen', type: 'int' },
      { name: 'status', type: 'string', length: 16 },
      { name: 'reason', type: 'string', length: 80 },
      { name: 'createdAt', type: 'string', length: 24 },
      { name: 'succeededAt', type: 'string', length: 24, nullable: true },
    ],
    indices: [
      { name: 'uq_refund_refundNo', columns: ['refundNo'], unique: true },
      { name: 'uq_refund_refundKey', columns: ['refundKey'], unique: true },
      { name: 'ix_refund_paymentId', columns: ['paymentId'] },
    ],
  },
  {
    name: 'ledger_entry',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'booking', type: 'string', length: 64 },
      { name: 'account', type: 'string', length: 24 },
      { name: 'amountFen', type: 'int' },
      { name: 'paymentId', type: 'string', length: 36 },
      { name: 'at', type: 'string', length: 24 },
    ],
    indices: [
      { name: 'uq_ledger_entry_booking_account', columns: ['booking', 'account'], unique: true },
      { name: 'ix_ledger_entry_paymentId', columns: ['paymentId'] },
      { name: 'ix_ledger_entry_account_id', columns: ['account', 'id'] },
    ],
  },
]);
