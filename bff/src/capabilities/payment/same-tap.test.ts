import { describe, expect, test } from 'vitest';
import * as contract from '@xinglin/shared/payment/contract';
import { testDatabase } from '../../kernel/testing.ts';
import { paymentTable } from './store.ts';
import { paymentWorld } from './testing.ts';

const db = testDatabase();
/** A bank that takes its time until it is told to answer. */
let bankAnswers = Promise.resolve();
let reached = () => {};
const { as, unpaid, bank } = paymentWorld(db, (deps) => ({
  gateways: {
    wechat: {
      ...deps.gateways.wechat,
      prepay: async (order) => {
        reached();
        await bankAnswers;
        return deps.gateways.wechat.prepay(order);
      },
    },
  },
}));

describe('the tap that opens the cashier', () => {
  test('again with its key is the same answer, and one payment', async () => {
    const { patient, orderId } = unpaid();
    const tap = () => as(patient)(contract.startPayment, { orderId }, { idempotencyKey: `tap-${orderId}` });
    const first = await tap();
    expect(await tap()).toEqual(first);
    expect(await db.read.countBy(paymentTable, { orderId })).toBe(1);
    expect([...bank.trades.keys()]).toHaveLength(1);
  });

  test('with its key and another wish is refused', async () => {
    const { patient, orderId } = unpaid();
    const key = { idempotencyKey: `tap-${orderId}` };
    await as(patient)(contract.startPayment, { orderId }, key);
    const other = as(patient)(contract.startPayment, { orderId, method: 'cash' }, key);
    await expect(other).rejects.toMatchObject({ status: 422, code: 'IDEMPOTENCY_MISMATCH' });
  });

  test('while the first still runs is told so', async () => {
    const { patient, orderId } = unpaid();
    const tap = () => as(patient)(contract.startPayment, { orderId }, { idempotencyKey: `tap-${orderId}` });
    let answer = () => {};
    bankAnswers = new Promise((resolve) => (answer = resolve));
    const atBank = new Promise<void>((arrived) => (reached = arrived));
    const first = tap();
    await atBank;
    await expect(tap()).rejects.toMatchObject({ status: 409, code: 'IDEMPOTENCY_IN_PROGRESS' });
    answer();
    expect(await tap().catch(() => first)).toEqual(await first);
  });
});
