import type { z } from 'zod';
import { cell, upsertRows, type Importer } from '../../kernel/import/importer.ts';
import type { Deps } from './ports.ts';
import { bandTable } from './store.ts';

const columns = {
  store_code: cell.code(),
  up_to_m: cell.integer(1, 20_000),
  fee_fen: cell.integer(0, 1_000_000),
  source: cell.optionalText(200),
  review_state: cell.optionalText(20),
};
type Row = { [K in keyof typeof columns]: z.output<(typeof columns)[K]> };

/** `bands.csv`: what delivery costs up to which distance, several lines a store. A store without any keeps its one fee. */
export const bandImporter = ({ storesByCodes }: Pick<Deps, 'storesByCodes'>): Importer<Row> => ({
  name: 'bands',
  title: '配送费分段',
  columns,
  optional: ['source', 'review_state'],
  key: ({ store_code, up_to_m }) => `${store_code} ${up_to_m}`,
  check: async (tx, rows) => {
    const codes = [...new Set(rows.map(({ row }) => row.store_code))];
    const known = new Set((await storesByCodes(codes, tx)).map(({ code }) => code));
    return rows
      .filter(({ row }) => !known.has(row.store_code))
      .map(({ line, row }) => ({
        ...{ line, column: 'store_code', value: row.store_code },
        reason: '没有这家门店',
      }));
  },
  apply: async (tx, rows) => {
    const stores = await storesByCodes([...new Set(rows.map(({ store_code }) => store_code))], tx);
    const [ids, codes] = [
      new Map(stores.map(({ code, id }) => [code, id])),
      new Map(stores.map(({ code, id }) => [id, code])),
    ];
    return upsertRows(tx, {
      table: bandTable,
      key: ['storeId', 'uptoM'],
      rows: rows.map((row) => ({
        storeId: ids.get(row.store_code)!,
        uptoM: row.up_to_m,
        feeFen: row.fee_fen,
      })),
      create: () => ({}),
      label: ({ storeId, uptoM }) => `${codes.get(storeId) ?? ''} ${uptoM} 米内`,
    });
  },
});
