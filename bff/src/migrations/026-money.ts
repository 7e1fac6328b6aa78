import { TableIndex, type QueryRunner } from 'typeorm';
import type { Dialect } from '../kernel/database.ts';
import { createTables, type Migration } from '../kernel/migration.ts';

const tables = createTables('', [
  {
    name: 'money_case',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'caseKey', type: 'string', length: 140 },
      { name: 'kind', type: 'string', length: 32 },
      { name: 'subject', type: 'string', length: 64 },
      { name: 'orderId', type: 'string', length: 36, nullable: true },
      { name: 'askedFen', type: 'int', nullable: true },
      { name: 'foundFen', type: 'int', nullable: true },
      { name: 'day', type: 'string', length: 10, nullable: true },
      { name: 'state', type: 'string', length: 8 },
      { name: 'openedAt', type: 'string', length: 24 },
      { name: 'closedAt', type: 'string', length: 24, nullable: true },
      { name: 'closedBy', type: 'string', length: 36, nullable: true },
      { name: 'resolution', type: 'string', length: 24, nullable: true },
      { name: 'reason', type: 'string', length: 200, nullable: true },
    ],
    indices: [
      { name: 'uq_money_case_caseKey', columns: ['caseKey'], unique: true },
      { name: 'ix_money_case_state_openedAt', columns: ['state', 'openedAt'] },
      { name: 'ix_money_case_day', columns: ['day'] },
    ],
  },
  {
    name: 'shipping_report',
    columns: [
      { name: 'paymentId', type: 'string', length: 36, key: true },
      { name: 'logisticsType', type: 'int' },
      { name: 'reportedAt', type: 'string', length: 24 },
    ],
  },
]);

/** Several payments an order (another method, a supplement), accounts by store, and cases for people. */
export const migration: Migration = {
  name: 'Money1795305600026',
  async up(runner, dialect) {
    await tables.up(runner, dialect);
    await widenPayment(runner, dialect);
    for (const column of ['failure varchar(16)', 'tries int NOT NULL DEFAULT 0'])
      await runner.query('ALTER TABLE refund ADD COLUMN ' + column);
    await runner.query("ALTER TABLE ledger_entry ADD COLUMN storeId varchar(36) NOT NULL DEFAULT ''");
    await runner.dropIndex('ledger_entry', 'uq_ledger_entry_booking_account');
    await index(runner, 'ledger_entry', ['booking', 'account', 'storeId'], true);
  },
};

async function widenPayment(runner: QueryRunner, dialect: Dialect) {
  const columns = [
    "method varchar(16) NOT NULL DEFAULT 'wechat'",
    "purpose varchar(16) NOT NULL DEFAULT 'order'",
    "due varchar(64) NOT NULL DEFAULT 'order'",
    'openKey varchar(110)',
    'settledKey varchar(110)',
    'receivedFen int',
    'storeId varchar(36)',
    "orderNo varchar(24) NOT NULL DEFAULT ''",
  ];
  for (const column of columns) await runner.query('ALTER TABLE payment ADD COLUMN ' + column);
  const key = dialect === 'sqlite' ? "orderId || ':order'" : "CONCAT(orderId, ':order')";
  await runner.query('UPDATE payment SET openKey = ' + key + " WHERE status <> 'closed'");
  await runner.query('UPDATE payment SET settledKey = ' + key + " WHERE status = 'paid'");
  await runner.dropIndex('payment', 'uq_payment_orderId');
  await index(runner, 'payment', ['openKey'], true);
  await index(runner, 'payment', ['settledKey'], true);
  await index(runner, 'payment', ['orderId', 'id']);
  await index(runner, 'payment', ['storeId', 'status']);
  await index(runner, 'payment', ['paidAt']);
  await index(runner, 'refund', ['succeededAt']);
}

const index = (runner: QueryRunner, table: string, columnNames: string[], isUnique = false) =>
  runner.createIndex(
    table,
    new TableIndex({
      name: [isUnique ? 'uq' : 'ix', table, ...columnNames].join('_'),
      columnNames,
      isUnique,
    }),
  );
