import { toInstant } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import type { Deps } from './ports.ts';
import { offerTable, pricingStore } from './store.ts';

export type PriceTag = { storeId: string; drugId: string; priceFen: number };

/** The prices in force now; of two the one that began later. A pair without a row is not sold there. */
export const pricesAt =
  ({ db, now }: Pick<Deps, 'db' | 'now'>) =>
  async (storeIds: string[], drugIds: string[], tx: Tx = db.read): Promise<PriceTag[]> =>
    latest(await pricingStore(tx).offersInForce(offerTable, drugIds, toInstant(now()), storeIds));

function latest(offers: { sellerId: string; drugId: string; priceFen: number }[]): PriceTag[] {
  const tags = new Map<string, PriceTag>();
  for (const { sellerId, drugId, priceFen } of offers)
    tags.set(`${sellerId}/${drugId}`, { storeId: sellerId, drugId, priceFen });
  return [...tags.values()];
}

/** The lowest price in force of each drug, among stores that have it to sell now. */
export const lowestPricesFen =
  ({ db, now, stockAt }: Pick<Deps, 'db' | 'now' | 'stockAt'>) =>
  async (drugIds: string[]): Promise<Map<string, number>> => {
    const tags = latest(await pricingStore(db.read).offersInForce(offerTable, drugIds, toInstant(now())));
    const stock = await stockAt([...new Set(tags.map(({ storeId }) => storeId))], drugIds);
    const has = new Set(
      stock.filter(({ available }) => available > 0).map(({ storeId, drugId }) => `${storeId}/${drugId}`),
    );
    const lowest = new Map<string, number>();
    for (const { storeId, drugId, priceFen } of tags)
      if (has.has(`${storeId}/${drugId}`))
        lowest.set(drugId, Math.min(priceFen, lowest.get(drugId) ?? Infinity));
    return lowest;
  };
