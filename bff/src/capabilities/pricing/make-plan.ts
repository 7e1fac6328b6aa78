import { MINUTE_MS, plus, toInstant } from '@xinglin/shared/kernel/time';
import type { makePlan as contract } from '@xinglin/shared/pricing/contract';
import type { Handler } from '../../kernel/http.ts';
import { basketOf } from './basket.ts';
import { bestCandidates, storesFor } from './candidates.ts';
import { channelQuotes } from './channel-quotes.ts';
import { withEquals } from './equal-drugs.ts';
import { optionsFor } from './options.ts';
import type { Deps } from './ports.ts';
import { pricesAt } from './prices.ts';
import { slotFor } from './slots.ts';
import { pricingStore, type PlanRow } from './store.ts';
import { couponsOf } from './wallet.ts';
import { withWasPrices } from './was-price.ts';

const LOCKED_MS = 10 * MINUTE_MS;
const NOT_TOGETHER = '附近没有一家门店能同时配齐处方上的药，处方药不能分两家配';
const BELOW_MINIMUM = '附近的门店都有起送价，这一单还不够，再加一件试试';

/**
 * Step 3: the ways to buy this basket around this place, this way, with prices held for ten minutes. Depends on nobody's person
 * but for the coupons they still have: two people at the same place and time see the same prices.
 */
export function makePlan(deps: Deps): Handler<typeof contract> {
  const reading = {
    ...deps,
    pricesAt: pricesAt(deps),
    bandsOf: (storeIds: string[]) => pricingStore(deps.db.read).bandsOf(storeIds),
  };
  return async (patient, { lines, destination, mode, prescriptionId, slot: asked }) => {
    const slot = slotFor(deps.now(), mode, asked);
    const way = { destination, mode, slot };
    const basket = await basketOf(deps, patient.id, lines, prescriptionId);
    const held = await couponsOf(deps, patient.id);
    const usable = held.filter(({ used }) => !used).map(({ coupon }) => coupon);
    const around = await storesFor(reading, basket, way);
    const missing = await withEquals(reading, around.missing, basket, way);
    const candidates = bestCandidates(around.candidates, basket);
    const found = missing.length > 0 ? [] : await optionsFor(basket, candidates, usable);
    const options = await withWasPrices(deps, found);
    const quotes = await channelQuotes(deps, basket, usable);
    const together = missing.length > 1 && basket.hasRx;
    const note =
      missing.length > 0 ? (together ? NOT_TOGETHER : null) : options.length > 0 ? null : BELOW_MINIMUM;
    const row: PlanRow = {
      id: deps.newId(),
      patientId: patient.id,
      plan: { mode, ...(slot && { slot }), options, missing, note, channelQuotes: quotes },
      destination,
      prescriptionId: basket.hasRx ? (prescriptionId ?? null) : null,
      lockedUntil: plus(toInstant(deps.now()), LOCKED_MS),
      usedAt: null,
    };
    await deps.db.write((tx) => pricingStore(tx).insertPlan(row));
    return { id: row.id, ...row.plan, lockedUntil: row.lockedUntil };
  };
}
