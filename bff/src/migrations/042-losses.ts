import { TableColumn, TableIndex } from 'typeorm';
import type { Migration } from '../kernel/migration.ts';

const text = (name: string, length: number) =>
  new TableColumn({ name, type: 'varchar', length: String(length), isNullable: true });

/** What never arrived can be closed as lost: which transfer a write-off is of, since when a parcel is coming back, who asked. */
export const migration: Migration = {
  name: 'Losses1795305600042',
  async up(runner) {
    await runner.addColumn('stock_request', text('transferId', 36));
    const index = { name: 'ix_stock_request_transferId', columnNames: ['transferId'] };
    await runner.createIndex('stock_request', new TableIndex(index));
    await runner.addColumns('parcel', [text('returningAt', 24), text('lossAskedBy', 36)]);
  },
};
