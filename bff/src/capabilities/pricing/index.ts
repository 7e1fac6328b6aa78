/**
 * Pricing: what stores and online channels ask, coupons, and the plan: the provably best ways to buy a basket, with prices held
 * for ten minutes. Step 3 of the journey. The optimiser itself is in optimise/ and knows nothing of stores or people.
 */
import { channelImporter } from './import-channels.ts';
import { couponImporter } from './import-coupons.ts';
import { offerImporter } from './import-offers.ts';
import { makePlan } from './make-plan.ts';
import type { Deps } from './ports.ts';
import { lowestPricesFen, pricesAt } from './prices.ts';
import { pricingRoutes } from './routes.ts';
import { getPlan, takePlan } from './take-plan.ts';
import { restoreCoupons, useCoupons } from './use-coupons.ts';
import { listCoupons } from './wallet.ts';

export function pricing(deps: Deps) {
  const use = { makePlan: makePlan(deps), getPlan: getPlan(deps), listCoupons: listCoupons(deps) };
  return {
    use,
    routes: pricingRoutes(use),
    reactions: [],
    importers: {
      channels: channelImporter(deps),
      offers: offerImporter(deps),
      coupons: couponImporter(deps),
    },
    /** For store and catalogue. */
    pricesAt: pricesAt(deps),
    lowestPricesFen: lowestPricesFen(deps),
    /** For orders. */
    takePlan: takePlan(deps),
    useCoupons: useCoupons(deps),
    restoreCoupons,
  };
}

export type { Deps } from './ports.ts';
export type { TakenPlan } from './take-plan.ts';
