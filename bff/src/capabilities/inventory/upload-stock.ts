import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import type { Actor } from '../../kernel/actor.ts';
import type { Tx } from '../../kernel/database.ts';
import type { Applied, Importer, Numbered, RowFault } from '../../kernel/import/importer.ts';
import { batchOfLot } from './batch-of-lot.ts';
import { keyOf, labelOf, placesIn, stockImporter, type StockRow } from './import-stock.ts';
import type { Deps } from './ports.ts';
import { requestStore } from './request-store.ts';
import { ask } from './requests.ts';
import { inventoryStore } from './store.ts';

/**
 * The same file, from a clerk: what agrees with the books is confirmed, and each difference, also a lot the books do not know,
 * becomes an adjustment that a second person confirms. Nothing on hand changes by the file alone.
 */
export const stockUpload = (deps: Deps, actor: Actor): Importer<StockRow> => {
  const base = stockImporter(deps);
  return {
    ...base,
    check: async (tx, rows) => [
      ...((await base.check?.(tx, rows)) ?? []),
      ...(await notHere(deps, tx, rows)),
    ],
    apply: (tx, rows) => askAll(deps, tx, rows, actor),
  };
};

/** What a clerk's file may not do: give a lot another expiry, or ask twice about the same one. */
async function notHere(deps: Deps, tx: Tx, rows: Numbered<StockRow>[]): Promise<RowFault[]> {
  const { placeOf, known } = await placesIn(
    deps,
    tx,
    rows.map(({ row }) => row),
  );
  const asked = await requestStore(tx).adjustmentsWaitingFor([...known.values()].map(({ id }) => id));
  return rows.flatMap(({ line, row }): RowFault[] => {
    const place = placeOf(row);
    const batch = place && known.get(keyOf(place));
    if (!batch) return [];
    if (batch.expires !== row.expires) {
      const reason = `这个批号登记的有效期是 ${batch.expires}，不能用文件改，请核对药盒`;
      return [{ line, column: 'expires', value: row.expires, reason }];
    }
    if (batch.onHand === row.on_hand || !asked.has(batch.id)) return [];
    const reason = '这个批号已有一条调整在等复核，请先在「待复核」里处理';
    return [{ line, column: 'lot_no', value: row.lot_no, reason }];
  });
}

async function askAll(deps: Deps, tx: Tx, rows: StockRow[], actor: Actor): Promise<Applied> {
  const store = inventoryStore(tx);
  await store.holdBatches([...(await placesIn(deps, tx, rows)).known.values()].map(({ id }) => id));
  // Read after the hold: whoever was asking about one of these lots has asked.
  const { placeOf, known } = await placesIn(deps, tx, rows);
  const asked = await requestStore(tx).adjustmentsWaitingFor([...known.values()].map(({ id }) => id));
  const changes: Applied['changes'] = [];
  const agreed: string[] = [];
  for (const row of rows) {
    const place = placeOf(row)!;
    const before = known.get(keyOf(place));
    const from = before?.onHand ?? 0;
    if (from === row.on_hand) {
      if (before) agreed.push(before.id);
      continue;
    }
    if (before && asked.has(before.id)) throw inventoryProblem('ADJUSTMENT_WAITING', { lotNo: row.lot_no });
    const batchId = before?.id ?? (await batchOfLot(deps, tx, { ...place, expires: row.expires }));
    const why = { reason: 'upload', note: `文件 ${row.on_hand}，账面 ${from}` } as const;
    const { storeId, drugId } = place;
    const wanted = { storeId, drugId, batchId, kind: 'adjust', quantity: row.on_hand - from } as const;
    await ask(deps, tx, { ...wanted, ...why }, actor);
    const fields = [{ field: 'onHand', from, to: row.on_hand }];
    changes.push({ kind: before ? 'changed' : 'created', key: labelOf(row), fields });
  }
  await store.confirm(agreed, toInstant(deps.now()));
  const created = changes.filter(({ kind }) => kind === 'created').length;
  const unchanged = rows.length - changes.length;
  return { created, changed: changes.length - created, unchanged, changes };
}
