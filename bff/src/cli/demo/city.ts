import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { shanghaiDate } from '@xinglin/shared/kernel/time';
import { offerLines, stockLines, type DemoWorld } from '../../../../config/demo/generate/offers-and-stock.ts';
import type { App } from '../../app.ts';
import { system } from '../../kernel/actor.ts';
import type { Database } from '../../kernel/database.ts';
import { fileSource, runImport, type ImportReport, type Importer } from '../../kernel/import/importer.ts';

type Lines = (world: DemoWorld) => AsyncIterable<string>;
const read = (file: string) =>
  parse(readFileSync(file), { columns: true, bom: true }) as Record<string, string>[];

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
  const load = async <Row extends object>(importer: Importer<Row>, source: ReturnType<typeof fileSource>) => {
    const report = await runImport({ db, importer, source, actor: system });
    if (!report.written && report.faultCount > 0)
      throw new Error(`${source.name}: ${JSON.stringify(report.faults.slice(0, 3))}`);
    onStep(report.title, report);
  };
  const { importers } = app;
  const file = (...parts: string[]) => fileSource(path.join(folder, ...parts));
  await load(importers.stores, file('city', 'stores.csv'));
  for (const name of readdirSync(path.join(folder, 'drugs')).filter((each) => each.endsWith('.csv')))
    await load(importers.drugs, file('drugs', name));
  await load(importers.channels, file('city', 'channels.csv'));
  await load(importers.coupons, file('city', 'coupons.csv'));
  await load(importers.clinics, file('city', 'clinics.csv'));
  const world = await demoWorld(folder, app, new Date());
  await load(importers.offers, generated('offers.csv', offerLines, world));
  await load(importers.stock, generated('stock.csv', stockLines, world));
}
