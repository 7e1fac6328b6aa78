import type { Migration } from '../kernel/migration.ts';

/** A day's closing balance, the platform's and ours; and which refunds a person paid out past the platform. */
export const migration: Migration = {
  name: 'FundFlow1795305600044',
  async up(runner) {
    for (const column of ['closingFen', 'bookedFen'])
      await runner.query('ALTER TABLE bill_day ADD COLUMN ' + column + ' int NULL');
    await runner.query('ALTER TABLE refund ADD COLUMN offline int NOT NULL DEFAULT 0');
    // Of older ones the journal knows: cash apart, what was paid from the bank went past the platform.
    await runner.query(
      "UPDATE refund SET offline = 1 WHERE status = 'succeeded' AND EXISTS (SELECT 1 FROM ledger_entry l" +
        " WHERE l.paymentId = refund.paymentId AND l.account = 'bank' AND l.booking LIKE 'refund-paid:%'" +
        ' AND l.amountFen = -refund.refundFen)',
    );
  },
};
