import { toInstant } from '@xinglin/shared/kernel/time';
import type {
  getPriceHistory as historyContract,
  listStorePrices as listContract,
  PriceHistoryRow,
  StorePrice,
} from '@xinglin/shared/pricing/desk';
import type { Handler } from '../../kernel/http.ts';
import { ownStore } from './policy.ts';
import type { Deps, DrugFacts } from './ports.ts';
import { baseOf, inForceAt, isWithdrawn, wasPriceOf } from './price-history.ts';
import { pricingStore, type OfferRow } from './store.ts';
import { pricePast } from './was-price.ts';

type Listing = Pick<Deps, 'db' | 'now' | 'drugsByIds' | 'dealsAt'>;

/** The price list of the caller's own store, by drug name. */
export function listStorePrices(deps: Listing): Handler<typeof listContract> {
  return async (actor, { page, pageSize, q }) => {
    const storeId = ownStore(actor);
    const drugs = await deps.drugsByIds(await pricingStore(deps.db.read).drugIdsPricedBy(storeId));
    const text = q?.trim() ?? '';
    const named = [...drugs.values()]
      .filter(({ genericName }) => genericName.includes(text))
      .sort((a, b) => a.genericName.localeCompare(b.genericName, 'zh') || (a.id < b.id ? -1 : 1));
    const shown = named.slice((page - 1) * pageSize, page * pageSize);
    return { items: await presentPrices(deps, storeId, shown), total: named.length };
  };
}

export async function presentPrices(
  deps: Omit<Listing, 'drugsByIds'>,
  storeId: string,
  drugs: DrugFacts[],
): Promise<StorePrice[]> {
  const at = toInstant(deps.now());
  const ids = drugs.map(({ id }) => id);
  const past = await pricePast(deps, [storeId], ids);
  return drugs.map(({ id: drugId, genericName: name, strength, pack, class: drugClass }) => {
    const offers = past.offers(storeId, drugId);
    const now = inForceAt(offers, at);
    const next = offers
      .filter((offer) => offer.validFrom > at && !isWithdrawn(offer))
      .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))[0];
    return {
      ...{ drugId, name, strength, pack, class: drugClass },
      priceFen: now?.priceFen ?? null,
      since: now?.validFrom ?? null,
      wasPriceFen: wasPriceOf(offers, past.deals(storeId, drugId), at),
      next: next ? { priceFen: next.priceFen, validFrom: next.validFrom } : null,
    };
  });
}

/** Every price there ever was, latest first, and what a new one would be compared with. */
export function getPriceHistory(deps: Listing): Handler<typeof historyContract> {
  return async (actor, { drugId }) => {
    const storeId = ownStore(actor);
    const at = toInstant(deps.now());
    const past = await pricePast(deps, [storeId], [drugId]);
    const offers = past.offers(storeId, drugId);
    const current = inForceAt(offers, at);
    const stateOf = (offer: OfferRow): PriceHistoryRow['state'] => {
      if (isWithdrawn(offer)) return 'withdrawn';
      if (offer === current) return 'now';
      return offer.validFrom > at ? 'future' : 'past';
    };
    const rows = [...offers]
      .sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
      .map((offer) => {
        const { id, priceFen, validFrom, validUntil } = offer;
        return { id, priceFen, validFrom, validUntil, state: stateOf(offer) };
      });
    return { rows, base: baseOf(offers, past.deals(storeId, drugId), at) };
  };
}
