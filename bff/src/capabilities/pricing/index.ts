/**
 * Pricing: what stores and online channels ask, coupons, and the plan: the provably best ways to buy a basket, with prices held
 * for ten minutes. Step 3 of the journey. The optimiser itself is in optimise/ and knows nothing of stores or people.
 */
import { bandImporter } from './import-bands.ts';
import { channelImporter } from './import-channels.ts';
import { couponImporter } from './import-coupons.ts';
import { offerImporter } from './import-offers.ts';
import { makePlan } from './make-plan.ts';
import { startCoupon, stopCoupon } from './move-coupon.ts';
import { deliveryFeeFen, otherStores, priceAt } from './for-changed-orders.ts';
import type { Deps } from './ports.ts';
import { getPriceReport, listPriceReports, listStorePriceReports } from './price-reports.ts';
import { lowestPricesFen, pricesAt } from './prices.ts';
import { renewPlan } from './renew-plan.ts';
import { answerReport, askAboutReport, reportPrice } from './report-price.ts';
import { pricingRoutes } from './routes.ts';
import { setStorePrice, withdrawStorePrice } from './set-store-price.ts';
import { listSlots } from './slots.ts';
import { createStoreCoupon, listStoreCoupons, previewStoreCoupon } from './store-coupons.ts';
import { getPriceHistory, listStorePrices } from './store-price-list.ts';
import { getPlan, takePlan } from './take-plan.ts';
import { restoreCoupons, useCoupons } from './use-coupons.ts';
import { listCoupons } from './wallet.ts';

export function pricing(deps: Deps) {
  const make = makePlan(deps);
  const use = {
    makePlan: make,
    getPlan: getPlan(deps),
    renewPlan: renewPlan(deps, make),
    listSlots: listSlots(deps),
    listCoupons: listCoupons(deps),
    listStorePrices: listStorePrices(deps),
    getPriceHistory: getPriceHistory(deps),
    setStorePrice: setStorePrice(deps),
    withdrawStorePrice: withdrawStorePrice(deps),
    listStoreCoupons: listStoreCoupons(deps),
    createStoreCoupon: createStoreCoupon(deps),
    previewStoreCoupon: previewStoreCoupon(deps),
    startCoupon: startCoupon(deps),
    stopCoupon: stopCoupon(deps),
    reportPrice: reportPrice(deps),
    listPriceReports: listPriceReports(deps),
    getPriceReport: getPriceReport(deps),
    askAboutReport: askAboutReport(deps),
    listStorePriceReports: listStorePriceReports(deps),
    answerReport: answerReport(deps),
  };
  return {
    use,
    routes: pricingRoutes(use),
    reactions: [],
    importers: {
      channels: channelImporter(deps),
      offers: offerImporter(deps),
      coupons: couponImporter(deps),
      bands: bandImporter(deps),
    },
    /** For store and catalogue. */
    pricesAt: pricesAt(deps),
    lowestPricesFen: lowestPricesFen(deps),
    /** For orders. */
    takePlan: takePlan(deps),
    useCoupons: useCoupons(deps),
    restoreCoupons,
    deliveryFeeFen: deliveryFeeFen(deps),
    otherStores: otherStores(deps),
    priceAt: priceAt(deps),
  };
}

export type { Deps } from './ports.ts';
export type { TakenPlan } from './take-plan.ts';
