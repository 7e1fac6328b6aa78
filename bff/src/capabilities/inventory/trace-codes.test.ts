import { beforeEach, describe, expect, it } from 'vitest';
import { auditTable } from '../../kernel/audit.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { clearInventory, inventoryWorld } from './testing.ts';
import { traceStore } from './trace-store.ts';

const db = testDatabase();
const { they, inDays, fill, batchOf, s1 } = inventoryWorld(db);
const clerk = someone('store_staff', s1);

beforeEach(async () => {
  await clearInventory(db);
  await fill([`S1,D1,A,${inDays(60)},3`, `S1,D1,B,${inDays(90)},2`, `S2,D1,C,${inDays(60)},1`]);
  await they.giveDemoCodes();
});

const codesOf = async (lotNo: string) => {
  const { id: batchId } = await batchOf(db, lotNo);
  return (await traceStore(db.read).inStock(batchId, 99)).map(({ code }) => ({ code, batchId }));
};
const scan = (reference: string, codes: { code: string; batchId: string }[], storeId = s1) =>
  they.auditRefusedScans(clerk, reference, () =>
    db.write((tx) => they.useTraceCodes(tx, { reference, storeId, codes }, clerk)),
  );
const refusals = async () =>
  (await db.read.findBy(auditTable, { action: 'inventory.scan_refused' })).map(({ subject, data }) => ({
    subject,
    ...data,
  }));

describe('the code on a box', () => {
  it('has 20 digits, is the same for the same lot, and one box of each lot has it', async () => {
    const codes = [...(await codesOf('A')), ...(await codesOf('B')), ...(await codesOf('C'))];
    expect(new Set(codes.map(({ code }) => code)).size).toBe(6);
    expect(codes.every(({ code }) => /^81\d{18}$/.test(code))).toBe(true);
    expect(await they.giveDemoCodes()).toBe(0);
  });

  it('leaves with the parcel it was scanned for, and is counted off the shelf', async () => {
    const [one, two] = await codesOf('A');
    await scan('p1', [one!, two!]);
    expect(await they.traceCodesOf('p1')).toEqual([one, two]);
    expect((await they.codesInStock([one!.batchId])).get(one!.batchId)).toBe(1);
  });

  it('is used once: a second parcel, or twice in the same one, is refused and written down', async () => {
    const [one, two] = await codesOf('A');
    await scan('p1', [one!]);
    await expect(scan('p2', [two!, one!])).rejects.toMatchObject({
      code: 'TRACE_CODE_USED',
      status: 409,
      extra: { traceCode: one!.code },
    });
    await expect(scan('p3', [two!, two!])).rejects.toMatchObject({ code: 'TRACE_CODE_USED' });
    expect(await they.traceCodesOf('p2')).toEqual([]);
    expect(await refusals()).toEqual([
      { subject: 'p2', traceCode: one!.code, reason: 'TRACE_CODE_USED' },
      { subject: 'p3', traceCode: two!.code, reason: 'TRACE_CODE_USED' },
    ]);
  });

  it('is sold by one of 20 who scan it together', async () => {
    const [one] = await codesOf('A');
    const tries = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => scan(`p${n}`, [one!])));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const lost = tries.flatMap((each) =>
      each.status === 'rejected' ? [each.reason as { code: string }] : [],
    );
    expect(new Set(lost.map(({ code }) => code))).toEqual(new Set(['TRACE_CODE_USED']));
  });

  it.each([
    [
      'nobody received',
      'TRACE_CODE_UNKNOWN',
      async () => ({ ...(await codesOf('A'))[0]!, code: '8'.repeat(20) }),
    ],
    ['of another store', 'TRACE_CODE_UNKNOWN', async () => (await codesOf('C'))[0]!],
  ])('%s stops the scan and leaves a trace', async (_, reason, code) => {
    const box = await code();
    await expect(scan('p1', [box])).rejects.toMatchObject({ code: reason, status: 422 });
    expect(await refusals()).toEqual([{ subject: 'p1', traceCode: box.code, reason }]);
  });

  it('of a recalled box stops the scan and leaves a trace; one of another lot only stops it', async () => {
    const [a] = await codesOf('A');
    const [b] = await codesOf('B');
    await expect(scan('p1', [{ code: b!.code, batchId: a!.batchId }])).rejects.toMatchObject({
      code: 'TRACE_CODE_OTHER_BATCH',
      status: 422,
    });
    expect(await refusals()).toEqual([]);
    await db.write((tx) => traceStore(tx).recall(a!.batchId, '2026-11-22T04:00:00.000Z'));
    await expect(scan('p1', [a!])).rejects.toMatchObject({ code: 'TRACE_CODE_RECALLED', status: 409 });
    expect(await refusals()).toMatchObject([{ reason: 'TRACE_CODE_RECALLED' }]);
  });

  it('of goods that came back may be sold again only from the shelf', async () => {
    const codes = await codesOf('A');
    const { batchId } = codes[0]!;
    const sold = async (reference: string, box: (typeof codes)[number]) => {
      const drugId = (await batchOf(db, 'A')).drugId;
      await db.write((tx) => they.reserve(tx, { reference, storeId: s1, lines: [{ drugId, quantity: 1 }] }));
      await db.write((tx) => they.sellReserved(tx, reference, [{ batchId, quantity: 1 }]));
      await scan(reference, [box]);
    };
    const back = (reference: string, to: 'available' | 'quarantine') =>
      db.write((tx) =>
        they.takeBack(tx, { reference, storeId: s1, lines: [{ batchId, quantity: 1 }], to }, clerk),
      );
    await sold('p1', codes[0]!);
    await sold('p2', codes[1]!);
    await back('p1', 'available');
    await back('p2', 'quarantine');
    await scan('p3', [codes[0]!]);
    await expect(scan('p4', [codes[1]!])).rejects.toMatchObject({ code: 'TRACE_CODE_USED' });
  });
});
