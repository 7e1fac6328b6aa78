import { TableColumn, type QueryRunner } from 'typeorm';
import type { Dialect } from '../kernel/database.ts';
import { createTables, type Migration } from '../kernel/migration.ts';

const tables = createTables('OrderChanges1795305600024', [
  {
    name: 'line_shortage',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'orderId', type: 'string', length: 36 },
      { name: 'parcelId', type: 'string', length: 36 },
      { name: 'lineId', type: 'string', length: 36 },
      { name: 'quantity', type: 'int' },
      { name: 'status', type: 'string', length: 12 },
      { name: 'refundFen', type: 'int' },
      { name: 'otherStores', type: 'text' },
      { name: 'platformFen', type: 'int' },
      { name: 'answerBefore', type: 'string', length: 24 },
      { name: 'createdAt', type: 'string', length: 24 },
      { name: 'decidedAt', type: 'string', length: 24, nullable: true },
    ],
    indices: [
      { name: 'ix_line_shortage_orderId', columns: ['orderId'] },
      { name: 'ix_line_shortage_parcelId_status', columns: ['parcelId', 'status'] },
    ],
  },
  {
    name: 'order_due',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'orderId', type: 'string', length: 36 },
      { name: 'patientId', type: 'string', length: 36 },
      { name: 'amountFen', type: 'int' },
      { name: 'fees', type: 'text' },
      { name: 'toMode', type: 'string', length: 12 },
      { name: 'slotFrom', type: 'string', length: 24, nullable: true },
      { name: 'slotTo', type: 'string', length: 24, nullable: true },
      { name: 'address', type: 'text' },
      { name: 'destinationLng', type: 'double' },
      { name: 'destinationLat', type: 'double' },
      { name: 'status', type: 'string', length: 8 },
      { name: 'createdAt', type: 'string', length: 24 },
      { name: 'payBefore', type: 'string', length: 24 },
    ],
    indices: [{ name: 'ix_order_due_orderId', columns: ['orderId'] }],
  },
  {
    name: 'order_refund',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'orderId', type: 'string', length: 36 },
      { name: 'payableId', type: 'string', length: 36 },
      { name: 'refundKey', type: 'string', length: 120 },
      { name: 'amountFen', type: 'int' },
      { name: 'parts', type: 'text' },
      { name: 'reason', type: 'string', length: 80 },
      { name: 'status', type: 'string', length: 12 },
      { name: 'requestedAt', type: 'string', length: 24 },
      { name: 'succeededAt', type: 'string', length: 24, nullable: true },
    ],
    indices: [
      { name: 'uq_order_refund_refundKey', columns: ['refundKey'], unique: true },
      { name: 'ix_order_refund_orderId', columns: ['orderId'] },
    ],
  },
  {
    name: 'after_sale',
    columns: [
      { name: 'id', type: 'string', length: 36, key: true },
      { name: 'orderId', type: 'string', length: 36 },
      { name: 'parcelId', type: 'string', length: 36 },
      { name: 'storeId', type: 'string', length: 36 },
      { name: 'lineId', type: 'string', length: 36 },
      { name: 'quantity', type: 'int' },
      { name: 'reason', type: 'string', length: 16 },
      { name: 'text', type: 'text' },
      { name: 'status', type: 'string', length: 12 },
      { name: 'report', type: 'string', length: 8, nullable: true },
      { name: 'amountFen', type: 'int' },
      { name: 'answer', type: 'text', nullable: true },
      { name: 'decidedBy', type: 'string', length: 36, nullable: true },
      { name: 'submittedAt', type: 'string', length: 24 },
      { name: 'decidedAt', type: 'string', length: 24, nullable: true },
    ],
    indices: [
      { name: 'ix_after_sale_orderId', columns: ['orderId'] },
      { name: 'ix_after_sale_storeId_status_submittedAt', columns: ['storeId', 'status', 'submittedAt'] },
    ],
  },
]);

const text = (name: string, length: number) =>
  new TableColumn({ name, type: 'varchar', length: String(length), isNullable: true });
const blob = (name: string) => new TableColumn({ name, type: 'text', isNullable: true });

/** Columns without a default in the end; the default only carries older rows over. */
async function addFilled(runner: QueryRunner, table: string, plain: TableColumn, value: string) {
  const carrying = plain.clone();
  carrying.default = value;
  await runner.addColumn(table, carrying);
  await runner.changeColumn(table, plain.name, plain);
}

export const migration: Migration = {
  name: tables.name,
  async up(runner, dialect: Dialect) {
    await tables.up(runner, dialect);
    const int = (name: string) => new TableColumn({ name, type: dialect === 'sqlite' ? 'integer' : 'int' });
    await addFilled(
      runner,
      'sales_order',
      new TableColumn({ name: 'mode', type: 'varchar', length: '12' }),
      "'instant'",
    );
    await runner.addColumns('sales_order', [text('slotFrom', 24), text('slotTo', 24)]);
    await addFilled(runner, 'parcel', int('pickupTries'), '0');
    await runner.addColumns('parcel', [
      blob('pickupCode'),
      text('pickupTriedBy', 36),
      text('pickupBefore', 24),
      text('goodsWay', 12),
      blob('owedFen'),
      text('deliveryDueId', 36),
    ]);
    for (const name of ['paidFen', 'storeOffFen', 'shortQuantity', 'refundedQuantity', 'refundedFen'])
      await addFilled(runner, 'order_line', int(name), '0');
    // Older lines: their part of what was paid for all goods, rounded down so that never more goes back than came in.
    const divided = dialect === 'sqlite' ? '/' : 'DIV';
    await runner.query(
      `UPDATE order_line SET paidFen = (SELECT order_line.lineFen * (o.goodsFen - o.couponOffFen) ${divided} o.goodsFen` +
        ' FROM sales_order o WHERE o.id = order_line.orderId)',
    );
  },
};
