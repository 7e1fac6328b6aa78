import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { asFile, offerLines, stockLines, type DemoDrug, type DemoStore, type DemoWorld } from './offers-and-stock.ts';

const read = (path: string) => {
  const [header, ...lines] = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8').trim().split('\n');
  const names = header!.split(',');
  // None of the columns used here is ever quoted, and they all stand before or count from the end of the free text.
  return lines.map((line) => ({ line, cells: line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)!.map((c) => c.replace(/,$/, '')), names }));
};
const cell = ({ cells, names }: { cells: string[]; names: string[] }, name: string) => cells[names.indexOf(name)]!;

const stores = read('city/stores.csv').map(
  (row): DemoStore => ({
    code: cell(row, 'code'),
    scope: cell(row, 'licence_scope').split('|'),
    coldChain: cell(row, 'cold_chain') === 'yes',
  }),
);
const drugs = ['otc-western', 'otc-patent', 'rx'].flatMap((file) =>
  read(`drugs/${file}.csv`).map(
    (row, i): DemoDrug => ({
      code: cell(row, 'code'),
      class: cell(row, 'class') as DemoDrug['class'],
      category: cell(row, 'category'),
      storage: cell(row, 'storage') as DemoDrug['storage'],
      priceFen: Number(cell(row, 'price_fen')),
      prohibited: i % 30 === 7,
    }),
  ),
);
const world: DemoWorld = { stores, drugs, channels: [{ code: 'CH01' }, { code: 'CH02' }], today: '2026-11-22' };
const drugOf = new Map(drugs.map((drug) => [drug.code, drug]));
const storeOf = new Map(stores.map((store) => [store.code, store]));

async function all(lines: AsyncIterable<string>): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const line of lines) rows.push(line.split(','));
  return rows.slice(1);
}
let offers: string[][];
let stock: string[][];
beforeAll(async () => {
  offers = await all(offerLines(world));
  stock = await all(stockLines(world));
});

it('makes a city of 25 to 35 thousand offers, the same every time', async () => {
  const atStores = offers.filter(([store]) => store);
  expect(atStores.length).toBeGreaterThan(25_000);
  expect(atStores.length).toBeLessThan(35_000);
  expect(await all(offerLines(world))).toEqual(offers);
  expect(await all(stockLines(world))).toEqual(stock);
});

it('never offers or stocks what may not be sold online, nor what the store has no licence or fridge for', () => {
  const wrong = [...offers, ...stock.map(([s, c]) => [s!, '', c!])].filter(([store, channel, code]) => {
    const drug = drugOf.get(code!)!;
    if (drug.prohibited) return true;
    if (channel) return drug.class === 'rx';
    const { scope, coldChain } = storeOf.get(store!)!;
    return !scope.includes(drug.class === 'rx' ? 'rx' : 'otc') || (drug.storage === 'refrigerated' && !coldChain);
  });
  expect(wrong).toEqual([]);
});

it('keeps store prices within 15% of the reference (and a shop ending), channels about 8% below', () => {
  const reference = (code: string | undefined) => drugOf.get(code!)!.priceFen;
  const odd = offers.filter(([, channel, code, price]) => {
    if (![0, 50, 80, 90].includes(Number(price) % 100)) return true;
    // A reference price may lie up to 25 fen beside the next usual ending.
    return !channel && Math.abs(Number(price) - reference(code)) > reference(code) * 0.15 + 26;
  });
  expect(odd).toEqual([]);
  const online = offers.filter(([, channel]) => channel);
  const ratio = online.reduce((sum, [, , code, price]) => sum + Number(price) / reference(code), 0) / online.length;
  expect(ratio).toBeGreaterThan(0.9);
  expect(ratio).toBeLessThan(0.94);
});

describe('stock', () => {
  it('stands behind every offer of a store, in one or two lots of 0 to 40 units', () => {
    const sums = new Map<string, number[]>();
    for (const [store, drug, , , onHand] of stock) {
      const key = `${store}/${drug}`;
      sums.set(key, [...(sums.get(key) ?? []), Number(onHand)]);
    }
    expect([...sums.keys()].sort()).toEqual(offers.filter(([s]) => s).map(([s, , d]) => `${s}/${d}`).sort());
    const sizes = [...sums.values()].map((lots) => ({ lots: lots.length, units: lots.reduce((a, b) => a + b) }));
    expect(sizes.filter(({ lots, units }) => lots > 2 || units > 40)).toEqual([]);
  });

  it('expires after the given day, a few lots within a month, most between 2 and 30 months', () => {
    const short = stock.filter(([, , , expires]) => expires! <= '2026-12-22');
    expect(short.length / stock.length).toBeGreaterThan(0.005);
    expect(short.length / stock.length).toBeLessThan(0.05);
    expect(stock.filter(([, , , expires]) => expires! <= '2026-11-22' || expires! >= '2029-06-01')).toEqual([]);
  });

  it('has the drugs for colds in nearly all stores', () => {
    const cold = drugs.filter((d) => d.class !== 'rx' && !d.prohibited && d.category === '感冒发热');
    const carriers = offers.filter(([store, , code]) => store && cold.some((d) => d.code === code)).length;
    expect(carriers / (cold.length * stores.length)).toBeGreaterThan(0.9);
  });
});

it('is read as one file, from the beginning each time', async () => {
  const file = asFile('offers.csv', () => offerLines(world));
  const size = async () => {
    let bytes = 0;
    for await (const chunk of file.open()) bytes += chunk.length;
    return bytes;
  };
  expect(await size()).toBe(await size());
  expect(await size()).toBe(offers.join('\n').length + 'store_code,channel_code,drug_code,price_fen,valid_from,valid_until\n\n'.length);
});
