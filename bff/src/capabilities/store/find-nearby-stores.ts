import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import { MINUTE_MS } from '@xinglin/shared/kernel/time';
import type { findNearbyStores as contract, NearbyStore } from '@xinglin/shared/store/contract';
import { etaMinutes, licenceInForce, mayKeep, maySellNow, openAt } from '@xinglin/shared/store/rules';
import type { Handler } from '../../kernel/http.ts';
import type { Deps } from './ports.ts';
import { presentStore } from './present.ts';
import type { NearbyFeed } from './nearby-feed.ts';
import type { StoreAtDistance } from './queries.ts';
import { storeStore } from './store.ts';

const WIDENING_M = [3_000, 5_000, 10_000];
const STALE_MS = 10 * MINUTE_MS;

type NearbyLine = NearbyStore['lines'][number];
type Wanted = { drugId: string; quantity: number };
type Sort = 'distance' | 'ready' | 'price';
type Around = { stores: NearbyStore[]; radiusM: number };

/**
 * Step 2: licensed stores within the radius and what they have of the basket, open ones first, then those with all of it. While
 * a drug of the basket is at no open store within, the circle widens to 3, 5, 10 km; it stays as narrow as it can be for as many
 * of the drugs as can be had at all. Closed stores are kept with their next opening. Without drugs: every licensed store.
 */
export function findNearbyStores(deps: Deps, feed: NearbyFeed): Handler<typeof contract> {
  return async (_, { lng, lat, radiusM, drugIds, quantities, sort }) => {
    const at = deps.now();
    const wanted = drugIds.map((drugId, i) => ({ drugId, quantity: Number(quantities[i] ?? 1) }));
    const radii = [radiusM, ...WIDENING_M.filter((wider) => wider > radiusM)];
    const tries: Around[] = [];
    for (const r of radii) {
      const before = tries.at(-1) ?? { radiusM: -1, stores: [] };
      const ring = await around(deps, feed, { lng, lat }, r, wanted, before.radiusM);
      const stores = [...before.stores, ...(await judge(deps, ring, wanted, at))];
      tries.push({ radiusM: r, stores });
      // Nothing is left to be found further away.
      if (reach(tries.at(-1)!, wanted) === Math.max(1, wanted.length)) break;
    }
    const found = narrowest(tries, wanted);
    return {
      radiusM: found.radiusM,
      widened: found.radiusM > radiusM,
      stores: found.stores.filter(({ hasSome }) => hasSome || wanted.length === 0).sort(order(sort, wanted)),
    };
  };
}

/** Licensed stores of the ring worth a look: in memory those that have something of it, then their facts from the database. */
async function around(
  { db, now }: Deps,
  feed: NearbyFeed,
  point: Gcj02Point,
  radiusM: number,
  wanted: Wanted[],
  beyondM: number,
): Promise<StoreAtDistance[]> {
  const found = (await feed.current()).search({ point, radiusM, wanted, having: 'some' });
  const hits = found.filter(({ distanceM }) => distanceM > beyondM);
  const stores = await storeStore(db.read).byIds(hits.map(({ storeId }) => storeId));
  const factsOf = new Map(stores.map((store) => [store.id, store]));
  return hits.flatMap(({ storeId, distanceM }) => {
    const store = factsOf.get(storeId);
    return store && licenceInForce(store, now()) ? [{ store, distanceM: Math.round(distanceM) }] : [];
  });
}

/** How many of the wanted drugs an open store has in full; without drugs, whether any store is open. */
const reach = ({ stores }: Around, wanted: Wanted[]): number => {
  const open = stores.filter(({ store }) => store.openNow);
  if (wanted.length === 0) return open.length > 0 ? 1 : 0;
  return wanted.filter((each, i) => open.some(({ lines }) => inFull(lines[i]!, each))).length;
};

/** The narrowest circle that reaches as much as any; when nothing can be had, the widest, since all of it was searched. */
function narrowest(tries: Around[], wanted: Wanted[]): Around {
  const most = Math.max(...tries.map((each) => reach(each, wanted)));
  return most === 0 ? tries.at(-1)! : tries.find((each) => reach(each, wanted) === most)!;
}

const inFull = (line: NearbyLine, { quantity }: Wanted) =>
  line.priceFen !== null && line.available >= quantity;

async function judge(
  { drugsByIds, stockAt, pricesAt }: Deps,
  around: StoreAtDistance[],
  wanted: Wanted[],
  at: Date,
): Promise<NearbyStore[]> {
  const storeIds = around.map(({ store }) => store.id);
  const drugIds = wanted.map(({ drugId }) => drugId);
  const [drugs, stock, prices] = await Promise.all([
    drugsByIds(drugIds),
    stockAt(storeIds, drugIds),
    pricesAt(storeIds, drugIds),
  ]);
  const stockOf = new Map(stock.map((each) => [`${each.storeId}/${each.drugId}`, each]));
  const priceOf = new Map(prices.map((each) => [`${each.storeId}/${each.drugId}`, each.priceFen]));
  return around.map(({ store, distanceM }) => {
    const lines = wanted.map(({ drugId }): NearbyLine => {
      const drug = drugs.get(drugId);
      const held = stockOf.get(`${store.id}/${drugId}`);
      const sold = drug && (openAt(store, at) ? maySellNow(store, drug, at) : mayKeep(store, drug, at));
      const asOf = held?.asOf ?? null;
      return {
        drugId,
        available: sold ? Math.max(0, held?.available ?? 0) : 0,
        priceFen: sold ? (priceOf.get(`${store.id}/${drugId}`) ?? null) : null,
        asOf,
        stale: asOf === null || at.getTime() - Date.parse(asOf) > STALE_MS,
      };
    });
    return {
      store: presentStore(store, at),
      distanceM,
      lines,
      hasAll: lines.every((line, i) => inFull(line, wanted[i]!)),
      hasSome: lines.some((line) => line.priceFen !== null && line.available > 0),
      etaMinutes: etaMinutes(store.pickMinutes, distanceM),
    };
  });
}

/** Open before closed, all of the basket before some; then what the person asked for; equal ones by distance and code. */
function order(sort: Sort, wanted: Wanted[]) {
  const covered = ({ lines }: NearbyStore) => lines.filter((line, i) => inFull(line, wanted[i]!)).length;
  const goods = ({ lines }: NearbyStore) =>
    lines.reduce(
      (sum, line, i) => sum + (inFull(line, wanted[i]!) ? line.priceFen! * wanted[i]!.quantity : 0),
      0,
    );
  const asked = (a: NearbyStore, b: NearbyStore) => {
    if (sort === 'ready') return a.etaMinutes - b.etaMinutes;
    // Half a basket is cheaper than a whole one; only baskets of the same size compare.
    if (sort === 'price') return covered(b) - covered(a) || goods(a) - goods(b);
    return 0;
  };
  return (a: NearbyStore, b: NearbyStore) =>
    Number(b.store.openNow) - Number(a.store.openNow) ||
    Number(b.hasAll) - Number(a.hasAll) ||
    asked(a, b) ||
    a.distanceM - b.distanceM ||
    (a.store.code < b.store.code ? -1 : 1);
}
