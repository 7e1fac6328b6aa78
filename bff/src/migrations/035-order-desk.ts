import { TableColumn } from 'typeorm';
import type { Migration } from '../kernel/migration.ts';

const text = (name: string, length: number) =>
  new TableColumn({ name, type: 'varchar', length: String(length), isNullable: true });

/** Who picked a parcel; which lot of a line is short, and why. */
export const migration: Migration = {
  name: 'OrderDesk1795305600035',
  async up(runner) {
    await runner.addColumn('parcel', text('pickedBy', 36));
    await runner.addColumns('line_shortage', [text('batchId', 36), text('reason', 12)]);
  },
};
