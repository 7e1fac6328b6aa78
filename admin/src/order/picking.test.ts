import { expect, it } from 'vitest';
import type { StoreParcel } from '@xinglin/shared/order/contract';
import { allConfirmed, lotScanned, lotsOf, picksFrom } from './picking.ts';

const line = (id: string, ...picks: [batchId: string, lotNo: string, quantity: number][]) =>
  ({
    id,
    picks: picks.map(([batchId, lotNo, quantity]) => ({ batchId, lotNo, quantity, expires: '2027-01-31' })),
  }) as unknown as StoreParcel['lines'][number];
const lots = lotsOf([line('a', ['b1', 'L2601', 1], ['b2', 'L2602', 2]), line('c', ['b3', 'L2601', 1])]);
const none = new Set<string>();

it('a scanned lot number confirms the lot that bears it, whatever its case and the blanks around it', () => {
  expect(lotScanned(lots, none, ' l2602 ')).toMatchObject({ lineId: 'a', batchId: 'b2', quantity: 2 });
});

it('two drugs that happen to share a lot number are confirmed one after the other', () => {
  expect(lotScanned(lots, none, 'L2601')).toMatchObject({ lineId: 'a' });
  expect(lotScanned(lots, new Set(['a/b1']), 'L2601')).toMatchObject({ lineId: 'c' });
});

it('a lot that is not on the list, or is confirmed already, confirms nothing', () => {
  expect(lotScanned(lots, none, 'L9999')).toBe('unknown');
  expect(lotScanned(lots, none, '')).toBe('unknown');
  expect(lotScanned(lots, new Set(['a/b1', 'c/b3']), 'L2601')).toBe('again');
});

it('picking is done when every lot of every line is confirmed, and never for a parcel without lots', () => {
  expect(allConfirmed(lots, new Set(['a/b1', 'a/b2']))).toBe(false);
  expect(allConfirmed(lots, new Set(['a/b1', 'a/b2', 'c/b3']))).toBe(true);
  expect(allConfirmed([], none)).toBe(false);
});

it('the server is told only of lots that were confirmed', () => {
  expect(picksFrom(lots, new Set(['a/b2', 'gone/b9']))).toEqual([
    { lineId: 'a', batchId: 'b2', quantity: 2 },
  ]);
});
