import { inventoryProblem } from '@xinglin/shared/inventory/contract';
import { toInstant } from '@xinglin/shared/kernel/time';
import { type z } from 'zod';
import { system, type Actor } from '../../kernel/actor.ts';
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
type Row = { [K in keyof typeof columns]: z.output<(typeof columns)[K]> };
type ImportDeps = Pick<Deps, 'now' | 'newId' | 'drugsByCodes' | 'storesByCodes'>;

/**
 * `stock.csv`: what is on hand of each lot, as counted. The difference to what we know becomes a movement. A count below what is
 * already promised to buyers is a fault: those orders must be dealt with first.
 */
export const stockImporter = (deps: ImportDeps, actor: Actor = system): Importer<Row> => ({
  name: 'stock',
  title: '库存',
  columns,
  key: ({ store_code, drug_code, lot_no }) => `${store_code} ${drug_code} ${lot_no}`,
  check: (tx, rows) => faultsOf(deps, tx, rows),
  apply: (tx, rows) => apply(deps, tx, rows, actor),
});

async function idsOf({ drugsByCodes, storesByCodes }: ImportDeps, tx: Tx, rows: Row[]) {
  const unique = (codes: string[]) => [...new Set(codes)];
  const stores = await storesByCodes(unique(rows.map(({ store_code }) => store_code)), tx);
  const drugs = await drugsByCodes(unique(rows.map(({ drug_code }) => drug_code)), tx);
  return {
    store: new Map(stores.map(({ code, id }) => [code, id])),
    drug: new Map([...drugs].map(([code, { id }]) => [code, id])),
  };
}

async function faultsOf(deps: ImportDeps, tx: Tx, rows: Numbered<Row>[]): Promise<RowFault[]> {
  const ids = await idsOf(
    deps,
    tx,
    rows.map(({ row }) => row),
  );
  const known = await knownBatches(tx, ids);
  return rows.flatMap(({ line, row }): RowFault[] => {
    const storeId = ids.store.get(row.store_code);
    const drugId = ids.drug.get(row.drug_code);
    if (!storeId) return [{ line, column: 'store_code', value: row.store_code, reason: '没有这家门店' }];
    if (!drugId) return [{ line, column: 'drug_code', value: row.drug_code, reason: '没有这个药品' }];
    const batch = known.get(keyOf({ storeId, drugId, lotNo: row.lot_no }));
    const promised = batch ? batch.reserved + batch.quarantined : 0;
    if (row.on_hand >= promised) return [];
    const reason = `少于已预留和隔离的 ${promised} 件，请先处理订单`;
    return [{ line, column: 'on_hand', value: String(row.on_hand), reason }];
  });
}

const keyOf = ({ storeId, drugId, lotNo }: Pick<BatchRow, 'storeId' | 'drugId' | 'lotNo'>) =>
  `${storeId}/${drugId}/${lotNo}`;

async function knownBatches(
  tx: Tx,
  { store, drug }: { store: Map<string, string>; drug: Map<string, string> },
) {
  const rows = await inventoryStore(tx).batchesAt([...store.values()], [...drug.values()]);
  return new Map(rows.map((row) => [keyOf(row), row]));
}

async function apply(deps: ImportDeps, tx: Tx, rows: Row[], actor: Actor): Promise<Applied> {
  const ids = await idsOf(deps, tx, rows);
  const known = await knownBatches(tx, ids);
  const store = inventoryStore(tx);
  const at = toInstant(deps.now());
  const changes: Applied['changes'] = [];
  const entries: Entry[] = [];
  const fresh: BatchRow[] = [];
  const confirmed: string[] = [];
  for (const row of rows) {
    const place = {
      storeId: ids.store.get(row.store_code)!,
      drugId: ids.drug.get(row.drug_code)!,
      lotNo: row.lot_no,
    };
    const label = `${row.store_code} ${row.drug_code} ${row.lot_no}`;
    const before = known.get(keyOf(place));
    if (!before) {
      const stock = { expires: row.expires, onHand: row.on_hand, reserved: 0, quarantined: 0 };
      fresh.push({ id: deps.newId(), ...place, ...stock, updatedAt: at, recalledAt: null });
      changes.push({ kind: 'created', key: label, fields: [] });
      continue;
    }
    const fields = await bringUpToDate(tx, before, row, at);
    if (fields.length === 0) confirmed.push(before.id);
    else changes.push({ kind: 'changed', key: label, fields });
    if (row.on_hand !== before.onHand)
      entries.push({ batchId: before.id, ...place, onHandDelta: row.on_hand - before.onHand });
  }
  await store.insertBatches(fresh);
  await store.confirm(confirmed, at);
  for (const batch of fresh)
    if (batch.onHand > 0) entries.push({ ...batch, batchId: batch.id, onHandDelta: batch.onHand });
  await record(tx, deps, { kind: 'import', reference: 'import', actor }, entries);
  return {
    created: fresh.length,
    changed: changes.length - fresh.length,
    unchanged: confirmed.length,
    changes,
  };
}

async function bringUpToDate(tx: Tx, before: BatchRow, row: Row, at: string) {
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
