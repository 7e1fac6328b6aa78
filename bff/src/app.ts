/** The composition root: the one file where capabilities meet each other and the outside world. */
import type { Settings } from '../../config/env.ts';
import type { SubscribeTemplate } from '@xinglin/shared/notification/contract';
import { v7 as uuidv7 } from 'uuid';
import { catalogue } from './capabilities/catalogue/index.ts';
import { compliance } from './capabilities/compliance/index.ts';
import { consultation } from './capabilities/consultation/index.ts';
import { delivery } from './capabilities/delivery/index.ts';
import { healthRecord } from './capabilities/health-record/index.ts';
import { identity } from './capabilities/identity/index.ts';
import { inventory } from './capabilities/inventory/index.ts';
import { medication } from './capabilities/medication/index.ts';
import { notification } from './capabilities/notification/index.ts';
import { order } from './capabilities/order/index.ts';
import { payment } from './capabilities/payment/index.ts';
import { prescription } from './capabilities/prescription/index.ts';
import { pricing } from './capabilities/pricing/index.ts';
import { reward } from './capabilities/reward/index.ts';
import { store } from './capabilities/store/index.ts';
import { triage } from './capabilities/triage/index.ts';
import { auditChain } from './kernel/audit-chain.ts';
import type { AccessTokens } from './kernel/auth.ts';
import type { FieldCrypto } from './kernel/crypto.ts';
import type { Database } from './kernel/database.ts';
import { runImport } from './kernel/import/importer.ts';
import type { Live } from './kernel/live.ts';
import type { Logger } from './kernel/log.ts';
import { argonPasswords } from './kernel/passwords.ts';
import type { Outside } from './outside.ts';
import { publicSettings } from './public-settings.ts';
import { personalWarnings } from './screens/personal-warnings.ts';
import { screenRoutes } from './screens/routes.ts';

const STREETS = new URL('../../config/demo/city/streets.json', import.meta.url);

export type AppDeps = {
  db: Database;
  settings: Settings;
  outside: Pick<
    Outside,
    'wechat' | 'wechatPay' | 'amap' | 'prescriptionPlatform' | 'signer' | 'privateFiles'
  > &
    Partial<Pick<Outside, 'helper' | 'alipay' | 'hospital'>>;
  tokens: AccessTokens;
  crypto: FieldCrypto;
  log: Logger;
  tell: Live['tell'];
  now?: () => Date;
};

type Room<T extends (deps: never) => unknown> = ReturnType<T>;

