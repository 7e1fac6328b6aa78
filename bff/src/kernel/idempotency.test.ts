import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Endpoint } from '@xinglin/shared/kernel/endpoint';
import { cancelOrder, placeOrder } from '@xinglin/shared/order/contract';
import { pickParcel, sealParcel } from '@xinglin/shared/order/store-parcel';
import * as changes from '@xinglin/shared/order/operations';
import { startPayment } from '@xinglin/shared/payment/contract';
import { confirmCash, resolveMoneyCase } from '@xinglin/shared/payment/desk';
import { route } from './http.ts';
import { someone, testDatabase, testServer } from './testing.ts';

const db = testDatabase();
const SHARED = path.resolve(import.meta.dirname, '../../../shared/src');
const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'path' in value && 'access' in value && 'input' in value;
const modules = await Promise.all(
  readdirSync(SHARED, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('kernel'))
    .map((file) => import(path.join(SHARED, file)) as Promise<Record<string, unknown>>),
);
const declared = [...new Set(modules.flatMap((module) => Object.values(module)).filter(isEndpoint))].filter(
  ({ idempotent }) => idempotent,
);
let reached = 0;
const as = testServer(db, () =>
  declared.map((endpoint) =>
    route(endpoint, async () => {
      reached += 1;
      return {};
    }),
  ),
);

test.each(declared.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  '%s is refused without an idempotency key',
  async (_, endpoint) => {
    const who = endpoint.access === 'public' ? undefined : someone(endpoint.access[0]);
    const call = as(who)(endpoint, {}, { idempotencyKey: '' });
    await expect(call).rejects.toMatchObject({ status: 400, code: 'IDEMPOTENCY_KEY_MISSING' });
    expect(reached).toBe(0);
  },
);

test('everything that costs asks for a key', () => {
  const { switchMode, decideShortage, submitAfterSale, withdrawAfterSale, decideAfterSale } = changes;
  const { collectParcel, checkInParcel, reportShort } = changes;
  const costs: Endpoint[] = [
    ...[placeOrder, cancelOrder, startPayment, confirmCash, resolveMoneyCase, pickParcel, sealParcel],
    ...[switchMode, decideShortage, submitAfterSale, withdrawAfterSale, decideAfterSale],
    ...[collectParcel, checkInParcel, reportShort],
  ];
  for (const endpoint of costs) expect(declared, endpoint.path).toContain(endpoint);
});
