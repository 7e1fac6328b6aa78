import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, describe, expect, it } from 'vitest';
import { listBatches, listMovements, sellAtCounter } from '@xinglin/shared/inventory/contract';
import type { allEntities } from '../../kernel/entity.ts';
import { outboxTable } from '../../kernel/outbox.ts';
import { someone, testDatabase, testEngine, testServer } from '../../kernel/testing.ts';
import { batchTable, movementTable, reservationTable } from './store.ts';
import { inventoryWorld, ledgerDifferences } from './testing.ts';

const db = testDatabase();
const { they, clock, told, inDays, fill, s1, s2, d1, d2, d3 } = inventoryWorld(db);
const as = testServer(db, () => they.routes);
const engine = testEngine(db, () => they.reactions);
const clerk = someone('store_staff', s1);

const available = async (storeId: string, drugId: string) =>
  (await they.stockAt([storeId], [drugId]))[0]?.available ?? 0;
const reserve = (reference: string, lines: { drugId: string; quantity: number }[], storeId = s1) =>
  db.write((tx) => they.reserve(tx, { reference, storeId, lines }));
const sell = (reference: string, picks: { batchId: string; quantity: number }[]) =>
  db.write((tx) => they.sellReserved(tx, reference, picks));
const release = (reference: string) => db.write((tx) => they.release(tx, reference));
const batchOf = async (lotNo: string) => (await db.read.findOneByOrFail(batchTable, { lotNo })).id;

afterEach(async () => {
  expect(await ledgerDifferences(db)).toEqual([]);
  clock.now = new Date('2026-11-22T04:00:00Z');
  for (const table of [batchTable, movementTable, reservationTable, outboxTable] as ReturnType<
    typeof allEntities
  >)
    await db.write((tx) => tx.clear(table));
});

describe('what can be sold', () => {
  it('is what is on hand and not promised, without what expires within 30 days', async () => {
    await fill([`S1,D1,A,${inDays(31)},5`, `S1,D1,B,${inDays(30)},7`, `S2,D1,C,${inDays(90)},2`]);
    await reserve('p1', [{ drugId: d1, quantity: 2 }]);
    const figures = await they.stockAt([s1, s2], [d1, d2]);
    expect(figures.map(({ storeId, available }) => [storeId, available]).sort()).toEqual(
      [
        [s1, 3],
        [s2, 2],
      ].sort(),
    );
    expect(figures[0]!.asOf).toBe('2026-11-22T04:00:00.000Z');
  });
});

describe('a reservation', () => {
  it('takes what expires first, from several lots when one is not enough', async () => {
    await fill([`S1,D1,LATE,${inDays(200)},5`, `S1,D1,SOON,${inDays(60)},3`, `S1,D1,SHORT,${inDays(10)},9`]);
    await reserve('p1', [{ drugId: d1, quantity: 4 }]);
    expect((await they.picksOf('p1')).map(({ lotNo, quantity }) => [lotNo, quantity])).toEqual([
      ['SOON', 3],
      ['LATE', 1],
    ]);
  });

  it('counts lines of the same drug together', async () => {
    await fill([`S1,D1,A,${inDays(60)},3`]);
    const twice = [
      { drugId: d1, quantity: 2 },
      { drugId: d1, quantity: 2 },
    ];
    await expect(reserve('p1', twice)).rejects.toMatchObject({ code: 'OUT_OF_STOCK', extra: { drugId: d1 } });
    await reserve('p2', [
      { drugId: d1, quantity: 1 },
      { drugId: d1, quantity: 2 },
    ]);
    expect(await available(s1, d1)).toBe(0);
  });

  it('leaves nothing behind when one line is out of stock, though another was held already', async () => {
    await fill([`S1,D1,A,${inDays(60)},9`, `S1,D2,B,${inDays(60)},9`, `S1,D3,C,${inDays(60)},0`]);
    const lines = [d1, d2, d3].map((drugId) => ({ drugId, quantity: 1 }));
    await expect(reserve('p1', lines)).rejects.toMatchObject({ code: 'OUT_OF_STOCK', extra: { drugId: d3 } });
    expect([await available(s1, d1), await available(s1, d2)]).toEqual([9, 9]);
    expect(await they.picksOf('p1')).toEqual([]);
  });

  it('of the last unit is won by one of 40 who press the button together', async () => {
    await fill([`S1,D1,A,${inDays(60)},1`]);
    const buyers = Array.from({ length: 40 }, (_, i) => reserve(`p${i}`, [{ drugId: d1, quantity: 1 }]));
    const outcomes = await Promise.allSettled(buyers);
    const lost = outcomes.filter((each) => each.status === 'rejected');
    expect(lost).toHaveLength(39);
    expect(lost.every((each) => (each.reason as { code: string }).code === 'OUT_OF_STOCK')).toBe(true);
    expect(await available(s1, d1)).toBe(0);
  });

  it('is given back once, however often it is released', async () => {
    await fill([`S1,D1,A,${inDays(60)},5`]);
    await reserve('p1', [{ drugId: d1, quantity: 2 }]);
    await reserve('p2', [{ drugId: d1, quantity: 1 }]);
    await Promise.all([release('p1'), release('p1'), release('p1')]);
    await release('unknown');
    expect(await available(s1, d1)).toBe(4);
    expect(await they.picksOf('p1')).toEqual([]);
  });
});

