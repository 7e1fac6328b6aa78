import { expect, it } from 'vitest';
import type { StoreParcel } from '@xinglin/shared/order/store-parcel';
import { addScan, allDone, lotScanned, lotsOf, nothingPicked, picksFrom, removeScan } from './picking.ts';

type Pick = [batchId: string, lotNo: string, quantity: number, toScan?: number];
const line = (id: string, ...picks: Pick[]) =>
  ({
    id,
    picks: picks.map(([batchId, lotNo, quantity, toScan = 0]) => ({
      ...{ batchId, lotNo, quantity, toScan, expires: '2027-01-31' },
    })),
  }) as unknown as StoreParcel['lines'][number];
const lots = lotsOf([line('a', ['b1', 'L2601', 1], ['b2', 'L2602', 2]), line('c', ['b3', 'L2601', 1])]);
const ticked = (...keys: string[]) => ({ confirmed: new Set(keys), scans: [] });

it('a scanned lot number confirms the lot that bears it, whatever its case and the blanks around it', () => {
  expect(lotScanned(lots, nothingPicked, ' l2602 ')).toMatchObject({
    lineId: 'a',
    batchId: 'b2',
    quantity: 2,
  });
});

it('two drugs that happen to share a lot number are confirmed one after the other', () => {
  expect(lotScanned(lots, nothingPicked, 'L2601')).toMatchObject({ lineId: 'a' });
  expect(lotScanned(lots, ticked('a/b1'), 'L2601')).toMatchObject({ lineId: 'c' });
});

it('a lot that is not on the list, or is confirmed already, confirms nothing', () => {
  expect(lotScanned(lots, nothingPicked, 'L9999')).toBe('unknown');
  expect(lotScanned(lots, nothingPicked, '')).toBe('unknown');
  expect(lotScanned(lots, ticked('a/b1', 'c/b3'), 'L2601')).toBe('again');
});

it('picking is done when every lot of every line is confirmed, and never for a parcel without lots', () => {
  expect(allDone(lots, ticked('a/b1', 'a/b2'))).toBe(false);
  expect(allDone(lots, ticked('a/b1', 'a/b2', 'c/b3'))).toBe(true);
  expect(allDone([], nothingPicked)).toBe(false);
});

const coded = lotsOf([line('a', ['b1', 'L1', 2, 2])]);
const box = (code: string) => ({ code, key: 'a/b1' });

it('boxes with a code are done when each was scanned: a tick or the lot number is not enough, one can be taken out again', () => {
  expect(lotScanned(coded, nothingPicked, 'L1')).toBe('unknown');
  expect(allDone(coded, ticked('a/b1'))).toBe(false);
  const one = addScan(coded, nothingPicked, box('c1'));
  if (typeof one === 'string') throw new Error(one);
  expect(addScan(coded, one, box('c1'))).toBe('again');
  expect(allDone(coded, one)).toBe(false);
  const two = addScan(coded, one, box('c2'));
  if (typeof two === 'string') throw new Error(two);
  expect(addScan(coded, two, box('c3'))).toBe('enough');
  expect(allDone(coded, two)).toBe(true);
  expect(picksFrom(coded, two)).toEqual([{ lineId: 'a', batchId: 'b1', quantity: 2, codes: ['c1', 'c2'] }]);
  expect(allDone(coded, removeScan(two, 'c1'))).toBe(false);
});

it('of a lot partly from old stock the boxes with a code are scanned and the rest is ticked', () => {
  const mixed = lotsOf([line('a', ['b1', 'L1', 2, 1])]);
  const scanned = addScan(mixed, ticked('a/b1'), box('c1'));
  expect(allDone(mixed, ticked('a/b1'))).toBe(false);
  expect(scanned !== 'again' && scanned !== 'enough' && allDone(mixed, scanned)).toBe(true);
});

it('the server is told only of lots that were confirmed', () => {
  expect(picksFrom(lots, ticked('a/b2', 'gone/b9'))).toEqual([
    { lineId: 'a', batchId: 'b2', quantity: 2, codes: [] },
  ]);
});
