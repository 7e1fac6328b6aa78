import { describe, expect, it } from 'vitest';
import { plus, toInstant } from '@xinglin/shared/kernel/time';
import { testDatabase } from '../../kernel/testing.ts';
import { DRUGS, orderWorld, planParcel, STORES, testCashier } from './testing.ts';

const db = testDatabase();
const { cashier: _, closePayment, moneyComes } = testCashier(db);
const world = orderWorld(db, closePayment);

describe('what was really charged', () => {
  it('is told of paid orders only, the coupon of the store shared out over its goods', async () => {
    const since = plus(toInstant(Date.now()), -60_000);
    const deals = () => world.orders.dealsAt([STORES.north.id], [DRUGS.otc.id], since);
    const sales = () => world.orders.salesOf(STORES.north.id, since);
    const { patient, placed } = await world.buyer([
      planParcel('north', [{ drug: 'otc', quantity: 2 }], 'NORTH2'),
    ]);
    expect(await deals()).toEqual([]);
    expect(await sales()).toEqual([]);
    await moneyComes(placed, patient);
    await world.engine.drain();
    // Two at 12.50 less a coupon of 2.00.
    expect(await deals()).toMatchObject([{ storeId: STORES.north.id, drugId: DRUGS.otc.id, unitFen: 1_150 }]);
    expect(await sales()).toEqual([{ buyer: patient.id, goodsFen: 2_500, hasRx: false }]);
    expect(await world.orders.dealsAt([STORES.south.id], [DRUGS.otc.id], since)).toEqual([]);
    expect(await world.orders.salesOf(STORES.north.id, plus(toInstant(Date.now()), 60_000))).toEqual([]);
  });
});
