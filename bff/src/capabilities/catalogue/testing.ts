import { readdirSync } from 'node:fs';
import { v7 as newId } from 'uuid';
import { beforeAll, beforeEach } from 'vitest';
import { searchDrugs, type DrugCard } from '@xinglin/shared/catalogue/contract';
import { system } from '../../kernel/actor.ts';
import { fileSource, runImport, type ImportReport, type Source } from '../../kernel/import/importer.ts';
import { someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import { catalogue } from './index.ts';
import { drugTable, type DrugRow } from './store.ts';

const DEMO = new URL('../../../../config/demo/drugs/', import.meta.url);
export const demoFile = (name: string): string => new URL(name, DEMO).pathname;

/** The demo catalogue on a real database, and a patient who searches it over HTTP. */
export function testCatalogue() {
  const db = testDatabase();
  const clock = { now: new Date('2026-11-22T12:00:00Z') };
  const approved = new Map<string, Set<string>>();
  const prices = new Map<string, number>();
  const room = catalogue({
    db,
    now: () => clock.now,
    newId,
    approvedDrugIdsOf: async (person) => approved.get(person) ?? new Set(),
    lowestPricesFen: async (ids) =>
      new Map(ids.filter((id) => prices.has(id)).map((id) => [id, prices.get(id)!])),
  });
  const as = testServer(db, () => room.routes);
  const engine = testEngine(db, () => room.reactions);
  const importDrugs = (source: Source): Promise<ImportReport> =>
    runImport({ db, importer: room.importers.drugs, source, actor: system });
  const reports: ImportReport[] = [];
  beforeAll(async () => {
    for (const file of readdirSync(DEMO).sort()) reports.push(await importDrugs(fileSource(demoFile(file))));
    await engine.drain();
  }, 120_000);
  beforeEach(() => approved.clear());

  const patient = someone('patient');
  return {
    ...{ db, clock, approved, prices, room, as, engine, importDrugs, reports, patient },
    find: async (q: string, actor = patient, more: { category?: string; limit?: number } = {}) =>
      (await as(actor)(searchDrugs, { q, ...more })).items,
    row: (genericName: string): Promise<DrugRow> => db.read.findOneByOrFail(drugTable, { genericName }),
  };
}

export const namesOf = (cards: DrugCard[]): string[] => [
  ...new Set(cards.map(({ genericName }) => genericName)),
];