describe('picking', () => {
  it('moves exactly the reserved lots out of the store', async () => {
    await fill([`S1,D1,A,${inDays(60)},3`, `S1,D1,B,${inDays(90)},3`]);
    await reserve('p1', [{ drugId: d1, quantity: 4 }]);
    const [a, b] = [await batchOf('A'), await batchOf('B')];
    await sell('p1', [
      { batchId: a, quantity: 2 },
      { batchId: b, quantity: 1 },
      { batchId: a, quantity: 1 },
    ]);
    expect(await db.read.findOneBy(batchTable, { id: a })).toMatchObject({ onHand: 0, reserved: 0 });
    expect(await db.read.findOneBy(batchTable, { id: b })).toMatchObject({ onHand: 2, reserved: 0 });
    await release('p1');
    expect(await available(s1, d1)).toBe(2);
    expect(await they.picksOf('p1')).toHaveLength(2);
  });

  it.each([
    ['another lot', (_: string, b: string) => [{ batchId: b, quantity: 2 }]],
    ['too few', (a: string) => [{ batchId: a, quantity: 1 }]],
    [
      'a lot besides',
      (a: string, b: string) => [
        { batchId: a, quantity: 2 },
        { batchId: b, quantity: 1 },
      ],
    ],
  ])('refuses %s', async (_, picks) => {
    await fill([`S1,D1,A,${inDays(60)},3`, `S1,D1,B,${inDays(90)},3`]);
    await reserve('p1', [{ drugId: d1, quantity: 2 }]);
    const attempt = sell('p1', picks(await batchOf('A'), await batchOf('B')));
    await expect(attempt).rejects.toMatchObject({ code: 'WRONG_BATCH' });
  });

  it('refuses a lot that expired since it was reserved, and a second sale of the same parcel', async () => {
    await fill([`S1,D1,A,${inDays(31)},3`]);
    await reserve('p1', [{ drugId: d1, quantity: 2 }]);
    const picks = [{ batchId: await batchOf('A'), quantity: 2 }];
    const reservedAt = clock.now;
    clock.now = new Date(`${inDays(32)}T04:00:00Z`);
    await expect(sell('p1', picks)).rejects.toMatchObject({ code: 'BATCH_EXPIRED' });
    clock.now = reservedAt;
    await sell('p1', picks);
    await expect(sell('p1', picks)).rejects.toMatchObject({ code: 'WRONG_BATCH' });
  });
});

