import { expect, test } from 'vitest';
import { allowed, unreachable } from '../kernel/lifecycle.ts';
import { countLifecycle } from './counting.ts';
import { requestLifecycle } from './requests.ts';
import { traceCodeLifecycle } from './trace-code.ts';
import { transferLifecycle } from './transfer.ts';

test('every state of a request, a count, a transfer and a box can be reached', () => {
  expect(unreachable(requestLifecycle, 'waiting')).toEqual([]);
  expect(unreachable(countLifecycle, 'open')).toEqual([]);
  expect(unreachable(transferLifecycle, 'in_transit')).toEqual([]);
  expect(unreachable(traceCodeLifecycle, 'in_stock')).toEqual([]);
});

test('a box that was recalled, came back or got lost is never sold', () => {
  for (const state of ['recalled', 'returned', 'missing'] as const)
    expect(allowed(traceCodeLifecycle, state)).toEqual([]);
});
