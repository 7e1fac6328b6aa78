import { readFileSync } from 'node:fs';
import { v7 as newId } from 'uuid';
import { describe, expect, it } from 'vitest';
import { getDrug } from '@xinglin/shared/catalogue/contract';
import { fileSource, textSource } from '../../kernel/import/importer.ts';
import { drugTable } from './store.ts';
import { demoFile, testCatalogue } from './testing.ts';

const { db, room, as, patient, reports, importDrugs, row } = testCatalogue();

describe('the demo catalogue', () => {
  it('goes through the importer without a fault, and a second time unchanged', async () => {
    expect(reports.flatMap(({ faults }) => faults)).toEqual([]);
    expect(await db.read.count(drugTable)).toBeGreaterThanOrEqual(400);
    const again = await importDrugs(fileSource(demoFile('rx.csv')));
    expect(again).toMatchObject({ created: 0, changed: 0, unchanged: again.rows, written: true });
  });

  it('refuses a prescription drug with symptoms, an unknown symptom, and a drug without ingredients', async () => {
    const header = readFileSync(demoFile('rx.csv'), 'utf8').split('\n');
    const columns = header[0]!.split(',');
    const cells = header[1]!.split(',');
    const altered = (change: Record<string, string>) =>
      columns.map((name, at) => change[name] ?? cells[at]).join(',');
    const report = await importDrugs(
      textSource(
        [
          header[0],
          altered({ code: 'X1', symptoms: 'fever' }),
          altered({ code: 'X2', class: 'otc_a', symptoms: 'fewer' }),
          altered({ code: 'X3', ingredients: '' }),
          altered({ code: 'X4', class: 'rx_', price_fen: '9.80' }),
        ].join('\n'),
      ),
    );
    expect(report.written).toBe(false);
    expect(report.faults.map(({ line, column }) => [line, column])).toEqual([
      [2, 'symptoms'],
      [3, 'symptoms'],
      [4, 'ingredients'],
      [5, 'class'],
      [5, 'price_fen'],
    ]);
    expect(await room.drugByCode('X1')).toBeUndefined();
  });
});

describe('what the catalogue tells other capabilities', () => {
  it('finds a prescribed drug by generic name, substance or alias, in the strength written', async () => {
    const strengths = async (name: string, strength?: string) =>
      (await room.findByGenericName(name, strength)).map((drug) => `${drug.genericName} ${drug.strength}`);
    const all = await strengths('阿莫西林胶囊');
    expect(all.length).toBeGreaterThan(1);
    expect(new Set(await strengths('阿莫西林胶囊', '250 mg'))).toEqual(new Set(['阿莫西林胶囊 0.25g']));
    expect((await strengths('阿莫西林')).join()).toContain('阿莫西林颗粒');
    expect(await strengths('羟氨苄青霉素')).toEqual(all);
    expect(await strengths('没有这种药')).toEqual([]);
  });

  it('gives leaflets and facts by id and code, inside a transaction too', async () => {
    const ibuprofen = await row('布洛芬缓释胶囊');
    await db.write(async (tx) => {
      expect((await room.leafletOf([ibuprofen.id], tx)).get(ibuprofen.id)).toMatchObject({
        indications: ibuprofen.indications,
      });
      const found = await room.drugsByCodes([ibuprofen.code, 'nope'], tx);
      expect([...found.keys()]).toEqual([ibuprofen.code]);
      expect(found.get(ibuprofen.code)).toMatchObject({
        id: ibuprofen.id,
        class: ibuprofen.drugClass,
        inns: ['ibuprofen'],
      });
    });
    expect((await room.drugsByIds([newId()])).size).toBe(0);
    expect(await room.sigsOf([ibuprofen.id])).toMatchObject([
      { drugId: ibuprofen.id, name: '布洛芬缓释胶囊', timesPerDay: 2, unit: '粒' },
    ]);
    expect((await room.drugNames([ibuprofen.id])).get(ibuprofen.id)).toBe('布洛芬缓释胶囊');
    await expect(as(patient)(getDrug, { id: newId() })).rejects.toMatchObject({ code: 'DRUG_NOT_FOUND' });
  });
});
