import type { CourseSale } from '@xinglin/shared/compliance/course-contract';
import type { Tx } from '../../kernel/database.ts';
import type { Deps } from './ports.ts';
import { presentRegister } from './present.ts';
import { registeredSaleTable } from './register-store.ts';
import { inventoryStore, movementTable } from './store.ts';
import { traceStore } from './trace-store.ts';

/** For compliance: one sale over the counter with its boxes and its line in the ID register; null when it was none. */
export const counterSale =
  (deps: Deps) =>
  async (saleId: string): Promise<CourseSale | null> => {
    const { read } = deps.db;
    const rows = await read.findBy(movementTable, { reference: saleId, kind: 'counter_sale' });
    const [first] = rows;
    if (!first) return null;
    const batches = await inventoryStore(read).batchesByIds(rows.map(({ batchId }) => batchId));
    const drugs = await deps.drugsByIds(rows.map(({ drugId }) => drugId));
    const registered = await read.findBy(registeredSaleTable, { id: saleId });
    const [register] = await presentRegister(deps, registered);
    const store = (await deps.allStores()).find(({ id }) => id === first.storeId);
    return {
      at: first.at,
      storeName: store?.name ?? '',
      soldBy: (await deps.staffNames([first.actorId])).get(first.actorId) ?? '',
      lots: rows.map(({ batchId, drugId, onHandDelta }) => {
        const drug = drugs.get(drugId);
        const name = drug ? `${drug.genericName} ${drug.strength} ${drug.pack}` : '未知药品';
        const lotNo = batches.find(({ id }) => id === batchId)?.lotNo ?? '';
        return { name, lotNo, quantity: -onHandDelta };
      }),
      codes: (await traceStore(read).under(saleId)).map(({ code }) => code),
      register: register ?? null,
    };
  };

/** For prescription: which store sold what over the counter, as the circulation platform is told; null when it was no such sale. */
export const soldAtCounter =
  ({ db, allStores }: Pick<Deps, 'db' | 'allStores'>) =>
  async (saleId: string) => {
    const sold = await db.read.findOneBy(movementTable, { reference: saleId, kind: 'counter_sale' });
    if (!sold) return null;
    const { storeId, batchId, drugId, onHandDelta } = sold;
    const storeCode = (await allStores()).find(({ id }) => id === storeId)!.code;
    const { lotNo } = (await inventoryStore(db.read).batch(batchId))!;
    return { storeCode, lots: [{ drugId, lotNo, quantity: -onHandDelta }] };
  };

/** After the term of the sale: who bought is forgotten; that so much left the shelf stays in the ledger. */
export const forgetCounterBuyer = async (tx: Tx, saleId: string): Promise<void> =>
  void (await tx.delete(registeredSaleTable, { id: saleId }));
