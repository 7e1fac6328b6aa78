import { beforeEach, expect, it } from 'vitest';
import { testDatabase } from '../../kernel/testing.ts';
import { clearInventory, inventoryWorld, ledgerDifferences } from './testing.ts';

const db = testDatabase();
const { they, inDays, fill, batchOf, s1, d1, d2, d3 } = inventoryWorld(db);
const MINUTE = 120_000;

beforeEach(() => clearInventory(db));

/** mulberry32: the same baskets in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const buy = (reference: string, drugs: string[]) =>
  db.write((tx) =>
    they.reserve(tx, { reference, storeId: s1, lines: drugs.map((drugId) => ({ drugId, quantity: 1 })) }),
  );

async function outcome(buyers: Promise<void>[]) {
  const settled = await Promise.allSettled(buyers);
  const lost = settled.flatMap((each) =>
    each.status === 'rejected' ? [each.reason as { code?: string }] : [],
  );
  return { won: settled.length - lost.length, reasons: [...new Set(lost.map(({ code }) => code))] };
}

it('1 unit and 200 buyers: one gets it, 199 are told it is sold out', { timeout: MINUTE }, async () => {
  await fill([`S1,D1,A,${inDays(60)},1`]);
  const buyers = Array.from({ length: 200 }, (_, n) => buy(`p${n}`, [d1]));
  expect(await outcome(buyers)).toEqual({ won: 1, reasons: ['OUT_OF_STOCK'] });
  expect(await batchOf(db, 'A')).toMatchObject({ onHand: 1, reserved: 1 });
  expect(await ledgerDifferences(db)).toEqual([]);
});

it(
  '50 units of 3 items and 500 baskets in any order: 50 are sold whole, nobody sees a deadlock',
  { timeout: MINUTE },
  async () => {
    // Two lots each, so that baskets run over a border between lots, too.
    await fill(
      ['D1', 'D2', 'D3'].flatMap((drug) => [
        `S1,${drug},${drug}X,${inDays(60)},20`,
        `S1,${drug},${drug}Y,${inDays(90)},30`,
      ]),
    );
    const roll = dice(20261122);
    const basket = () =>
      [d1, d2, d3]
        .map((drugId) => ({ drugId, at: roll() }))
        .sort((a, b) => a.at - b.at)
        .map(({ drugId }) => drugId);
    const buyers = Array.from({ length: 500 }, (_, n) => buy(`p${n}`, basket()));
    expect(await outcome(buyers)).toEqual({ won: 50, reasons: ['OUT_OF_STOCK'] });
    const figures = await they.stockAt([s1], [d1, d2, d3]);
    expect(figures.map(({ available }) => available)).toEqual([0, 0, 0]);
    expect(await ledgerDifferences(db)).toEqual([]);
  },
);
