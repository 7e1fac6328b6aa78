import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import { type z } from 'zod';
import { system } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import {
  cell,
  type Applied,
  type Importer,
  type Numbered,
  type RowFault,
} from '../../kernel/import/importer.ts';
import { record, type Entry } from './ledger.ts';
import type { Deps } from './ports.ts';
import { inventoryStore, type BatchRow } from './store.ts';

const columns = {
  store_code: cell.code(),
  drug_code: cell.code(),
  lot_no: cell.text(40),
  expires: cell.date(),
  on_hand: cell.integer(0, 1_000_000),
};
export type StockRow = { [K in keyof typeof columns]: z.output<(typeof columns)[K]> };
type ImportDeps = Pick<Deps, 'now' | 'newId' | 'drugsByCodes' | 'storesByCodes'>;
type Place = Pick<BatchRow, 'storeId' | 'drugId' | 'lotNo'>;

/**
 * `stock.csv`: what is on hand of each lot, as counted, by who runs this machine. The difference to what we know becomes a
 * movement at once; a clerk's own file only asks (`upload-stock.ts`). A count below what is already promised to buyers is a
 * fault: those orders must be dealt with first.
 */
export const stockImporter = (deps: ImportDeps): Importer<StockRow> => ({
  name: 'stock',
  title: '库存',
  columns,
  key: labelOf,
  check: (tx, rows) => faultsOf(deps, tx, rows),
  apply: (tx, rows) => apply(deps, tx, rows),
});

export const labelOf = ({ store_code, drug_code, lot_no }: StockRow) =>
  `${store_code} ${drug_code} ${lot_no}`;
export const keyOf = ({ storeId, drugId, lotNo }: Place) => `${storeId}/${drugId}/${lotNo}`;

/** Where the rows belong, as far as their codes are known, and the lots that are there already. */
export async function placesIn({ drugsByCodes, storesByCodes }: ImportDeps, tx: Tx, rows: StockRow[]) {
  const unique = (codes: string[]) => [...new Set(codes)];
  const stores = await storesByCodes(unique(rows.map(({ store_code }) => store_code)), tx);
  const drugs = await drugsByCodes(unique(rows.map(({ drug_code }) => drug_code)), tx);
  const store = new Map(stores.map(({ code, id }) => [code, id]));
  const drug = new Map([...drugs].map(([code, { id }]) => [code, id]));
  const batches = await inventoryStore(tx).batchesAt([...store.values()], [...drug.values()]);
  const placeOf = ({ store_code, drug_code, lot_no: lotNo }: StockRow): Place | undefined => {
    const [storeId, drugId] = [store.get(store_code), drug.get(drug_code)];
    return storeId && drugId ? { storeId, drugId, lotNo } : undefined;
  };
  return { store, drug, placeOf, known: new Map(batches.map((row) => [keyOf(row), row])) };
}

async function faultsOf(deps: ImportDeps, tx: Tx, rows: Numbered<StockRow>[]): Promise<RowFault[]> {
  const { store, placeOf, known } = await placesIn(
    deps,
    tx,
    rows.map(({ row }) => row),
  );
  return rows.flatMap(({ line, row }): RowFault[] => {
    if (!store.has(row.store_code))
      return [{ line, column: 'store_code', value: row.store_code, reason: '没有这家门店' }];
    const place = placeOf(row);
    if (!place) return [{ line, column: 'drug_code', value: row.drug_code, reason: '没有这个药品' }];
    const batch = known.get(keyOf(place));
    const promised = batch ? batch.reserved + batch.quarantined : 0;
    if (row.on_hand >= promised) return [];
    const reason = `少于已预留和隔离的 ${promised} 件，请先处理订单`;
    return [{ line, column: 'on_hand', value: String(row.on_hand), reason }];
  });
}

async function apply(deps: ImportDeps, tx: Tx, rows: StockRow[]): Promise<Applied> {
  const { placeOf, known } = await placesIn(deps, tx, rows);
  const store = inventoryStore(tx);
  const at = toInstant(deps.now());
  const changes: Applied['changes'] = [];
  const entries: Entry[] = [];
  const fresh: BatchRow[] = [];
  const confirmed: string[] = [];
  for (const row of rows) {
    const place = placeOf(row)!;
    const before = known.get(keyOf(place));
    if (!before) {
      const stock = { expires: row.expires, onHand: row.on_hand, reserved: 0, quarantined: 0 };
      fresh.push({ id: deps.newId(), ...place, ...stock, updatedAt: at, recalledAt: null });
      changes.push({ kind: 'created', key: labelOf(row), fields: [] });
      continue;
    }
    const fields = await bringUpToDate(tx, before, row, at);
    if (fields.length === 0) confirmed.push(before.id);
    else changes.push({ kind: 'changed', key: labelOf(row), fields });
    if (row.on_hand !== before.onHand)
      entries.push({ batchId: before.id, ...place, onHandDelta: row.on_hand - before.onHand });
  }
  await store.insertBatches(fresh);
  await store.confirm(confirmed, at);
  for (const batch of fresh)
    if (batch.onHand > 0) entries.push({ ...batch, batchId: batch.id, onHandDelta: batch.onHand });
  await record(tx, deps, { kind: 'import', reference: 'import', actor: system }, entries);
  await auditStores(tx, entries);
  return {
    created: fresh.length,
    changed: changes.length - fresh.length,
    unchanged: confirmed.length,
    changes,
  };
}

/** How much a file moved at each store; lot by lot it stands in the ledger. */
async function auditStores(tx: Tx, entries: Entry[]): Promise<void> {
  for (const storeId of new Set(entries.map((entry) => entry.storeId))) {
    const moved = entries.filter((entry) => entry.storeId === storeId).map((entry) => entry.onHandDelta ?? 0);
    const sum = (deltas: number[]) => deltas.reduce((total, delta) => total + delta, 0);
    const more = sum(moved.filter((delta) => delta > 0));
    const fewer = -sum(moved.filter((delta) => delta < 0));
    await audit(tx, system, 'inventory.import', storeId, { lots: moved.length, more, fewer });
  }
}

async function bringUpToDate(tx: Tx, before: BatchRow, row: StockRow, at: string) {
  const store = inventoryStore(tx);
  const fields = [];
  if (row.on_hand !== before.onHand) {
    if (!(await store.recount(before.id, before.onHand, row.on_hand, at)))
      throw inventoryProblem('STOCK_CHANGED', { lotNo: before.lotNo });
    fields.push({ field: 'onHand', from: before.onHand, to: row.on_hand });
  }
  if (row.expires !== before.expires) {
    await store.setExpiry(before.id, row.expires, at);
    fields.push({ field: 'expires', from: before.expires, to: row.expires });
  }
  return fields;
}
