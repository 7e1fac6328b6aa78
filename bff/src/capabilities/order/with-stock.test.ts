import { describe, expect, test } from 'vitest';
import * as storeParcel from '@xinglin/shared/order/store-parcel';
import * as changes from '@xinglin/shared/order/operations';
import { auditTable } from '../../kernel/audit.ts';
import { testDatabase } from '../../kernel/testing.ts';
import { clearInventory, ledgerDifferences } from '../inventory/testing.ts';
import { traceStore } from '../inventory/trace-store.ts';
import { shelfWorld } from './shelf-testing.ts';

const db = testDatabase();
const {
  as,

  north,
  stock,
  fill,
  inDays,
  batchOf,
  payer,
  batchA,
  free,
  codesOfA,
  pickWith,
  scan,
  bag,
  recall,
  short,
} = shelfWorld(db);

describe('boxes', () => {
  test('are scanned one by one, leave with the parcel, and are named by line while they are scanned', async () => {
    const { parcelId } = await payer();
    const [line] = (await as(north)(storeParcel.getStoreParcel, { id: parcelId })).lines;
    expect(line!.picks).toMatchObject([{ lotNo: 'A', quantity: 2, toScan: 2 }]);
    const codes = await codesOfA();
    expect(await scan(parcelId, codes[0]!)).toMatchObject({ lineId: line!.id, lotNo: 'A' });
    await pickWith(parcelId, codes);
    expect((await stock.traceCodesOf(parcelId)).map(({ code }) => code)).toEqual(codes);
    expect(await codesOfA()).toEqual([]);
  });

  test('that are missing, used, unknown or of another lot stop the picking, and nothing is written but the refusal', async () => {
    const first = await payer();
    const codes = await codesOfA();
    await expect(pickWith(first.parcelId, codes.slice(1))).rejects.toMatchObject({
      code: 'TRACE_CODES_MISSING',
    });
    await pickWith(first.parcelId, codes);
    await fill([`S1,D1,A,${inDays(60)},0`, `S1,D1,B,${inDays(70)},2`, `S1,D1,C,${inDays(80)},1`]);
    await stock.giveDemoCodes();
    const { parcelId } = await payer();
    const [own] = (await traceStore(db.read).inStock((await batchOf(db, 'B')).id, 9)).map((b) => b.code);
    const [other] = (await traceStore(db.read).inStock((await batchOf(db, 'C')).id, 9)).map((b) => b.code);
    for (const [code, reason] of [
      [codes[0]!, 'TRACE_CODE_USED'],
      ['8'.repeat(20), 'TRACE_CODE_UNKNOWN'],
      [other!, 'TRACE_CODE_OTHER_BATCH'],
    ] as const) {
      await expect(scan(parcelId, code)).rejects.toMatchObject({ code: reason });
      await expect(pickWith(parcelId, [own!, code])).rejects.toMatchObject({ code: reason });
    }
    expect((await as(north)(storeParcel.getStoreParcel, { id: parcelId })).status).toBe('to_pick');
    expect(await stock.traceCodesOf(parcelId)).toEqual([]);
    expect(await batchOf(db, 'B')).toMatchObject({ onHand: 2, reserved: 2 });
    const refused = await db.read.countBy(auditTable, {
      action: 'inventory.scan_refused',
      subject: parcelId,
    });
    expect(refused).toBe(4);
    expect(await ledgerDifferences(db)).toEqual([]);
  });

  test('of a recalled lot stop the picking, at the scan and at its end, and each try is on record', async () => {
    await fill([`S1,D1,A,${inDays(60)},2`, `S1,D1,B,${inDays(70)},2`]);
    await stock.giveDemoCodes();
    const recalled = (await codesOfA())[0]!;
    await recall();
    const { parcelId } = await payer();
    const [own] = (await traceStore(db.read).inStock((await batchOf(db, 'B')).id, 9)).map((b) => b.code);
    const stopped = { code: 'TRACE_CODE_RECALLED', status: 409 };
    await expect(scan(parcelId, recalled)).rejects.toMatchObject(stopped);
    await expect(pickWith(parcelId, [own!, recalled])).rejects.toMatchObject(stopped);
    expect((await as(north)(storeParcel.getStoreParcel, { id: parcelId })).status).toBe('to_pick');
    const tries = await db.read.findBy(auditTable, {
      action: 'inventory.scan_refused',
      subject: parcelId,
    });
    expect(tries.map(({ data }) => data)).toEqual(
      Array(2).fill({ traceCode: recalled, reason: 'TRACE_CODE_RECALLED' }),
    );
  });

  test('that never had a code need no scan', async () => {
    await clearInventory(db);
    await fill([`S1,D1,A,${inDays(60)},2`]);
    const { parcelId } = await payer();
    expect((await pickWith(parcelId, [])).status).toBe('picked');
  });

  test('come back with the parcel, and can be sold again from the shelf', async () => {
    const { parcelId, cancel } = await payer();
    const codes = await codesOfA();
    await bag(parcelId);
    await cancel();
    await as(north)(changes.checkInParcel, { id: parcelId, destination: 'available' });
    expect(await codesOfA()).toEqual(codes);
    expect(await free()).toBe(2);
  });
});

describe('units the shelf does not have', () => {
  test('are locked away when the buyer takes the money, and nobody can buy them', async () => {
    const { decide } = await short(1);
    await decide('refund');
    expect(await batchA()).toMatchObject({ onHand: 2, reserved: 1, quarantined: 1 });
    expect(await free()).toBe(0);
    expect(await ledgerDifferences(db)).toEqual([]);
  });

  test('are locked away when the whole order is cancelled meanwhile; the others are for sale again', async () => {
    const { cancel } = await short(1);
    await cancel();
    expect(await batchA()).toMatchObject({ onHand: 2, reserved: 0, quarantined: 1 });
    expect(await free()).toBe(1);
  });
});

describe('damaged units the buyer waits for', () => {
  test('are exchanged for sound ones while the store has them, and what was damaged cannot be sold', async () => {
    await fill([`S1,D1,A,${inDays(60)},2`, `S1,D1,B,${inDays(90)},2`]);
    const { decide, parcelId } = await short(1);
    expect((await decide('wait')).shortages).toMatchObject([{ status: 'ended' }]);
    const lots = (await stock.picksOf(parcelId)).map(({ lotNo, quantity }) => [lotNo, quantity]);
    expect(lots).toEqual([
      ['A', 1],
      ['B', 1],
    ]);
    expect(await batchA()).toMatchObject({ onHand: 2, reserved: 1, quarantined: 1 });
    expect(await ledgerDifferences(db)).toEqual([]);
  });

  test('and reported once more do not keep the order from being cancelled', async () => {
    const { decide, again, cancel } = await short(2);
    expect((await decide('wait')).shortages).toMatchObject([{ status: 'waiting' }]);
    await again();
    await cancel();
    expect(await batchA()).toMatchObject({ onHand: 2, reserved: 0, quarantined: 2 });
    expect(await free()).toBe(0);
  });
});
