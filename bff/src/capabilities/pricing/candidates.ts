import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import { MINUTE_MS } from '@xinglin/shared/kernel/time';
import type { FulfilmentMode, Slot } from '@xinglin/shared/pricing/contract';
import { etaMinutes, type StoreFacts } from '@xinglin/shared/store/rules';
import { drugsOf, type Basket, type BasketItem } from './basket.ts';
import { chargedFees, feesOf, type Fees } from './fees.ts';
import type { Deps } from './ports.ts';
import type { PriceTag } from './prices.ts';
import { maySellAt, servesAt, WITHIN_M } from './slots.ts';
import type { BandRow } from './store.ts';

/** The size of problem that is solved exactly while a person waits. */
export const MAX_CANDIDATES = 12;

/** One store and what of the basket it can send now: parallel to the items, price null when it does not sell it. */
export type Candidate = {
  store: StoreFacts;
  distanceM: number;
  etaMinutes: number;
  fees: Fees;
  price: (number | null)[];
  /** Fen of one pack, by drug id, of what it sells. */
  unitPriceFen: Map<string, number>;
  stock: number[];
};
export type Around = { candidates: Candidate[]; missing: { drugId: string; name: string }[] };

export type Reading = Pick<Deps, 'now' | 'storesNear' | 'stockAt'> & {
  pricesAt: (storeIds: string[], drugIds: string[]) => Promise<PriceTag[]>;
  bandsOf: (storeIds: string[]) => Promise<BandRow[]>;
};
/** Where the goods go, how, and when. */
export type Way = { destination: Gcj02Point; mode: FulfilmentMode; slot?: Slot | undefined };

/** Open and licensed when it matters, and within reach: all around for who fetches, else those that deliver there. */
async function storesOn(deps: Reading, { destination, mode, slot }: Way) {
  const near = (await deps.storesNear(destination, WITHIN_M)).filter(({ store }) =>
    servesAt(store, deps.now(), slot),
  );
  const bands = await deps.bandsOf(near.map(({ store }) => store.id));
  return near.flatMap(({ store, distanceM }) => {
    const fees = feesOf(store, bands, distanceM, mode);
    return fees ? [{ store, distanceM, fees }] : [];
  });
}

/** Minutes until the goods can be in hand: picked, brought, or at the end of the wanted hour. */
function minutesUntil(store: StoreFacts, distanceM: number, { mode, slot }: Way, now: Date): number {
  if (slot) return Math.ceil((Date.parse(slot.to) - now.getTime()) / MINUTE_MS);
  return mode === 'pickup' ? store.pickMinutes : etaMinutes(store.pickMinutes, distanceM);
}

/** Every store that serves this way and has something of the basket, and what nobody around has enough of. */
export async function storesFor(deps: Reading, basket: Basket, way: Way): Promise<Around> {
  const at = deps.now();
  const near = await storesOn(deps, way);
  const storeIds = near.map(({ store }) => store.id);
  const drugIds = drugsOf(basket).map(({ id }) => id);
  const [stock, prices] = await Promise.all([
    deps.stockAt(storeIds, drugIds),
    deps.pricesAt(storeIds, drugIds),
  ]);
  const units = new Map(stock.map((each) => [`${each.storeId}/${each.drugId}`, each.available]));
  const tags = new Map(prices.map((each) => [`${each.storeId}/${each.drugId}`, each.priceFen]));
  /** What the store can sell of a drug now: nothing without a price, a licence for it, or a pharmacist when one is needed. */
  const shelf = (store: StoreFacts, drug: BasketItem['parts'][number]['drug']) => {
    const price = tags.get(`${store.id}/${drug.id}`);
    const sells = price !== undefined && maySellAt(store, drug, at, way.slot);
    return { price: price ?? 0, units: sells ? Math.max(0, units.get(`${store.id}/${drug.id}`) ?? 0) : 0 };
  };
  const candidates = near.map(({ store, distanceM, fees }): Candidate => {
    const rows = basket.items.map(({ parts }) => {
      const held = parts.map(({ drug, perUnit }) => ({ ...shelf(store, drug), perUnit }));
      const whole = Math.min(...held.map((part) => Math.floor(part.units / part.perUnit)));
      const price = held.reduce((sum, part) => sum + part.price * part.perUnit, 0);
      return { stock: whole, price: whole > 0 ? price : null };
    });
    return {
      store,
      distanceM,
      etaMinutes: minutesUntil(store, distanceM, way, at),
      fees,
      price: rows.map((row) => row.price),
      unitPriceFen: new Map(drugsOf(basket).map((drug) => [drug.id, shelf(store, drug).price])),
      stock: rows.map((row) => row.stock),
    };
  });
  const missing = missingOf(basket, candidates, (store, drug) => shelf(store, drug).units);
  return { candidates: candidates.filter(({ stock: has }) => has.some((n) => n > 0)), missing };
}