// One long list of who gets what from whom; splitting it would hide what it is there to show.
// eslint-disable-next-line max-lines-per-function
export function createApp({
  db,
  settings,
  outside,
  tokens,
  crypto,
  log,
  tell,
  now = () => new Date(),
}: AppDeps) {
  const common = { db, now, newId: () => uuidv7() };

  const people: Room<typeof identity> = identity({
    ...common,
    tokens,
    crypto,
    wechat: outside.wechat,
    passwords: argonPasswords(),
    handedInUntil: (tx, personId) => rx.handedInUntil(tx, personId),
  });
  const record: Room<typeof healthRecord> = healthRecord({
    ...common,
    crypto,
    hasConsent: people.hasConsent,
    drugNames: (ids) => drugs.drugNames(ids),
    prescriptionSummary: (id) => rx.summaryOf(id),
    episodeSummary: (id) => checks.summaryOf(id),
  });
  const drugs: Room<typeof catalogue> = catalogue({
    ...common,
    approvedDrugIdsOf: (id) => rx.approvedDrugIdsOf(id),
    lowestPricesFen: (ids) => prices.lowestPricesFen(ids),
  });
  const checks: Room<typeof triage> = triage({
    ...common,
    crypto,
    otcFacts: drugs.otcFacts,
    healthFactsOf: (id) => record.healthFactsOf(id, null),
    helper: outside.helper ?? null,
  });
  const stores: Room<typeof store> = store({
    ...common,
    drugsByIds: drugs.drugsByIds,
    stockAt: (storeIds, drugIds) => stock.stockAt(storeIds, drugIds),
    pricesAt: (storeIds, drugIds) => prices.pricesAt(storeIds, drugIds),
    stockOf: (storeIds) => stock.stockOf(storeIds),
    stockTouchedSince: (at) => stock.stockTouchedSince(at),
    drugNames: (ids) => drugs.drugNames(ids),
    tell,
  });
  const stock: Room<typeof inventory> = inventory({
    ...common,
    tell,
    drugsByIds: drugs.drugsByIds,
    drugsByCodes: drugs.drugsByCodes,
    storesByCodes: stores.storesByCodes,
    allStores: stores.allStores,
    crypto,
    usePrescriptionAtCounter: (...sale) => rx.useAtCounter(...sale),
    importOffers: (run, narrow) => runImport({ ...run, importer: narrow(prices.importers.offers) }),
    staffNames: people.displayNamesOf,
  });
  const prices: Room<typeof pricing> = pricing({
    ...common,
    crypto,
    drugsByIds: drugs.drugsByIds,
    drugsByCodes: drugs.drugsByCodes,
    storesNear: stores.storesNear,
    storesByIds: stores.storesByIds,
    storesByCodes: stores.storesByCodes,
    stockAt: stock.stockAt,
    prescriptionCovers: (patientId, id, lines) => rx.covers(patientId, id, lines),
    hasOrdered: (patientId) => orders.hasOrdered(patientId),
    equalDrugs: (id) => drugs.equalDrugs(id),
    dealsAt: (...args) => orders.dealsAt(...args),
    salesOf: (...args) => orders.salesOf(...args),
  });
  const rx: Room<typeof prescription> = prescription({
    ...common,
    crypto,
    tell,
    platform: outside.prescriptionPlatform,
    findByGenericName: (name) => drugs.findByGenericName(name),
    prohibitedEntry: drugs.prohibitedEntry,
    pharmacistOf: people.pharmacistOf,
    personsOf: people.personsOf,
    holdPerson: people.holdPerson,
    files: outside.privateFiles,
    consultedFor: (id, traceCode) => followUps.consultedFor(id, traceCode),
    healthFactsOf: record.healthFactsOf,
    interactions: checks.interactions,
    // A prescription is used up by an order or by a sale over the counter.
    storeCodeOfOrder: async (id) => (await stock.soldAtCounter(id))?.storeCode ?? orders.storeCodeOfOrder(id),
    filledBy: (id) => orders.filledBy(id),
    proveAgain: people.proveAgain,
    signer: outside.signer,
    displayNameOf: people.displayNameOf,
    lotsOfParcel: async (id) => (await stock.soldAtCounter(id))?.lots ?? orders.lotsOfParcel(id),
  });
  const followUps = consultation({
    ...common,
    crypto,
    tell,
    hospital: outside.hospital ?? null,
    simulated: settings.simulated.includes('互联网医院复诊'),
    personsOf: people.personsOf,
  });
  const orders: Room<typeof order> = order({
    ...common,
    crypto,
    tell,
    takePlan: prices.takePlan,
    useCoupons: prices.useCoupons,
    restoreCoupons: prices.restoreCoupons,
    ...stock.forOrders,
    otherStores: prices.otherStores,
    priceAt: prices.priceAt,
    deliveryFeeFen: prices.deliveryFeeFen,
    usePrescription: rx.usePrescription,
    freePrescription: rx.freePrescription,
    dispensingCheckOf: rx.dispensingCheckOf,
    drugsByIds: async (ids, tx) =>
      [...(await drugs.drugsByIds(ids, tx)).values()].map((drug) => ({
        ...drug,
        prohibited: drug.prohibitedOnline,
      })),
    storesByIds: stores.storesByIds,
    deliveryIdsOf: (ids) => deliveries.deliveryIdsOf(ids),
    parcelsWithoutRider: (ids) => deliveries.parcelsWithoutRider(ids),
    closePayment: (id, due) => payments.closePayment(id, due),
  });
  const payments: Room<typeof payment> = payment({
    ...common,
    crypto,
    log,
    gateways: { wechat: outside.wechatPay, alipay: outside.alipay ?? undefined },
    bills: outside.wechatPay,
    shipping: outside.wechat,
    parcelSum: (tx, id) => orders.parcelSum(tx, id),
    orderForPayment: orders.orderForPayment,
    openidOf: async (id) => (await people.openidOf(id)) ?? undefined,
  });
  const deliveries: Room<typeof delivery> = delivery({
    ...common,
    tell,
    planner: outside.amap,
    parcelForDelivery: orders.parcelForDelivery,
    handOver: orders.handOver,
    deliver: orders.deliver,
    refuse: orders.refuse,
    checkReceiptCode: orders.checkReceiptCode,
    storesByIds: stores.storesByIds,
    riderOf: people.riderOf,
  });
  const medicines = medication({
    ...common,
    tell,
    sigsOf: drugs.sigsOf,
    prescribedSig: rx.sigFor,
  });
  const rewards = reward(common);
  const messages = notification({
    ...common,
    tell,
    messenger: outside.wechat,
    openidOf: people.openidOf,
    templates: settings.WECHAT_TEMPLATES as Record<SubscribeTemplate, string>,
  });
  const officers: Room<typeof compliance> = compliance({
    ...common,
    crypto,
    reactionsOn: (event) => reactions().flatMap(({ on, name }) => (on === event ? [name] : [])),
    displayNameOf: people.displayNameOf,
    ...auditChain(db, Buffer.from(settings.AUDIT_KEY, 'hex'), settings.AUDIT_ANCHORS),
    prescriptionNumber: rx.prescriptionNumber,
    expiriesOfParcel: orders.expiriesOfParcel,
    prescriptionCourse: rx.courseOf,
    dispensedIn: orders.dispensedIn,
    counterSale: stock.counterSale,
    destroy: {
      prescription: async (tx, id) => {
        const { personId } = await rx.destroyPrescription(tx, id);
        if (personId) await people.forgetRemoved(tx, personId);
      },
      sale: orders.forgetBuyer,
      counter_sale: stock.forgetCounterBuyer,
      consultation: followUps.forget,
    },
    licences: async () => [
      ...(await people.credentials()),
      ...(await stores.allStores()).map(({ name, licenceNo, licenceExpires }) => ({
        kind: 'store_licence' as const,
        holder: name,
        number: licenceNo,
        expires: licenceExpires,
      })),
    ],
  });

  const screens = screenRoutes({
    log,
    settings: publicSettings(settings),
    streets: STREETS,
    dosesToday: medicines.dosesToday,
    activeOrders: orders.activeOrders,
    openEpisode: checks.openEpisode,
    followableEpisode: checks.followableEpisode,
    unreadOf: messages.unreadOf,
    pointsOf: rewards.balanceOf,
    orderOf: orders.orderOf,
    track: (actor, id) => deliveries.use.track(actor, { id }, { idempotencyKey: null, ip: '' }),
    leafletOf: drugs.leafletOf,
    warningsFor: async (personId, ids) => {
      const facts = await record.healthFactsOf(personId, null);
      const found = await drugs.drugsByIds(ids);
      return new Map([...found].map(([id, drug]) => [id, personalWarnings(drug, facts)]));
    },
  });

  // prettier-ignore
  const rooms = [
    people, drugs, checks, stores, stock, prices, orders, payments, rx, followUps, deliveries,
    medicines, record, rewards, messages, officers,
  ];
  const reactions = () => rooms.flatMap((room) => ('reactions' in room ? room.reactions : []));
  return {
    people,
    routes: [...rooms.flatMap(({ routes }) => routes), ...screens],
    webhooks: [...payments.webhooks, ...stores.webhooks],
    reactions: reactions(),
    authenticate: people.authenticate,
    warmUp: async () => {
      await drugs.warmUp();
      await stores.warmUp();
      await payments.warmUp();
    },
    /** For operators' commands. */
    isEmpty: async () => (await stores.allStores()).length === 0,
    drugsByCodes: drugs.drugsByCodes,
    allStores: stores.allStores,
    giveDemoCodes: stock.giveDemoCodes,
    pairFridgeDevice: stores.pairFridgeDevice,
  };
}
export type App = ReturnType<typeof createApp>;
