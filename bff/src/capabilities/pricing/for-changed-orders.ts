import { distanceInMetres, type Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { FulfilmentMode, Slot } from '@xinglin/shared/pricing/contract';
import { chargedFees, feesOf } from './fees.ts';
import type { Deps } from './ports.ts';
import { pricesAt } from './prices.ts';
import { maySellAt, servesAt, WITHIN_M } from './slots.ts';
import { pricingStore } from './store.ts';

type Bring = { storeId: string; goodsFen: number; to: Gcj02Point; slot: Slot | null };

/** For orders: what a store asks to bring goods for so much; null when it does not bring them there, or not then. */
export const deliveryFeeFen =
  (deps: Pick<Deps, 'db' | 'now' | 'storesByIds'>) =>
  async ({ storeId, goodsFen, to, slot }: Bring): Promise<number | null> => {
    const [store] = await deps.storesByIds([storeId]);
    if (!store || !servesAt(store, deps.now(), slot ?? undefined)) return null;
    const bands = await pricingStore(deps.db.read).bandsOf([storeId]);
    const fees = feesOf(store, bands, distanceInMetres(store.point, to), slot ? 'scheduled' : 'instant');
    return fees && chargedFees(fees, goodsFen).deliveryFeeFen;
  };

type Want = { drugId: string; quantity: number; near: Gcj02Point; except: string; mode: FulfilmentMode };

/** For orders: the stores that may sell all of it now and serve this place this way, nearest first, with their price. */
export const otherStores =
  (deps: Pick<Deps, 'db' | 'now' | 'storesNear' | 'drugsByIds' | 'stockAt'>) =>
  async ({ drugId, quantity, near, except, mode }: Want) => {
    const now = deps.now();
    const drug = (await deps.drugsByIds([drugId])).get(drugId);
    const around = (await deps.storesNear(near, WITHIN_M)).filter(
      ({ store }) => store.id !== except && servesAt(store, now, undefined),
    );
    const ids = around.map(({ store }) => store.id);
    const [stock, prices, bands] = await Promise.all([
      deps.stockAt(ids, [drugId]),
      pricesAt(deps)(ids, [drugId]),
      pricingStore(deps.db.read).bandsOf(ids),
    ]);
    return around.flatMap(({ store, distanceM }) => {
      const price = prices.find(({ storeId }) => storeId === store.id);
      const has = stock.some(({ storeId, available }) => storeId === store.id && available >= quantity);
      const serves = feesOf(store, bands, distanceM, mode) !== null;
      if (!drug || !price || !has || !serves || !maySellAt(store, drug, now, undefined)) return [];
      return [{ storeId: store.id, storeName: store.name, distanceM, priceFen: price.priceFen }];
    });
  };

/** For orders: the price of one pack now; null when it is not sold there. */
export const priceAt =
  (deps: Pick<Deps, 'db' | 'now'>) =>
  async (storeId: string, drugId: string): Promise<number | null> =>
    (await pricesAt(deps)([storeId], [drugId]))[0]?.priceFen ?? null;
