import type { uploadFile as contract } from '@xinglin/shared/inventory/upload';
import { runImport, textSource } from '../../kernel/import/importer.ts';
import type { Handler } from '../../kernel/http.ts';
import { ownStore } from './policy.ts';
import type { Deps, Narrow } from './ports.ts';
import { stockUpload } from './upload-stock.ts';

/**
 * A store's own stock or prices from a file; a line about another store is a fault, so nothing of the file is taken. Prices hold
 * at once; what is on hand waits for a second person.
 */
export function uploadFile(deps: Deps): Handler<typeof contract> {
  return async (actor, { kind, name, content, dryRun }) => {
    const storeId = ownStore(actor);
    const own = (await deps.allStores()).find(({ id }) => id === storeId)?.code ?? '';
    const source = textSource(Buffer.from(content, 'base64'), name);
    const run = { db: deps.db, source, dryRun, actor };
    return kind === 'stock'
      ? runImport({ ...run, importer: onlyOf(own)(stockUpload(deps, actor)) })
      : deps.importOffers(run, onlyOf(own));
  };
}

const onlyOf =
  (own: string): Narrow =>
  (importer) => ({
    ...importer,
    check: async (tx, rows) => [
      ...rows
        .filter(({ row }) => row.store_code !== own)
        .map(({ line, row: { store_code } }) => ({
          line,
          column: 'store_code',
          value: store_code ?? '',
          reason: `只能导入本店（${own}）的数据`,
        })),
      ...((await importer.check?.(
        tx,
        rows.filter(({ row }) => row.store_code === own),
      )) ?? []),
    ],
  });
