import type { Migration } from '../kernel/migration.ts';

/** A refund may arrive in parts, units that another store sends belong to a parcel there, and a due is paid as part of its order. */
export const migration: Migration = {
  name: 'MoneyJoined1795305600038',
  async up(runner, dialect) {
    await runner.query('ALTER TABLE order_refund ADD COLUMN succeededFen int NOT NULL DEFAULT 0');
    await runner.query("UPDATE order_refund SET succeededFen = amountFen WHERE status = 'succeeded'");
    await runner.query('ALTER TABLE line_shortage ADD COLUMN movedTo varchar(36) NULL');
    // A fee asked for after paying used to be paid under its own id, as if it were an order.
    await runner.query(
      "UPDATE payment SET due = orderId, purpose = 'supplement', orderId = (SELECT d.orderId FROM order_due d WHERE d.id = payment.orderId)" +
        ' WHERE orderId IN (SELECT d.id FROM order_due d)',
    );
    const key = dialect === 'sqlite' ? "orderId || ':' || due" : "CONCAT(orderId, ':', due)";
    const renamed = (column: string) =>
      `UPDATE payment SET ${column} = ${key} WHERE purpose = 'supplement' AND ${column} IS NOT NULL`;
    for (const column of ['openKey', 'settledKey']) await runner.query(renamed(column));
  },
};
