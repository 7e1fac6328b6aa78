import { v7 as uuidv7 } from 'uuid';
import { atShanghai } from '@xinglin/shared/kernel/time';
import type { StoreFacts } from '@xinglin/shared/store/rules';
import { system } from '../../kernel/actor.ts';
import { fieldCrypto } from '../../kernel/crypto.ts';
import type { Database } from '../../kernel/database.ts';
import type { allEntities } from '../../kernel/entity.ts';
import { runImport, textSource, type Importer } from '../../kernel/import/importer.ts';
import { pricing } from './index.ts';
import type { DealFacts, DrugFacts, SaleFacts } from './ports.ts';
import { reportMessageTable, reportTable } from './report-store.ts';
import {
  bandTable,
  channelOfferTable,
  channelTable,
  couponTable,
  couponUseTable,
  offerTable,
  planTable,
} from './store.ts';

export const here = { lng: 121.44, lat: 31.19 };
/** A point `metres` north of here. */
export const north = (metres: number) => ({ lng: here.lng, lat: here.lat + metres / 111_195 });

export function someStore(code: string, changes: Partial<StoreFacts> = {}): StoreFacts {
  return {
    id: uuidv7(),
    code,
    name: `${code}店`,
    address: '上海市徐汇区测试路1号',
    point: here,
    phone: '021-5550-0000',
    opens: '00:00',
    closes: '24:00',
    closedWeekdays: [],
    pharmacists: [{ name: '甲', licenceNo: 'L1', from: '00:00', to: '24:00' }],
    licenceNo: '演示证字0',
    licenceExpires: '2030-01-01',
    scope: ['otc', 'rx', 'refrigerated'],
    coldChain: true,
    pickMinutes: 5,
    deliveryFeeFen: 500,
    freeDeliveryFen: null,
    minOrderFen: 0,
    packagingFeeFen: 0,
    deliveryRadiusM: 5_000,
    ...changes,
  };
}

export function someDrug(code: string, changes: Partial<DrugFacts> = {}): DrugFacts & { code: string } {
  return {
    id: uuidv7(),
    code,
    genericName: `药${code}`,
    strength: '0.5g',
    pack: '10片/盒',
    class: 'otc_b',
    storage: 'normal',
    category: '感冒发热',
    prohibitedOnline: false,
    ...changes,
  };
}

/** Pricing on a real database, in a city of plain values: distances, stock, prescriptions and earlier orders are as set here. */
export function pricingWorld(db: Database) {
  const city = {
    now: new Date(atShanghai('2026-11-22', '12:00')),
    stores: [] as { store: StoreFacts; distanceM: number }[],
    drugs: [] as (DrugFacts & { code: string })[],
    units: new Map<string, number>(),
    covered: new Set<string>(),
    ordered: new Set<string>(),
    deals: [] as DealFacts[],
    sales: [] as (SaleFacts & { storeId: string })[],
    /** Drug id → ids of its equals. */
    equals: new Map<string, string[]>(),
  };
  const all = () => city.stores.map(({ store }) => store);
  const they = pricing({
    db,
    crypto: fieldCrypto({ test: Buffer.alloc(32, 1) }, Buffer.alloc(32, 2)),
    now: () => city.now,
    newId: uuidv7,
    drugsByIds: async (ids) => new Map(city.drugs.filter(({ id }) => ids.includes(id)).map((d) => [d.id, d])),
    drugsByCodes: async (codes) =>
      new Map(city.drugs.filter(({ code }) => codes.includes(code)).map((d) => [d.code, d])),
    storesNear: async (_, radiusM) => city.stores.filter(({ distanceM }) => distanceM <= radiusM),
    storesByIds: async (ids) => all().filter(({ id }) => ids.includes(id)),
    storesByCodes: async (codes) => all().filter(({ code }) => codes.includes(code)),
    stockAt: async (storeIds, drugIds) =>
      storeIds.flatMap((storeId) =>
        drugIds.map((drugId) => ({
          storeId,
          drugId,
          available: city.units.get(`${storeId}/${drugId}`) ?? 0,
        })),
      ),
    prescriptionCovers: async (patientId, prescriptionId, lines) =>
      lines.every(({ drugId }) => city.covered.has(`${patientId}/${prescriptionId}/${drugId}`)),
    hasOrdered: async (patientId) => city.ordered.has(patientId),
    equalDrugs: async (drugId) =>
      (city.equals.get(drugId) ?? []).map((id) => ({ id, approvalNo: '国药准字演示' })),
    dealsAt: async (storeIds, drugIds, since) =>
      city.deals.filter(
        ({ storeId, drugId, paidAt }) =>
          storeIds.includes(storeId) && drugIds.includes(drugId) && paidAt >= since,
      ),
    salesOf: async (storeId) => city.sales.filter((sale) => sale.storeId === storeId),
  });
  const fill = <Row extends object>(importer: Importer<Row>, lines: string[]) =>
    runImport({ db, importer, source: textSource(lines.join('\n')), actor: system });
  const mustFill = async <Row extends object>(importer: Importer<Row>, lines: string[]) => {
    const report = await fill(importer, lines);
    if (!report.written) throw new Error(JSON.stringify(report.faults));
    return report;
  };
  const offers = (lines: string[]) =>
    fill(they.importers.offers, [
      'store_code,channel_code,drug_code,price_fen,valid_from,valid_until',
      ...lines,
    ]);
  return {
    they,
    city,
    /** An empty city at noon, with these drugs. */
    async clear(drugs: (DrugFacts & { code: string })[]) {
      city.now = new Date(atShanghai('2026-11-22', '12:00'));
      Object.assign(city, { stores: [], drugs, deals: [], sales: [] });
      for (const set of [city.units, city.covered, city.ordered, city.equals]) set.clear();
      const tables = [
        ...[offerTable, channelOfferTable, channelTable, couponTable, couponUseTable, planTable],
        ...[bandTable, reportTable, reportMessageTable],
      ];
      for (const table of tables as ReturnType<typeof allEntities>) await db.write((tx) => tx.clear(table));
    },
    at(day: string, time: string) {
      city.now = new Date(atShanghai(day, time));
    },
    fill,
    offers,
    /** A store that asks these prices and has plenty of each, or `units` of it. */
    async open(
      store: StoreFacts,
      distanceM: number,
      prices: Record<string, number>,
      units: Record<string, number> = {},
    ) {
      city.stores.push({ store, distanceM });
      for (const code of Object.keys(prices))
        city.units.set(`${store.id}/${city.drugs.find((d) => d.code === code)!.id}`, units[code] ?? 20);
      const report = await offers(
        Object.entries(prices).map(([code, fen]) => `${store.code},,${code},${fen},,`),
      );
      if (!report.written) throw new Error(JSON.stringify(report.faults));
      return store;
    },
    coupons: (lines: string[]) =>
      mustFill(they.importers.coupons, [
        'code,title,scope,store_code,channel_code,category,threshold_fen,off_fen,percent_off,cap_fen,stackable,per_person,valid_from,valid_until',
        ...lines,
      ]),
    bands: (lines: string[]) => mustFill(they.importers.bands, ['store_code,up_to_m,fee_fen', ...lines]),
    channels: (lines: string[]) =>
      mustFill(they.importers.channels, [
        'code,name,delivery_fee_fen,free_delivery_fen,min_order_fen,eta_minutes',
        ...lines,
      ]),
  };
}
