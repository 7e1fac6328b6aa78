import * as contract from '@xinglin/shared/pricing/contract';
import * as desk from '@xinglin/shared/pricing/desk';
import * as reports from '@xinglin/shared/pricing/reports';
import { route, type Handler, type Route } from '../../kernel/http.ts';

type UseCases = {
  makePlan: Handler<typeof contract.makePlan>;
  getPlan: Handler<typeof contract.getPlan>;
  renewPlan: Handler<typeof contract.renewPlan>;
  listSlots: Handler<typeof contract.listSlots>;
  listCoupons: Handler<typeof contract.listCoupons>;
  listStorePrices: Handler<typeof desk.listStorePrices>;
  getPriceHistory: Handler<typeof desk.getPriceHistory>;
  setStorePrice: Handler<typeof desk.setStorePrice>;
  withdrawStorePrice: Handler<typeof desk.withdrawStorePrice>;
  listStoreCoupons: Handler<typeof desk.listStoreCoupons>;
  createStoreCoupon: Handler<typeof desk.createStoreCoupon>;
  previewStoreCoupon: Handler<typeof desk.previewStoreCoupon>;
  startCoupon: Handler<typeof desk.startStoreCoupon>;
  stopCoupon: Handler<typeof desk.stopStoreCoupon>;
  reportPrice: Handler<typeof reports.reportPrice>;
  listPriceReports: Handler<typeof reports.listPriceReports>;
  getPriceReport: Handler<typeof reports.getPriceReport>;
  askAboutReport: Handler<typeof reports.askAboutPriceReport>;
  listStorePriceReports: Handler<typeof reports.listStorePriceReports>;
  answerReport: Handler<typeof reports.answerPriceReport>;
};

export const pricingRoutes = (use: UseCases): Route[] => [
  route(contract.makePlan, use.makePlan),
  route(contract.getPlan, use.getPlan),
  route(contract.renewPlan, use.renewPlan),
  route(contract.listSlots, use.listSlots),
  route(contract.listCoupons, use.listCoupons),
  route(desk.listStorePrices, use.listStorePrices),
  route(desk.getPriceHistory, use.getPriceHistory),
  route(desk.setStorePrice, use.setStorePrice),
  route(desk.withdrawStorePrice, use.withdrawStorePrice),
  route(desk.listStoreCoupons, use.listStoreCoupons),
  route(desk.createStoreCoupon, use.createStoreCoupon),
  route(desk.previewStoreCoupon, use.previewStoreCoupon),
  route(desk.startStoreCoupon, use.startCoupon),
  route(desk.stopStoreCoupon, use.stopCoupon),
  route(reports.reportPrice, use.reportPrice),
  route(reports.listPriceReports, use.listPriceReports),
  route(reports.getPriceReport, use.getPriceReport),
  route(reports.askAboutPriceReport, use.askAboutReport),
  route(reports.listStorePriceReports, use.listStorePriceReports),
  route(reports.answerPriceReport, use.answerReport),
];
