import { afterEach, describe, expect, it } from 'vitest';
import { decideRequest, listRequests } from '@xinglin/shared/inventory/requests';
import { uploadFile } from '@xinglin/shared/inventory/upload';
import { auditTable } from '../../kernel/audit.ts';
import { someone, testDatabase, testServer } from '../../kernel/testing.ts';
import { batchTable } from './store.ts';
import { clearInventory, inventoryWorld, ledgerDifferences } from './testing.ts';

const db = testDatabase();
const { they, clock, inDays, fill, batchOf, s1, d1 } = inventoryWorld(db);
const as = testServer(db, () => they.routes);
const clerk = someone('store_staff', s1);
const second = someone('store_staff', s1);

afterEach(async () => {
  expect(await ledgerDifferences(db)).toEqual([]);
  await clearInventory(db);
});

const bytes = (lines: string[]) =>
  Buffer.from(['store_code,drug_code,lot_no,expires,on_hand', ...lines].join('\n')).toString('base64');
const upload = (lines: string[], { dryRun = false, who = clerk } = {}) =>
  as(who)(uploadFile, { kind: 'stock', name: 'stock.csv', content: bytes(lines), dryRun });
const waiting = async () => (await as(second)(listRequests, { state: 'waiting' })).items;
const confirm = (who: typeof clerk, id: string) => as(who)(decideRequest, { id, decision: 'confirm' });

describe('a file of a store’s own stock', () => {
  const lines = [`S1,D1,A,${inDays(60)},7`, `S1,D2,B,${inDays(60)},2`, `S1,D1,C,${inDays(60)},4`];

  it('is shown first; what differs waits for a second person, a lot the books do not know too', async () => {
    await fill([`S1,D1,A,${inDays(60)},5`, `S1,D1,C,${inDays(60)},4`]);
    const shown = await upload(lines, { dryRun: true });
    expect(shown).toMatchObject({ written: false, created: 1, changed: 1, unchanged: 1 });
    expect(shown.changes).toContainEqual({
      kind: 'changed',
      key: 'S1 D1 A',
      fields: [{ field: 'onHand', from: 5, to: 7 }],
    });
    expect(await waiting()).toEqual([]);
    const start = clock.now;
    clock.now = new Date(start.getTime() + 60_000);
    expect(await upload(lines)).toMatchObject({ written: true, created: 1, changed: 1, unchanged: 1 });
    // What agrees was looked at, and is not the next to be counted; what differs was not.
    const seen = async (lotNo: string) => Date.parse((await batchOf(db, lotNo)).updatedAt) - start.getTime();
    clock.now = start;
    expect([await seen('C'), await seen('A')]).toEqual([60_000, 0]);
    expect(await batchOf(db, 'A')).toMatchObject({ onHand: 5 });
    expect(await batchOf(db, 'B')).toMatchObject({ onHand: 0 });
    const asked = await waiting();
    expect(asked.map(({ lotNo, quantity, reason }) => [lotNo, quantity, reason]).sort()).toEqual([
      ['A', 2, 'upload'],
      ['B', 2, 'upload'],
    ]);
    await expect(confirm(clerk, asked[0]!.id)).rejects.toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
    for (const { id } of asked) await confirm(second, id);
    expect(await batchOf(db, 'A')).toMatchObject({ onHand: 7 });
    expect(await batchOf(db, 'B')).toMatchObject({ onHand: 2 });
    expect(await upload(lines)).toMatchObject({ created: 0, changed: 0, unchanged: 3 });
  });

  it('is not asked about twice while it waits, be it sent again or by two clerks at once', async () => {
    await fill([`S1,D1,A,${inDays(60)},5`]);
    const line = [`S1,D1,A,${inDays(60)},7`];
    await Promise.allSettled([upload(line), upload(line, { who: second })]);
    expect(await waiting()).toMatchObject([{ quantity: 2 }]);
    expect(await upload(line)).toMatchObject({ written: false, faults: [{ line: 2, column: 'lot_no' }] });
    expect(await waiting()).toHaveLength(1);
  });

  it.each([
    ['a line of another store', `S2,D1,A,${inDays(60)},1`, 'store_code'],
    ['another expiry than the lot has', `S1,D1,A,${inDays(61)},5`, 'expires'],
    ['fewer than are promised', `S1,D1,A,${inDays(60)},2`, 'on_hand'],
  ])('with %s is not taken at all', async (_, line, column) => {
    await fill([`S1,D1,A,${inDays(60)},5`]);
    const wanted = { reference: 'p1', storeId: s1, lines: [{ drugId: d1, quantity: 3 }] };
    await db.write((tx) => they.reserve(tx, wanted));
    const report = await upload([`S1,D2,B,${inDays(60)},2`, line]);
    expect(report).toMatchObject({ written: false, faultCount: 1, faults: [{ line: 3, column }] });
    expect(await waiting()).toEqual([]);
    expect(await db.read.find(batchTable)).toHaveLength(1);
  });

  it('may have 2 MB, and not more', async () => {
    const padding = 'x'.repeat(2 * 1024 * 1024 - 100);
    const content = Buffer.from(`store_code,drug_code\n${padding}`).toString('base64');
    const report = await as(clerk)(uploadFile, { kind: 'stock', name: 'big.csv', content, dryRun: true });
    // It arrived and was read: what is wrong with it is told line by line.
    expect(report).toMatchObject({ written: false, faults: [{}] });
    const huge = Buffer.alloc(2 * 1024 * 1024 + 4, 65).toString('base64');
    const input = { kind: 'stock', name: 'x', content: huge, dryRun: true } as const;
    await expect(as(clerk)(uploadFile, input)).rejects.toMatchObject({ status: 400 });
  });
});

describe('the same file from who runs the machine', () => {
  it('is taken at once, and the audit says how much it moved at each store', async () => {
    await fill([`S1,D1,A,${inDays(60)},5`, `S1,D1,C,${inDays(60)},4`, `S2,D1,A,${inDays(60)},1`]);
    await fill([`S1,D1,A,${inDays(60)},7`, `S1,D1,C,${inDays(60)},1`, `S2,D1,A,${inDays(60)},1`]);
    const rows = await db.read.find(auditTable, {
      where: { action: 'inventory.import', subject: s1 },
      order: { seq: 'ASC' },
    });
    expect(rows.map(({ data, role }) => ({ role, data }))).toEqual([
      { role: 'system', data: { lots: 2, more: 9, fewer: 0 } },
      { role: 'system', data: { lots: 2, more: 2, fewer: 3 } },
    ]);
    expect(await waiting()).toEqual([]);
  });
});
