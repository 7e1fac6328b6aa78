import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { offerLines, stockLines, type DemoWorld } from '../../../../config/demo/generate/offers-and-stock.ts';
import type { App } from '../../app.ts';
import { system } from '../../kernel/actor.ts';
import type { Database } from '../../kernel/database.ts';
import { fileSource, type ImportReport } from '../../kernel/import/importer.ts';
import { importInto, type Importable } from '../importers.ts';

type Lines = (world: DemoWorld) => AsyncIterable<string>;
const read = (file: string) =>
  parse<Record<string, string>>(readFileSync(file), { columns: true, bom: true });

/** The master data of the demo city as the generator of prices and stock wants them. */
async function demoWorld(folder: string, app: App, now: Date): Promise<DemoWorld> {
  const rows = readdirSync(path.join(folder, 'drugs'))
    .filter((file) => file.endsWith('.csv'))
    .flatMap((file) => read(path.join(folder, 'drugs', file)));
  const drugs = await app.drugsByCodes(rows.map((row) => row['code']!));
  return {
    today: shanghaiDate(now),
    stores: read(path.join(folder, 'city/stores.csv')).map((row) => ({
      code: row['code']!,
      scope: row['licence_scope']!.split('|'),
      coldChain: row['cold_chain'] === 'yes',
    })),
    drugs: [...drugs.values()].map(
      ({ code, class: drugClass, category, storage, referencePriceFen, prohibitedOnline }) => ({
        code,
        class: drugClass,
        category,
        storage,
        priceFen: referencePriceFen,
        prohibited: prohibitedOnline,
      }),
    ),
    channels: read(path.join(folder, 'city/channels.csv')).map((row) => ({ code: row['code']! })),
  };
}

/** The demo city's own stores with a fridge; a store an operator added has sensors of its own. */
export async function demoColdStores(folder: string, app: App): Promise<{ id: string; code: string }[]> {
  const rows = read(path.join(folder, 'city/stores.csv'));
  const codes = new Set(rows.filter((row) => row['cold_chain'] === 'yes').map((row) => row['code']));
  return (await app.allStores()).filter(({ code }) => codes.has(code));
}

const generated = (name: string, lines: Lines, world: DemoWorld) => ({
  name,
  async *open() {
    for await (const line of lines(world)) yield Buffer.from(`${line}\n`);
  },
});

/** Loads the whole demo city through the same importers an operator uses. Throws with the first faults if a file has any. */
export async function importDemoCity(
  db: Database,
  app: App,
  folder: string,
  onStep: (title: string, report: ImportReport) => void,
): Promise<void> {
  const run = importInto(db);
  const load = async (kind: Importable, source: ReturnType<typeof fileSource>) => {
    const report = await run(kind, { source, actor: system });
    if (report.faultCount > 0)
      throw new Error(`${source.name}: ${JSON.stringify(report.faults.slice(0, 3))}`);
    onStep(report.title, report);
  };
  const file = (...parts: string[]) => fileSource(path.join(folder, ...parts));
  await load('stores', file('city', 'stores.csv'));
  for (const name of readdirSync(path.join(folder, 'drugs')).filter((each) => each.endsWith('.csv')))
    await load('drugs', file('drugs', name));
  await load('channels', file('city', 'channels.csv'));
  await load('coupons', file('city', 'coupons.csv'));
  await load('bands', file('city', 'bands.csv'));
  await load('clinics', file('city', 'clinics.csv'));
  const world = await demoWorld(folder, app, new Date());
  await load('offers', generated('offers.csv', offerLines, world));
  await load('stock', generated('stock.csv', stockLines, world));
  // Only where somebody with a name picks: codes for every box of the city would be half a million rows.
  const named = JSON.parse(readFileSync(path.join(folder, 'city/people.json'), 'utf8')) as {
    storeStaff: { storeCode: string }[];
  };
  const codes = new Set(named.storeStaff.map(({ storeCode }) => storeCode));
  const coded = (await app.allStores()).filter(({ code }) => codes.has(code));
  await app.giveDemoCodes(coded.map(({ id }) => id));
}
