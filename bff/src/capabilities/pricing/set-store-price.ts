import { catalogueProblem } from '@xinglin/shared/catalogue/contract';
import { problem } from '@xinglin/shared/kernel/problem';
import { toInstant, type Instant } from '@xinglin/shared/kernel/time';
import { pricingProblem } from '@xinglin/shared/pricing/contract';
import {
  PRICE_JUMP_PERCENT,
  type setStorePrice as setContract,
  type withdrawStorePrice as withdrawContract,
} from '@xinglin/shared/pricing/desk';
import type { Actor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { onDuplicate, type Tx } from '../../kernel/database.ts';
import type { Handler } from '../../kernel/http.ts';
import { ownStore } from './policy.ts';
import type { Deps } from './ports.ts';
import { inForceAt, isWithdrawn, stepFor } from './price-history.ts';
import { offerTable, pricingStore } from './store.ts';
import { presentPrices } from './store-price-list.ts';

type Setting = Pick<Deps, 'db' | 'now' | 'newId' | 'drugsByIds' | 'dealsAt'>;
type Change = { storeId: string; drugId: string; priceFen: number; validFrom: Instant | null };

/** Staff set a price of their own store, from now on or from a moment to come. A jump must be typed twice. */
export function setStorePrice(deps: Setting): Handler<typeof setContract> {
  return async (actor, { drugId, priceFen, validFrom, confirmedFen }) => {
    const storeId = ownStore(actor);
    const drug = (await deps.drugsByIds([drugId])).get(drugId);
    if (!drug) throw catalogueProblem('DRUG_NOT_FOUND', { drugId });
    if (drug.prohibitedOnline) throw catalogueProblem('DRUG_PROHIBITED_ONLINE', { drugId });
    const begins = validFrom === undefined ? null : toInstant(new Date(validFrom));
    if (begins !== null && begins <= toInstant(deps.now())) throw pricingProblem('PRICE_TIME_PAST');
    const change = { storeId, drugId, priceFen, validFrom: begins };
    await deps.db.write((tx) => put(deps, tx, actor, change, confirmedFen === priceFen));
    return (await presentPrices(deps, storeId, [drug]))[0]!;
  };
}

async function put(
  { now, newId }: Setting,
  tx: Tx,
  actor: Actor,
  { storeId, drugId, priceFen, validFrom }: Change,
  confirmed: boolean,
): Promise<void> {
  const store = pricingStore(tx);
  const at = toInstant(now());
  const known = await store.offersOf(offerTable, [storeId], [drugId]);
  // A price for a day to come is compared with what would be asked on that day.
  const fromFen = inForceAt(known, validFrom ?? at)?.priceFen ?? null;
  if (fromFen !== null && !confirmed) mustNotJump(fromFen, priceFen);
  const step = stepFor(known, { priceFen, validFrom, validUntil: null }, at);
  if (!step) return;
  const { before, endsAt } = step;
  if (before && endsAt && !(await store.endOffer(offerTable, before, endsAt)))
    throw problem('CHANGED_MEANWHILE');
  const row = {
    id: newId(),
    sellerId: storeId,
    drugId,
    priceFen,
    validFrom: step.validFrom,
    validUntil: null,
  };
  await store.insertOffers(offerTable, [row]).catch(onDuplicate(() => problem('CHANGED_MEANWHILE')));
  await audit(tx, actor, 'price.set', row.id, {
    ...{ storeId, drugId, fromFen, toFen: priceFen },
    validFrom: row.validFrom,
  });
}

function mustNotJump(fromFen: number, toFen: number): void {
  const percent = Math.round(((toFen - fromFen) / fromFen) * 100);
  if (Math.abs(toFen - fromFen) * 100 > fromFen * PRICE_JUMP_PERCENT)
    throw pricingProblem('PRICE_JUMP', { fromFen, toFen, percent });
}

/** A price that has not begun yet is taken back; it stays in the history as such. */
export function withdrawStorePrice(deps: Setting): Handler<typeof withdrawContract> {
  return async (actor, { drugId, offerId }) => {
    const storeId = ownStore(actor);
    await deps.db.write(async (tx) => {
      const store = pricingStore(tx);
      const offer = (await store.offersOf(offerTable, [storeId], [drugId])).find(({ id }) => id === offerId);
      if (!offer || isWithdrawn(offer)) throw pricingProblem('PRICE_NOT_FOUND');
      if (offer.validFrom <= toInstant(deps.now())) throw pricingProblem('PRICE_TIME_PAST');
      if (!(await store.endOffer(offerTable, offer, offer.validFrom))) throw problem('CHANGED_MEANWHILE');
      await audit(tx, actor, 'price.withdraw', offerId, { storeId, drugId, priceFen: offer.priceFen });
    });
    const drugs = await deps.drugsByIds([drugId]);
    return (await presentPrices(deps, storeId, [...drugs.values()]))[0]!;
  };
}
