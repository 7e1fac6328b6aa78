import { describe, expect, test } from 'vitest';
import * as storeParcel from '@xinglin/shared/order/store-parcel';
import * as changes from '@xinglin/shared/order/operations';
import { outboxTable, publish } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { parcelTable } from './store.ts';
import { orderWorld, STORES, testCashier, whenDue } from './testing.ts';

const db = testDatabase();
const { closePayment, moneyComes } = testCashier(db);
const { as, buyer, engine, oneParcel, north, pick, seal, orders, ...world } = orderWorld(db, closePayment);
const colleague = someone('store_staff', STORES.north.id);
const rider = someone('rider');

/** Paid, sealed, waiting at the counter. */
async function ready() {
  const at = await buyer(oneParcel(), { mode: 'pickup' });
  expect((await at.look()).parcels[0]).toMatchObject({ pickupCode: null });
  await moneyComes(at.placed, at.patient);
  await engine.drain();
  await pick(north, at.parcelId);
  expect((await at.look()).parcels[0]).toMatchObject({ pickupCode: null });
  await seal(north, at.parcelId);
  const right = (await at.look()).parcels[0]!.pickupCode!;
  const wrong = right === '000000' ? '111111' : '000000';
  const collect = (code: string, staff = north) =>
    as(staff)(changes.collectParcel, { id: at.parcelId, code });
  return { ...at, right, wrong, collect };
}

describe('a parcel that is collected', () => {
  test('shows its code when it is ready, and only to who ordered it', async () => {
    const { right, parcelId } = await ready();
    expect(right).toMatch(/^\d{6}$/);
    const desk = await as(north)(storeParcel.getStoreParcel, { id: parcelId });
    expect(JSON.stringify(desk)).not.toContain(right);
    expect(JSON.stringify(await db.read.findOneBy(parcelTable, { id: parcelId }))).not.toContain(right);
  });

  test('is handed over for its code, which completes the order', async () => {
    const { right, collect, look, parcelId } = await ready();
    expect((await collect(right)).status).toBe('delivered');
    expect(await look()).toMatchObject({ status: 'completed', parcels: [{ pickupCode: null }] });
    for (const name of ['parcel.delivered', 'parcel.collected'])
      expect(await db.read.countBy(outboxTable, { name, subject: parcelId })).toBe(1);
  });

  test('locks after three wrong codes, even for the right one and even all at once', async () => {
    const { right, wrong, collect, look } = await ready();
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => collect(wrong)));
    const codes = tries.map(
      (tried) => tried.status === 'rejected' && (tried.reason as { code: string }).code,
    );
    expect(codes.filter((code) => code === 'PICKUP_CODE_WRONG')).toHaveLength(3);
    await expect(collect(right)).rejects.toMatchObject({ code: 'PICKUP_CODE_LOCKED', status: 423 });
    expect((await look()).parcels[0]!.pickupLocked).toBe(true);
  });

  test('is unlocked by another member of staff, not by the one who tried', async () => {
    const { right, wrong, collect, parcelId } = await ready();
    const unlock = (staff: typeof north) => as(staff)(changes.unlockPickup, { id: parcelId });
    await expect(unlock(colleague)).rejects.toMatchObject({ code: 'PICKUP_NOT_LOCKED' });
    for (let times = 0; times < 3; times += 1) await collect(wrong).catch(() => {});
    await expect(unlock(north)).rejects.toMatchObject({ code: 'PICKUP_UNLOCK_BY_ANOTHER' });
    expect((await unlock(colleague)).pickupLocked).toBe(false);
    expect((await collect(right)).status).toBe('delivered');
  });

  test('opens again with a new code of the buyer, and the old one is worthless', async () => {
    const { right, wrong, collect, id, parcelId, patient } = await ready();
    for (let times = 0; times < 3; times += 1) await collect(wrong).catch(() => {});
    const renewed = await as(patient)(changes.renewPickupCode, { id, parcelId });
    const { pickupCode, pickupLocked } = renewed.parcels[0]!;
    expect(pickupLocked).toBe(false);
    // One in a million draws the same again.
    if (pickupCode !== right)
      await expect(collect(right)).rejects.toMatchObject({ code: 'PICKUP_CODE_WRONG' });
    expect((await collect(pickupCode!)).status).toBe('delivered');
    const other = as(someone('patient'))(changes.renewPickupCode, { id, parcelId });
    await expect(other).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
  });

  test('is given to no rider, and only by its own store', async () => {
    const { right, collect, parcelId } = await ready();
    expect(await orders.parcelForDelivery(parcelId)).toMatchObject({ wanted: false });
    await expect(db.write((tx) => orders.handOver(tx, rider, parcelId))).rejects.toMatchObject({
      code: 'NOT_FOR_DELIVERY',
    });
    await expect(collect(right, world.south)).rejects.toMatchObject({ code: 'PARCEL_NOT_FOUND' });
  });

  test('that nobody fetches in three days goes back to the shelf after a check, and the money back', async () => {
    const { look, parcelId, id } = await ready();
    await whenDue(db, engine, 'parcel.pickup_over');
    expect((await look()).status).toBe('paid');
    await db.write((tx) => tx.update(parcelTable, parcelId, { pickupBefore: '2020-01-01T00:00:00.000Z' }));
    const data = { orderId: id };
    await db.write((tx) => publish(tx, { name: 'parcel.pickup_over', subject: parcelId, data }));
    await whenDue(db, engine, 'parcel.pickup_over');
    expect(await look()).toMatchObject({ status: 'refunding', parcels: [{ status: 'returning' }] });
    const asked = await db.read.findBy(outboxTable, { name: 'refund.requested', subject: id });
    expect(asked).toMatchObject([{ data: { refundFen: 2_600 } }]);
  });
});
