import { HOUR_MS, MINUTE_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import {
  pricingProblem,
  type FulfilmentMode,
  type listSlots as contract,
  type Slot,
} from '@xinglin/shared/pricing/contract';
import {
  handsOutAt,
  licenceInForce,
  mayKeep,
  openAt,
  type SaleFacts,
  type StoreFacts,
} from '@xinglin/shared/store/rules';
import type { Handler } from '../../kernel/http.ts';
import type { Deps } from './ports.ts';

/** How far a parcel is brought, or fetched, at all; each store's own delivery radius may be smaller. */
export const WITHIN_M = 5_000;
const AHEAD_HOURS = 48;
/** Time to pick and ride before an hour that can still be promised. */
const LEAD_MS = 30 * MINUTE_MS;

/** Open when the hour begins and until it ends, so that goods can be picked in it. */
const servesAll = (store: StoreFacts, { from, to }: Slot): boolean =>
  openAt(store, from) && openAt(store, plus(to, -MINUTE_MS)) && licenceInForce(store, from);

/** Whether this store works when this order needs it: now, or in the wanted hour. */
export const servesAt = (store: StoreFacts, now: Date, slot: Slot | undefined): boolean =>
  slot ? servesAll(store, slot) : openAt(store, now) && licenceInForce(store, now);

/** Whether it may hand the drug out then. A fridge is judged by how it stands now: nobody knows its temperature of tomorrow. */
export const maySellAt = (store: StoreFacts, drug: SaleFacts, now: Date, slot: Slot | undefined): boolean =>
  mayKeep(store, drug, now) && handsOutAt(store, drug, slot?.from ?? now);

/** Whole hours that begin after the lead time and end within 48 hours. Shanghai's offset is whole hours, so UTC hours are its hours. */
function hoursAhead(now: Date): Slot[] {
  const first = Math.ceil((now.getTime() + LEAD_MS) / HOUR_MS) * HOUR_MS;
  const last = now.getTime() + AHEAD_HOURS * HOUR_MS;
  const slots: Slot[] = [];
  for (let from = first; from + HOUR_MS <= last; from += HOUR_MS)
    slots.push({ from: toInstant(from), to: toInstant(from + HOUR_MS) });
  return slots;
}

/** The hours in which at least one store that delivers here is open. */
export function listSlots(deps: Pick<Deps, 'now' | 'storesNear'>): Handler<typeof contract> {
  return async (_, point) => {
    const near = (await deps.storesNear(point, WITHIN_M)).filter(
      ({ store, distanceM }) => distanceM <= store.deliveryRadiusM,
    );
    const items = hoursAhead(deps.now()).map((slot) => ({
      ...slot,
      stores: near.filter(({ store }) => servesAll(store, slot)).length,
    }));
    return { items: items.filter(({ stores }) => stores > 0) };
  };
}

/** The slot a plan is made for. @throws SLOT_NOT_OFFERED when it is none of those on offer, or goes with no other mode */
export function slotFor(now: Date, mode: FulfilmentMode, slot: Slot | undefined): Slot | undefined {
  if (mode !== 'scheduled') {
    if (slot) throw pricingProblem('SLOT_NOT_OFFERED');
    return undefined;
  }
  const asked = slot && { from: toInstant(new Date(slot.from)), to: toInstant(new Date(slot.to)) };
  const offered = hoursAhead(now).find(({ from, to }) => from === asked?.from && to === asked.to);
  if (!offered) throw pricingProblem('SLOT_NOT_OFFERED');
  return offered;
}
