import { TableColumn } from 'typeorm';
import type { Migration } from '../kernel/migration.ts';

/** Complained-about goods may be brought back after the money is promised, a recalled lot's always are. */
export const migration: Migration = {
  name: 'GoodsBack1795305600040',
  up: (runner) =>
    runner.addColumn(
      'after_sale',
      new TableColumn({ name: 'goodsBackAt', type: 'varchar', length: '24', isNullable: true }),
    ),
};
