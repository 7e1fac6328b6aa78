import type { Basket } from './basket.ts';
import type { Candidate } from './candidates.ts';
import type { Range, Scenario } from './coupons.ts';
import type { PlanInstance } from './optimise/instance.ts';

/** More bells at the door than this is no service. */
const MAX_PARCELS = 3;
/**
 * Arrival times are estimates; plans that differ by less are the same to a person, and each deadline costs the optimiser a round.
 */
const ETA_STEP_MINUTES = 5;

/** The basket, the stores and the coupons of one scenario as the optimiser wants them. */
export function instanceOf(
  basket: Basket,
  candidates: Candidate[],
  { ofStore, platform }: Scenario,
): PlanInstance {
  const coarse = coarseEta(basket, candidates);
  return {
    id: 'basket',
    items: basket.items.map(({ qty, parts }) => ({ sku: parts[0]!.drug.id, qty })),
    channels: candidates.map(({ store, fees, price, stock, etaMinutes }) => {
      return {
        id: store.id,
        price,
        stock,
        fee: fees.deliveryFeeFen + fees.packagingFeeFen,
        free_at: fees.freeAtFen,
        min_order: fees.minOrderFen,
        coupons: ofStore.get(store.id) ?? [],
        etaMinutes: coarse(etaMinutes),
      };
    }),
    platform_coupons: platform,
    max_channels: MAX_PARCELS,
  };
}

/** Rounds up in steps counted from the soonest the basket can be complete, so that the fastest plan is not blurred. */
function coarseEta({ items }: Basket, candidates: Candidate[]): (minutes: number) => number {
  const enoughBy = (minutes: number) =>
    items.every(({ qty }, i) => {
      const inTime = candidates.filter(({ etaMinutes }) => etaMinutes <= minutes);
      return inTime.reduce((sum, { stock }) => sum + stock[i]!, 0) >= qty;
    });
  const times = candidates.map(({ etaMinutes }) => etaMinutes).sort((a, b) => a - b);
  const soonest = times.find(enoughBy) ?? 0;
  return (minutes) =>
    soonest + ETA_STEP_MINUTES * Math.ceil(Math.max(0, minutes - soonest) / ETA_STEP_MINUTES);
}

/** Bounds of what the goods of a category cost: each item at its cheapest and at its dearest store. */
export function rangeOf({ items }: Basket, candidates: Candidate[]): Range {
  return (category) => {
    let [least, most] = [0, 0];
    for (const [i, { qty, parts }] of items.entries()) {
      if (category !== null && parts[0]!.drug.category !== category) continue;
      const prices = candidates.map(({ price }) => price[i]).filter((price) => price != null);
      if (prices.length === 0) continue;
      least += qty * Math.min(...prices);
      most += qty * Math.max(...prices);
    }
    return { least, most };
  };
}
