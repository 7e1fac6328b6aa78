import { parse } from 'csv-parse/sync';
import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { knowledge } from './knowledge.ts';
import { ingredientsOf } from './otc.ts';

const { medicines, inn: known } = knowledge();
const all = [...medicines.values()];
const DRUGS = new URL('../../../../../config/demo/drugs/', import.meta.url);

it('knows at least 450 substances by INN and Chinese name, apart from herbs and products', () => {
  const substances = all.filter(({ groups, contains }) => !contains && !groups.includes('herb'));
  expect(substances.length).toBeGreaterThanOrEqual(450);
  for (const { inn, name } of all) {
    expect(inn).toBe(inn.toLowerCase());
    expect(name).toMatch(/[\u4e00-\u9fff]/);
  }
});

it('knows every ingredient of the catalogue', () => {
  const rows = readdirSync(DRUGS)
    .filter((name) => name.endsWith('.csv'))
    .flatMap((name) =>
      parse<Record<string, string>>(readFileSync(new URL(name, DRUGS)), { columns: true, bom: true }),
    );
  const unknown = rows.flatMap(({ ingredients, generic_name }) =>
    ingredientsOf(ingredients ?? '')
      .filter(({ inn }) => !medicines.has(known(inn)))
      .map(({ inn }) => `${inn} (${generic_name})`),
  );
  expect(rows.length).toBeGreaterThan(400);
  expect(unknown).toEqual([]);
});

it('gives a word to one medicine only, so that no text is read two ways', () => {
  const owners = new Map<string, string>();
  for (const { inn, also = [], words } of all)
    for (const word of new Set([inn, ...also, ...words])) {
      expect(owners.get(word) ?? inn, word).toBe(inn);
      owners.set(word, inn);
    }
});

it('is made of known substances where it is a compound product', () => {
  const compounds = all.filter(({ contains }) => contains);
  expect(compounds.length).toBeGreaterThan(100);
  for (const { inn, contains } of compounds)
    for (const part of contains!) {
      expect(medicines.has(part), `${inn}: ${part}`).toBe(true);
      expect(medicines.get(part)!.contains, `${inn}: ${part}`).toBeUndefined();
    }
});

it.each([
  ['ibuprofen', false],
  ['paracetamol', false],
  ['loratadine', false],
  ['omeprazole', false],
  ['warfarin', true],
  ['amoxicillin', true],
  ['ceftriaxone', true],
  ['codeine', true],
  ['diazepam', true],
  ['compound liquorice', true],
])('%s on prescription only: %s', (inn, rx) => {
  expect(medicines.get(inn)!.rx).toBe(rx);
});
