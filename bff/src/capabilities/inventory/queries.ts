import type {
  Batch,
  Movement,
  listBatches,
  listMovements,
  listTraceCodes,
} from '@xinglin/shared/inventory/contract';
import { addDays, atShanghai, type Instant, type LocalDate } from '@xinglin/shared/kernel/time';
import type { z } from 'zod';
import type { Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { keepsBeyond, ownBatch, ownStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { isRegistered } from './register-sale.ts';
import { reservationsIn } from './reservation-store.ts';
import { traceStore } from './trace-store.ts';
import { figureStore, type StockFigure } from './figure-store.ts';
import { inventoryStore, type BatchRow } from './store.ts';

type ShownBatch = z.infer<typeof Batch>;

/** What can be sold online now, per store and drug; a pair without any batch has no row. */
export const stockAt =
  ({ db, now }: Pick<Deps, 'db' | 'now'>) =>
  (storeIds: string[], drugIds: string[], tx: Tx = db.read): Promise<StockFigure[]> =>
    figureStore(tx).figures(storeIds, drugIds, keepsBeyond(now()));

/** The same for everything these stores hold. */
export const stockOf =
  ({ db, now }: Pick<Deps, 'db' | 'now'>) =>
  (storeIds: string[]): Promise<StockFigure[]> =>
    figureStore(db.read).figures(storeIds, 'all', keepsBeyond(now()));

/** The figures that were touched at that moment or later, by any process: for copies that follow the shelves. */
export const stockTouchedSince =
  ({ db, now }: Pick<Deps, 'db' | 'now'>) =>
  (at: Instant): Promise<StockFigure[]> =>
    figureStore(db.read).figuresTouchedSince(at, keepsBeyond(now()));

export type PickLine = {
  batchId: string;
  drugId: string;
  lotNo: string;
  expires: LocalDate;
  quantity: number;
  /** Of these, back in the store already. */
  takenBack: number;
};

/** The picking list of a reference, held or already sold, first to expire first; empty once released. */
export const picksOf =
  ({ db }: Pick<Deps, 'db'>) =>
  async (reference: string, tx: Tx = db.read): Promise<PickLine[]> => {
    const store = inventoryStore(tx);
    const rows = (await store.reservationsOf(reference)).filter(({ state }) => state !== 'released');
    const batches = new Map((await store.batchesByIds(rows.map((row) => row.batchId))).map((b) => [b.id, b]));
    return rows
      .map(({ batchId, drugId, quantity, takenBack }) => {
        const { lotNo, expires } = batches.get(batchId)!;
        return { batchId, drugId, lotNo, expires, quantity, takenBack };
      })
      .sort((a, b) =>
        a.expires < b.expires ? -1 : a.expires > b.expires ? 1 : a.batchId < b.batchId ? -1 : 1,
      );
  };

/** Parcels a lot is promised to or has gone to, and how many units. */
export const holdersOf =
  ({ db }: Pick<Deps, 'db'>) =>
  async (batchId: string): Promise<{ reference: string; quantity: number }[]> =>
    (await reservationsIn(db.read, batchId)).map(({ reference, quantity, takenBack }) => ({
      reference,
      quantity: quantity - takenBack,
    }));

export async function presentBatches(
  { drugsByIds, now }: Pick<Deps, 'drugsByIds' | 'now'>,
  rows: BatchRow[],
): Promise<ShownBatch[]> {
  const drugs = await drugsOf(drugsByIds, rows);
  const limit = keepsBeyond(now());
  return rows.map(({ storeId: _, recalledAt, ...row }) => {
    const drug = drugs.get(row.drugId);
    const nearExpiry = row.expires <= limit;
    const recalled = recalledAt !== null;
    return {
      ...row,
      drugName: drug?.genericName ?? '未知药品',
      strength: drug?.strength ?? '',
      pack: drug?.pack ?? '',
      class: drug?.class ?? 'otc_a',
      storage: drug?.storage ?? 'normal',
      registered: isRegistered(drug, now()),
      available: nearExpiry || recalled ? 0 : row.onHand - row.reserved - row.quarantined,
      nearExpiry,
      recalled,
    };
  });
}

const drugsOf = (drugsByIds: Deps['drugsByIds'], rows: { drugId: string }[]) =>
  drugsByIds([...new Set(rows.map(({ drugId }) => drugId))]);

/** The stock of the caller's own store, first to expire first; `q` looks in drug names and lot numbers. */
export function listOwnBatches(deps: Deps): Handler<typeof listBatches> {
  return async (actor, { page, pageSize, q }) => {
    const storeId = ownStore(actor);
    const store = inventoryStore(deps.db.read);
    const text = q?.trim();
    const search = text ? { text, drugIds: await drugIdsNamed(deps, storeId, text) } : undefined;
    const [rows, total] = await store.listBatches(storeId, (page - 1) * pageSize, pageSize, search);
    return { items: await presentBatches(deps, rows), total };
  };
}

async function drugIdsNamed({ db, drugsByIds }: Deps, storeId: string, text: string): Promise<string[]> {
  const carried = await drugsByIds(await inventoryStore(db.read).drugIdsAt(storeId));
  return [...carried].filter(([, { genericName }]) => genericName.includes(text)).map(([id]) => id);
}

const FIRST_DAY = '2000-01-01';
const LAST_DAY = '2999-12-31';
const dayStart = (day: LocalDate) => atShanghai(day, '00:00');

/** The ledger of the caller's own store, latest first. */
export function listOwnMovements(deps: Deps): Handler<typeof listMovements> {
  return async (actor, { page, pageSize, batchId, kind, q, from, to }) => {
    const store = inventoryStore(deps.db.read);
    const storeId = ownStore(actor);
    const text = q?.trim();
    const where = {
      storeId,
      batchId,
      kind,
      drugIds: text ? await drugIdsNamed(deps, storeId, text) : undefined,
      from: dayStart(from ?? FIRST_DAY),
      before: dayStart(addDays(to ?? LAST_DAY, 1)),
    };
    const [rows, total] = await store.listMovements(where, (page - 1) * pageSize, pageSize);
    const drugs = await drugsOf(deps.drugsByIds, rows);
    const batches = await store.batchesByIds([...new Set(rows.map((row) => row.batchId))]);
    const lots = new Map(batches.map(({ id, lotNo }) => [id, lotNo]));
    const names = await deps.staffNames([...new Set(rows.map(({ actorId }) => actorId))]);
    const items = rows.map(({ storeId: _, drugId, actorId, ...row }): z.infer<typeof Movement> => ({
      ...row,
      drugName: drugs.get(drugId)?.genericName ?? '未知药品',
      lotNo: lots.get(row.batchId) ?? '',
      actorName: names.get(actorId) ?? '系统',
    }));
    return { items, total };
  };
}

/** The first boxes of a batch on the shelf, by code, and how many there are. */
export function listOwnCodes({ db }: Pick<Deps, 'db'>): Handler<typeof listTraceCodes> {
  return async (actor, { id }) => {
    await ownBatch(db.read, actor, id);
    const store = traceStore(db.read);
    const codes = (await store.inStock(id, 100)).map(({ code }) => code);
    return { codes, total: (await store.countInStock([id])).get(id) ?? 0 };
  };
}