/** Drugs of items that all stores together cannot supply. Of a prescription: what no store has; all of it when none has it together. */
function missingOf(
  { items }: Basket,
  candidates: Candidate[],
  unitsAt: (store: StoreFacts, drug: BasketItem['parts'][number]['drug']) => number,
): Around['missing'] {
  return items.flatMap(({ qty, parts }, i) => {
    if (candidates.reduce((sum, { stock }) => sum + stock[i]!, 0) >= qty) return [];
    const nowhere = parts.filter(
      ({ drug, perUnit }) => !candidates.some(({ store }) => unitsAt(store, drug) >= perUnit),
    );
    return (parts.length > 1 && nowhere.length > 0 ? nowhere : parts).map(({ drug }) => ({
      drugId: drug.id,
      name: drug.genericName,
    }));
  });
}

/**
 * The stores worth computing with. They are taken in turns from several orders: for each item (the rarest first) who sells it
 * cheapest, who can send the whole basket at the least price with fees, and who is there soonest with most of it. So the
 * cheapest source of everything is always in, however small the cap. Equal ones by store code: the same for everybody.
 */
export function bestCandidates(all: Candidate[], basket: Basket, cap = MAX_CANDIDATES): Candidate[] {
  if (all.length <= cap) return all;
  const enough = (candidate: Candidate, i: number) => candidate.stock[i]! >= basket.items[i]!.qty;
  const covered = (candidate: Candidate) => basket.items.filter((_, i) => enough(candidate, i)).length;
  const goods = (candidate: Candidate) =>
    basket.items.reduce(
      (sum, { qty }, i) => sum + (candidate.price[i] ?? 0) * Math.min(qty, candidate.stock[i]!),
      0,
    );
  const total = (candidate: Candidate) => {
    const { deliveryFeeFen, packagingFeeFen } = chargedFees(candidate.fees, goods(candidate));
    return goods(candidate) + deliveryFeeFen + packagingFeeFen;
  };
  const byCode = (a: Candidate, b: Candidate) => (a.store.code < b.store.code ? -1 : 1);
  const perItem = basket.items
    .map((_, i) =>
      all
        .filter(({ stock }) => stock[i]! > 0)
        .sort(
          (a, b) => Number(enough(b, i)) - Number(enough(a, i)) || a.price[i]! - b.price[i]! || byCode(a, b),
        ),
    )
    .sort((a, b) => a.length - b.length);
  const whole = [...all].sort((a, b) => covered(b) - covered(a) || total(a) - total(b) || byCode(a, b));
  const soonest = [...all].sort(
    (a, b) => covered(b) - covered(a) || a.etaMinutes - b.etaMinutes || byCode(a, b),
  );
  const orders = [...perItem, whole, soonest];
  const taken = new Set<Candidate>();
  for (let turn = 0; taken.size < cap && turn < all.length; turn += 1)
    for (const order of orders) if (taken.size < cap && order[turn]) taken.add(order[turn]!);
  return all.filter((candidate) => taken.has(candidate));
}
