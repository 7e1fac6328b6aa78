import type { z } from 'zod';
import { cell, upsertRows, type Importer } from '../../kernel/import/importer.ts';
import type { Deps } from './ports.ts';
import { channelTable } from './store.ts';

const fen = cell.integer(0, 1_000_000);
const columns = {
  code: cell.code(),
  name: cell.text(60),
  delivery_fee_fen: fen,
  free_delivery_fen: cell.orNull(fen),
  min_order_fen: fen,
  eta_minutes: cell.integer(1, 30 * 24 * 60),
  source: cell.optionalText(200),
  review_state: cell.optionalText(20),
};
type Row = { [K in keyof typeof columns]: z.output<(typeof columns)[K]> };

/** `channels.csv`: online shops to compare with. */
export const channelImporter = ({ newId }: Pick<Deps, 'newId'>): Importer<Row> => ({
  name: 'channels',
  title: '线上渠道',
  columns,
  optional: ['source', 'review_state'],
  key: ({ code }) => code,
  apply: (tx, rows) =>
    upsertRows(tx, {
      table: channelTable,
      key: ['code'],
      rows: rows.map((row) => ({
        code: row.code,
        name: row.name,
        deliveryFeeFen: row.delivery_fee_fen,
        freeDeliveryFen: row.free_delivery_fen,
        minOrderFen: row.min_order_fen,
        etaMinutes: row.eta_minutes,
      })),
      create: () => ({ id: newId() }),
      label: ({ code, name }) => `${code} ${name}`,
    }),
});
