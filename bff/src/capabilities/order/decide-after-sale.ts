import { orderProblem } from '@xinglin/shared/order/contract';
import type { StoreAfterSale } from '@xinglin/shared/order/changes';
import type {
  decideAfterSale as decideContract,
  listAfterSales as listContract,
  takeGoodsBack as goodsBackContract,
} from '@xinglin/shared/order/operations';
import type { Actor } from '../../kernel/actor.ts';
import type { Handler } from '../../kernel/http.ts';
import { afterSaleTable, type AfterSaleRow } from './changes-table.ts';
import type { Deps } from './ports.ts';
import { presentAfterSale } from './present-changes.ts';
import { answerAfterSale, destroyUnits } from './settle-after-sale.ts';
import { holdOrder, linesOf, ordersByIds, parcelById } from './store.ts';

export function listAfterSales(deps: Deps): Handler<typeof listContract> {
  return async ({ storeId }, { page, pageSize, status }) => {
    if (!storeId) throw orderProblem('AFTER_SALE_NOT_FOUND');
    const [rows, total] = await deps.db.read.findAndCount(afterSaleTable, {
      where: { storeId, ...(status ? { status } : {}) },
      order: { submittedAt: 'DESC', id: 'DESC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    return { items: await Promise.all(rows.map((row) => forStore(deps, row))), total };
  };
}

async function forStore({ db, crypto }: Deps, row: AfterSaleRow): Promise<StoreAfterSale> {
  const [[order], parcel, lines] = await Promise.all([
    ordersByIds(db.read, [row.orderId]),
    parcelById(db.read, row.parcelId),
    linesOf(db.read, [row.parcelId]),
  ]);
  const shown = presentAfterSale(crypto, row, lines);
  return { ...shown, orderNo: order!.orderNo, parcelId: row.parcelId, parcelNo: parcel!.parcelNo };
}

/** What another store sold does not exist for this one. */
async function ownSale({ db }: Deps, { storeId }: Actor, id: string): Promise<AfterSaleRow> {
  const sale = await db.read.findOneBy(afterSaleTable, { id });
  if (!sale || !storeId || sale.storeId !== storeId) throw orderProblem('AFTER_SALE_NOT_FOUND');
  return sale;
}

/** The store takes the complaint or says why not. Taken: the money of these units goes back, and nobody sells them again. */
export function decideAfterSale(deps: Deps): Handler<typeof decideContract> {
  const { db } = deps;
  return async (staff, { id, accept, answer: words, goodsBack }) => {
    const { orderId } = await ownSale(deps, staff, id);
    await db.write(async (tx) => {
      await holdOrder(tx, orderId);
      const sale = (await tx.findOneBy(afterSaleTable, { id }))!;
      await answerAfterSale(deps, tx, staff, sale, { accept, words });
      if (accept && goodsBack) await destroyUnits(deps, tx, staff, sale);
    });
    return forStore(deps, await ownSale(deps, staff, id));
  };
}

/** The money was promised before the goods were there: now they lie on the counter, and are destroyed. */
export function takeGoodsBack(deps: Deps): Handler<typeof goodsBackContract> {
  const { db } = deps;
  return async (staff, { id }) => {
    const { orderId } = await ownSale(deps, staff, id);
    await db.write(async (tx) => {
      await holdOrder(tx, orderId);
      await destroyUnits(deps, tx, staff, (await tx.findOneBy(afterSaleTable, { id }))!);
    });
    return forStore(deps, await ownSale(deps, staff, id));
  };
}
