import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { v7 } from 'uuid';
import { store } from '../capabilities/store/index.ts';
import { inventory } from '../capabilities/inventory/index.ts';
import { pricing } from '../capabilities/pricing/index.ts';
import { migrate, openDatabase } from '../kernel/database.ts';
import { allEntities } from '../kernel/entity.ts';
import '../kernel/audit.ts';
import '../kernel/outbox.ts';
import { system } from '../kernel/actor.ts';
import { createTables } from '../kernel/migration.ts';
import { fileSource, runImport } from '../kernel/import/importer.ts';
import { asFile, offerLines, stockLines } from '../../../config/demo/generate/offers-and-stock.ts';
const migs = await Promise.all(
  ['001-kernel', '003-store', '004-inventory', '005-pricing'].map(
    async (n) => (await import(`../migrations/${n}.ts`)).migration,
  ),
);
const db = await openDatabase({ url: 'sqlite:/tmp/sip-e2e.db', entities: allEntities(), migrations: migs });
await migrate(db);
const csv = (p: string) =>
  parse(readFileSync(new URL(`../../../config/demo/${p}`, import.meta.url)), { columns: true }) as Record<
    string,
    string
  >[];
const drugs = ['otc-western', 'otc-patent', 'rx']
  .flatMap((f) => csv(`drugs/${f}.csv`))
  .map((r) => ({
    id: v7(),
    code: r.code!,
    genericName: r.generic_name!,
    strength: r.strength!,
    pack: r.pack!,
    class: r.class as 'rx',
    storage: r.storage as 'normal',
    category: r.category!,
    prohibitedOnline: false,
    prohibited: false,
    priceFen: Number(r.price_fen),
  }));
const byId = new Map(drugs.map((d) => [d.id, d]));
const byCode = new Map(drugs.map((d) => [d.code, d]));
const pick = <K, V>(m: Map<K, V>, keys: K[]) =>
  new Map(keys.flatMap((k) => (m.has(k) ? [[k, m.get(k)!] as const] : [])));
const at = new Date('2026-11-22T04:00:00Z');
const common = {
  db,
  now: () => at,
  newId: () => v7(),
  drugsByIds: async (i: string[]) => pick(byId, i),
  drugsByCodes: async (c: string[]) => pick(byCode, c),
};
const s: ReturnType<typeof store> = store({
  ...common,
  stockAt: (a, b) => i.stockAt(a, b),
  pricesAt: (a, b) => p.pricesAt(a, b),
});
const i: ReturnType<typeof inventory> = inventory({
  ...common,
  storesByCodes: s.storesByCodes,
  staffNames: async () => new Map(),
  tell: () => {},
});
const p: ReturnType<typeof pricing> = pricing({
  ...common,
  storesNear: s.storesNear,
  storesByIds: s.storesByIds,
  storesByCodes: s.storesByCodes,
  stockAt: i.stockAt,
  prescriptionCovers: async () => true,
  hasOrdered: async () => false,
});
const time = async <T,>(name: string, fn: () => Promise<T>) => {
  const t = performance.now();
  const r = await fn();
  console.log(name, Math.round(performance.now() - t), 'ms');
  return r;
};
const city = (f: string) => fileSource(new URL(`../../../config/demo/city/${f}`, import.meta.url).pathname);
const show = (r: any) => console.log(r.importer, r.created, r.unchanged, r.faultCount, r.faults.slice(0, 3));
show(await runImport({ db, importer: s.importers.stores, source: city('stores.csv'), actor: system }));
show(await runImport({ db, importer: p.importers.channels, source: city('channels.csv'), actor: system }));
show(await runImport({ db, importer: p.importers.coupons, source: city('coupons.csv'), actor: system }));
const world = {
  stores: csv('city/stores.csv').map((r) => ({
    code: r.code!,
    scope: r.licence_scope!.split('|'),
    coldChain: r.cold_chain === 'yes',
  })),
  drugs,
  channels: [{ code: 'CH01' }, { code: 'CH02' }],
  today: '2026-11-22',
};
for (let k = 0; k < 2; k++) {
  show(
    await time('offers', () =>
      runImport({
        db,
        importer: p.importers.offers,
        source: asFile('offers.csv', () => offerLines(world)),
        actor: system,
      }),
    ),
  );
  show(
    await time('stock', () =>
      runImport({
        db,
        importer: i.importers.stock,
        source: asFile('stock.csv', () => stockLines(world)),
        actor: system,
      }),
    ),
  );
}
const patient = { id: v7(), role: 'patient' as const, storeId: null, sessionId: null };
const req = { idempotencyKey: null, ip: '' };
const here = { lng: 121.437, lat: 31.1945 };
const basket = ['D0001', 'D0161', 'D0020'].map((c) => byCode.get(c)!);
for (let k = 0; k < 3; k++)
  await time('nearby', () =>
    s.use.findNearby(
      patient,
      { ...here, radiusM: 3000, drugIds: basket.map((d) => d.id), quantities: [], sort: 'distance' },
      req,
    ),
  );
for (const n of [1, 3, 5, 8]) {
  const lines = drugs
    .filter((d) => d.class !== 'rx' && ['感冒发热', '维生素矿物质'].includes(d.category))
    .filter((_, k) => k % 4 === 1)
    .slice(0, n)
    .map((d) => ({ drugId: d.id, quantity: 1 + (n % 2) }));
  const r = await time(`plan ${n}`, () => p.use.makePlan(patient, { lines, destination: here }, req));
  console.log(
    r.options.map(
      (o) =>
        `${o.labels.join('+')} ${o.totalFen} ${o.etaMinutes}min ${o.parcels.length}p ${o.platformCouponCode} ${o.proven} ${o.why}`,
    ),
    r.missing,
    r.note,
    r.channelQuotes,
  );
}
await time('lowest', () => p.lowestPricesFen(drugs.slice(0, 20).map((d) => d.id)));
const rx = drugs.filter((d) => d.class === 'rx' && d.category !== '感冒发热').slice(10, 12);
const r = await time('plan rx', () =>
  p.use.makePlan(
    patient,
    { lines: rx.map((d) => ({ drugId: d.id, quantity: 1 })), destination: here, prescriptionId: v7() },
    req,
  ),
);
console.log(
  r.options.map((o) => `${o.labels.join('+')} ${o.totalFen} ${o.etaMinutes} ${o.parcels.length}p ${o.why}`),
  r.missing,
);
await db.close();