describe('at the counter', () => {
  it('a sale leaves the shelf at once, tells the screens, and cannot touch what is promised online', async () => {
    await fill([`S1,D1,A,${inDays(60)},5`]);
    await reserve('p1', [{ drugId: d1, quantity: 3 }]);
    const id = await batchOf('A');
    told.length = 0;
    expect(await as(clerk)(sellAtCounter, { id, quantity: 2 })).toMatchObject({
      onHand: 3,
      reserved: 3,
      available: 0,
    });
    await expect(as(clerk)(sellAtCounter, { id, quantity: 1 })).rejects.toMatchObject({
      code: 'OUT_OF_STOCK',
    });
    await engine.drain();
    expect(told).toContainEqual({ audience: { store: s1 }, event: { topic: 'stock', id: s1 } });
  });

  it('a double tap sells once', async () => {
    await fill([`S1,D1,A,${inDays(60)},5`]);
    const input = { id: await batchOf('A'), quantity: 2 };
    const tap = () => as(clerk)(sellAtCounter, input, { idempotencyKey: 'one-tap' });
    await tap();
    await tap();
    expect(await available(s1, d1)).toBe(3);
  });

  it('the stock of another store is not there, neither to see nor to sell', async () => {
    await fill([`S1,D1,A,${inDays(60)},5`, `S2,D1,B,${inDays(60)},5`]);
    expect((await as(clerk)(listBatches, {})).items.map(({ lotNo }) => lotNo)).toEqual(['A']);
    expect((await as(clerk)(listMovements, {})).items.map(({ lotNo }) => lotNo)).toEqual(['A']);
    const theirs = as(clerk)(sellAtCounter, { id: await batchOf('B'), quantity: 1 });
    await expect(theirs).rejects.toMatchObject({ status: 404, code: 'BATCH_NOT_FOUND' });
  });

  it('lists lots by expiry, finds them by name or lot number, and marks the short-dated', async () => {
    await fill([`S1,D2,X9,${inDays(90)},5`, `S1,D1,A1,${inDays(20)},4`]);
    const { items, total } = await as(clerk)(listBatches, {});
    expect(total).toBe(2);
    expect(items).toMatchObject([
      { lotNo: 'A1', drugName: '药品D1', nearExpiry: true, available: 0, onHand: 4 },
      { lotNo: 'X9', nearExpiry: false, available: 5 },
    ]);
    const lots = async (q: string) => (await as(clerk)(listBatches, { q })).items.map(({ lotNo }) => lotNo);
    expect([await lots('品D2'), await lots('A1'), await lots('zz')]).toEqual([['X9'], ['A1'], []]);
  });
});

describe('an import of counted stock', () => {
  it('books the difference, confirms what fits, and changes nothing the second time', async () => {
    await fill([`S1,D1,A,${inDays(60)},5`, `S1,D2,B,${inDays(60)},5`]);
    clock.now = new Date('2026-11-22T05:00:00Z');
    const again = [`S1,D1,A,${inDays(60)},3`, `S1,D2,B,${inDays(60)},5`];
    expect(await fill(again)).toMatchObject({ created: 0, changed: 1, unchanged: 1 });
    expect(await fill(again)).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    const { items } = await as(clerk)(listMovements, { batchId: await batchOf('A') });
    expect(items.map(({ kind, onHandDelta, actorName }) => [kind, onHandDelta, actorName])).toEqual([
      ['import', -2, '系统'],
      ['import', 5, '系统'],
    ]);
    expect((await they.stockAt([s1], [d2]))[0]!.asOf).toBe('2026-11-22T05:00:00.000Z');
  });

  it('refuses unknown codes and a count below what is promised, and then writes nothing', async () => {
    await fill([`S1,D1,A,${inDays(60)},5`]);
    await reserve('p1', [{ drugId: d1, quantity: 4 }]);
    const report = await fill([
      `S1,D1,A,${inDays(60)},3`,
      `S9,D1,B,${inDays(60)},1`,
      `S1,D9,C,${inDays(60)},1`,
    ]);
    expect(report.faults.map(({ line, column }) => [line, column])).toEqual([
      [2, 'on_hand'],
      [3, 'store_code'],
      [4, 'drug_code'],
    ]);
    expect(report.written).toBe(false);
    expect(await available(s1, d1)).toBe(1);
  });
});

it('keeps shelf and ledger equal, and never sells what is not there, whatever happens in whatever order', async () => {
  const act = fc.record({
    what: fc.constantFrom('reserve', 'release', 'sell', 'counter'),
    who: fc.integer({ min: 0, max: 4 }),
    drug: fc.constantFrom(d1, d2),
    quantity: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
      for (const table of [batchTable, movementTable, reservationTable])
        await db.write((tx) => tx.clear(table));
      await fill([`S1,D1,A,${inDays(60)},4`, `S1,D1,B,${inDays(90)},4`, `S1,D2,C,${inDays(60)},6`]);
      const run = uuidv7();
      await Promise.allSettled(
        acts.map(async ({ what, who, drug, quantity }) => {
          const reference = `${run.slice(0, 20)}${who}`;
          if (what === 'reserve') return reserve(reference, [{ drugId: drug, quantity }]);
          if (what === 'release') return release(reference);
          if (what === 'sell') return sell(reference, await they.picksOf(reference));
          return as(clerk)(sellAtCounter, { id: await batchOf(drug === d1 ? 'A' : 'C'), quantity });
        }),
      );
      expect(await ledgerDifferences(db)).toEqual([]);
      for (const batch of await db.read.find(batchTable)) {
        expect(batch.reserved).toBeGreaterThanOrEqual(0);
        expect(batch.onHand - batch.reserved).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 25 },
  );
});
