import { expect, test } from 'vitest';
import type { AfterSaleStatus } from './changes.ts';
import type { Order } from './contract.ts';
import { keptLines, keptOf } from './kept.ts';

const line = { id: 'l-1', drugId: 'd-1', quantity: 3, shortQuantity: 1 };
const order = (...sales: [AfterSaleStatus, number][]): Order =>
  ({
    parcels: [{ status: 'delivered', lines: [line] }],
    afterSales: sales.map(([status, quantity]) => ({ lineId: 'l-1', status, quantity })),
  }) as unknown as Order;
const kept = (it: Order) => keptOf(it, it.parcels[0]!.lines[0]!);

test('what was short or given back is not kept, what was only complained about is', () => {
  expect(kept(order())).toBe(2);
  expect(kept(order(['submitted', 2]))).toBe(2);
  expect(kept(order(['rejected', 1], ['withdrawn', 1]))).toBe(2);
  expect(kept(order(['refunding', 1]))).toBe(1);
});

test('nothing is left to complain about when the money of every unit went back', () => {
  expect(keptLines(order(['refunded', 1]))).toHaveLength(1);
  expect(keptLines(order(['refunded', 1], ['refunding', 1]))).toHaveLength(0);
});
