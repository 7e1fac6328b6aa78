import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { createClient } from '@xinglin/shared/kernel/client';
import * as contract from '@xinglin/shared/order/contract';
import * as changes from '@xinglin/shared/order/operations';
import { idempotencyTable, once } from '../../kernel/idempotency.ts';
import { outboxTable } from '../../kernel/outbox.ts';
import { httpCrypto, someone, testDatabase } from '../../kernel/testing.ts';
import { orderTable } from './store.ts';
import { ADDRESS, orderWorld, planParcel, testCashier, whenDue } from './testing.ts';

const db = testDatabase();
const { closePayment, moneyComes } = testCashier(db);
const { as, orders, buyer, engine, oneParcel, north, pick, ...world } = orderWorld(db, closePayment);
const fulfilled = (all: PromiseSettledResult<unknown>[]) =>
  all.filter(({ status }) => status === 'fulfilled').length;

describe('of many at once', () => {
  test('fifty checkouts with the same coupon, one wins, and the others hold nothing', async () => {
    const patient = someone('patient');
    const coupon = uuidv7();
    const before = await world.held('otc', 'south');
    const place = (n: number) => {
      const parcels = [planParcel('south', [{ drug: 'otc', quantity: 1 }], coupon)];
      return orders.use.place(patient, world.plan(patient.id, parcels), { idempotencyKey: `c${n}`, ip: '' });
    };
    expect(fulfilled(await Promise.allSettled(Array.from({ length: 50 }, (_, n) => place(n))))).toBe(1);
    expect(await world.held('otc', 'south')).toBe(before + 1);
    expect(await db.read.countBy(orderTable, { patientId: patient.id })).toBe(1);
  });

  test('cancelling and picking: either the money is back, or the goods are in a hand and come back by a check', async () => {
    for (let round = 0; round < 2; round += 1) {
      const { placed, patient, id, parcelId, cancel, look } = await buyer(oneParcel());
      await moneyComes(placed, patient);
      await engine.drain();
      const [cancelled, picked] = await Promise.allSettled([cancel(), pick(north, parcelId)]);
      const { status, parcels } = await look();
      const asked = await db.read.countBy(outboxTable, { name: 'refund.requested', subject: id });
      expect(asked).toBe(cancelled.status === 'fulfilled' ? 1 : 0);
      if (cancelled.status === 'fulfilled') {
        expect(status).toBe('refunding');
        expect(parcels[0]!.status).toBe(picked.status === 'fulfilled' ? 'returning' : 'cancelled');
      } else expect(parcels[0]!.status).toBe('picked');
    }
  });

  test('expiring and paying: the order is paid, or it ended and the money goes back', async () => {
    for (let round = 0; round < 2; round += 1) {
      const { placed, patient, id, look } = await buyer(oneParcel());
      await Promise.all([moneyComes(placed, patient), whenDue(db, engine, 'order.payment_due')]);
      await engine.drain();
      const { status } = await look();
      const asked = await db.read.countBy(outboxTable, { name: 'refund.requested', subject: id });
      expect([status, asked]).toEqual(status === 'paid' ? ['paid', 0] : ['cancelled', 1]);
    }
  });
});

describe('a call that costs', () => {
  /** The client as it is, with the key of each call in our hands. */
  const calls = [
    ['placing', contract.placeOrder],
    ['cancelling', contract.cancelOrder],
    ['switching', changes.switchMode],
    ['choosing', changes.decideShortage],
    ['complaining', changes.submitAfterSale],
  ] as const;

  test.each(calls)('%s needs a key', (_, endpoint) => {
    expect(endpoint.idempotent).toBe(true);
    expect(endpoint.access).toEqual(['patient']);
  });

  test('again with the same key and body gets the first answer, also when the state has moved on', async () => {
    const { patient, id, placed } = await buyer(oneParcel());
    await moneyComes(placed, patient);
    await engine.drain();
    const who = { principal: patient.id, endpoint: 'POST /orders/:id/mode', key: 'tap' };
    const input = { id, to: 'pickup' as const };
    const call = () =>
      once({ db, crypto: httpCrypto }, who, input, async () => ({
        status: 200,
        body: await orders.use.switchMode(patient, input, { idempotencyKey: 'tap', ip: '' }),
      }));
    const first = await call();
    expect(first.body).toMatchObject({ mode: 'pickup' });
    expect(JSON.stringify(await call())).toBe(JSON.stringify(first));
    const other = once(
      { db, crypto: httpCrypto },
      who,
      { id, to: 'instant', address: ADDRESS },
      async () => ({
        status: 200,
        body: {},
      }),
    );
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH', status: 422 });
    expect(await db.read.countBy(outboxTable, { name: 'refund.requested', subject: id })).toBe(1);
  });

  test('that is still running answers 409, and two taps at once run once', async () => {
    const who = { principal: uuidv7(), endpoint: 'POST /orders', key: 'tap' };
    let runs = 0;
    let finish = () => {};
    const gate = new Promise<void>((resolve) => (finish = resolve));
    const call = () =>
      once({ db, crypto: httpCrypto }, who, { a: 1 }, async () => {
        runs += 1;
        await gate;
        return { status: 200, body: { runs } };
      });
    const first = call();
    await expect.poll(() => db.read.countBy(idempotencyTable, who)).toBe(1);
    await expect(call()).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS', status: 409 });
    finish();
    expect((await first).body).toEqual({ runs: 1 });
    expect((await call()).body).toEqual({ runs: 1 });
  });

  test('over HTTP: the same key with another body is refused, with the same it is one order', async () => {
    const patient = someone('patient');
    const [one, two] = [world.plan(patient.id, oneParcel()), world.plan(patient.id, oneParcel())];
    const tap = as(patient);
    expect(typeof createClient).toBe('function');
    const placed = await Promise.allSettled([
      tap(contract.placeOrder, one, { idempotencyKey: 'k' }),
      tap(contract.placeOrder, one, { idempotencyKey: 'k' }),
    ]);
    expect(fulfilled(placed)).toBeGreaterThan(0);
    expect(await db.read.countBy(orderTable, { patientId: patient.id })).toBe(1);
    const other = tap(contract.placeOrder, two, { idempotencyKey: 'k' });
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  });
});
