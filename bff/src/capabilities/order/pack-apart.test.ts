import { describe, expect, test } from 'vitest';
import * as contract from '@xinglin/shared/order/contract';
import * as storeParcel from '@xinglin/shared/order/store-parcel';
import * as changes from '@xinglin/shared/order/operations';
import { outboxTable } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { refundTable } from './changes-table.ts';
import { orderWorld, planParcel, STORES, testCashier } from './testing.ts';

const db = testDatabase();
const { closePayment, moneyComes } = testCashier(db);
const { as, orders, engine, north, pick, seal, ...world } = orderWorld(db, closePayment);
const DUE_FEE = 500;

/** One store, 2 OTC at 12.50 and 1 Rx at 36.00, with the store's coupon of 2.00 and the platform's of `off`. */
async function mixed(off = 0, mode: 'instant' | 'pickup' = 'instant') {
  const patient = someone('patient');
  const prescriptionId = world.prescribe(patient.id);
  const basket = [
    { drug: 'rx' as const, quantity: 1 },
    { drug: 'otc' as const, quantity: 2 },
  ];
  const parcels = [planParcel('north', basket, `C-${patient.id.slice(-6)}`)];
  const plan = world.plan(patient.id, parcels, { prescriptionId, off, mode });
  const placed = await as(patient)(contract.placeOrder, plan);
  await moneyComes(placed, patient);
  await engine.drain();
  const [plain, rx] = placed.parcels;
  const look = () => as(patient)(contract.getOrder, { id: placed.id });
  return { patient, placed, id: placed.id, plain: plain!, rx: rx!, look };
}
const sums = async (orderId: string) =>
  (await db.read.findBy(refundTable, { orderId })).map(({ amountFen }) => amountFen);
const total = async (orderId: string) => (await sums(orderId)).reduce((sum, fen) => sum + fen, 0);

describe('a basket with prescription drugs and others from one store', () => {
  test('is two parcels of one delivery fee, and both together cost what the plan says', async () => {
    const { placed, plain, rx } = await mixed(333);
    expect(placed.parcels).toHaveLength(2);
    expect(plain.lines.map(({ class: drugClass }) => drugClass)).toEqual(['otc_b']);
    expect(rx.lines.map(({ class: drugClass }) => drugClass)).toEqual(['rx']);
    expect([plain.deliveryFeeFen, rx.deliveryFeeFen]).toEqual([500, 0]);
    expect([plain.packagingFeeFen, rx.packagingFeeFen]).toEqual([100, 0]);
    expect([plain.couponOffFen, rx.couponOffFen]).toEqual([82, 118]);
    expect(plain.payableFen + rx.payableFen - 333).toBe(placed.totalFen);
    expect([plain.parcelNo.slice(-2), rx.parcelNo.slice(-2)]).toEqual(['-1', '-2']);
    const desk = await as(north)(storeParcel.getStoreParcel, { id: rx.id });
    expect(desk).toMatchObject({ hasPrescription: true, dispensing: { checkedAt: null } });
    const other = await as(north)(storeParcel.getStoreParcel, { id: plain.id });
    expect(other).toMatchObject({ hasPrescription: false, dispensing: null });
  });

  test('gives every fen back when it is cancelled as a whole, and no more', async () => {
    const { patient, placed, id } = await mixed(333);
    await as(patient)(contract.cancelOrder, { id });
    expect(await total(id)).toBe(placed.totalFen);
  });

  test('keeps its delivery fee on the parcel that still comes, and gives it back with the last one', async () => {
    const { placed, plain, rx, id, look } = await mixed(333);
    await as(north)(changes.cancelParcel, { id: plain.id, reason: '冷柜故障' });
    const after = (await look()).parcels.find((parcel) => parcel.id === rx.id)!;
    expect([after.deliveryFeeFen, after.packagingFeeFen]).toEqual([500, 100]);
    const first = await total(id);
    expect(first).toBe(2_500 - 82 - Math.round((333 * 2_418) / 5_900));
    await as(north)(changes.cancelParcel, { id: rx.id, reason: '停电' });
    expect(await total(id)).toBe(placed.totalFen);
  });

  test('refunds a line that is short without the fees of the other parcel', async () => {
    const { patient, plain, id, look } = await mixed();
    const lineId = plain.lines[0]!.id;
    await as(north)(changes.reportShort, { id: plain.id, lineId, quantity: 2 });
    const [shortage] = (await look()).shortages;
    const choose = { id, shortageId: shortage!.id, choice: 'refund' as const };
    expect((await as(patient)(changes.decideShortage, choose)).status).toBe('paid');
    expect(await sums(id)).toEqual([2_500 - 82]);
  });

  test('pays one delivery fee when it becomes a delivery', async () => {
    const { patient, id, placed } = await mixed(0, 'pickup');
    const { address } = placed;
    const asked = await as(patient)(changes.switchMode, { id, to: 'instant', address });
    expect(asked.due?.amountFen).toBe(DUE_FEE);
  });

  test('counts as one purchase where a coupon’s cost is computed', async () => {
    const before = (await orders.salesOf(STORES.north.id, '2000-01-01T00:00:00.000Z')).length;
    const { patient } = await mixed();
    const sales = await orders.salesOf(STORES.north.id, '2000-01-01T00:00:00.000Z');
    expect(sales).toHaveLength(before + 1);
    const bought = { buyer: patient.id, goodsFen: 6_100, hasRx: true };
    expect(sales).toContainEqual(bought);
  });
});

describe('a parcel with prescription drugs', () => {
  test('is sealed after somebody other than the picker has checked it; the other parcel needs no check', async () => {
    const { plain, rx, id } = await mixed();
    await pick(north, plain.id);
    expect((await seal(north, plain.id)).status).toBe('sealed');
    await pick(north, rx.id);
    await expect(seal(north, rx.id)).rejects.toMatchObject({ code: 'DISPENSING_NOT_CHECKED' });
    world.checkDispensing(id, north.id);
    await expect(seal(north, rx.id)).rejects.toMatchObject({ code: 'DISPENSING_SAME_PERSON' });
    world.checkDispensing(id);
    expect(await seal(north, rx.id)).toMatchObject({ status: 'sealed', dispensing: { by: '复核员' } });
    expect(await orders.filledBy(id)).toEqual({ storeId: STORES.north.id, pickedBy: north.id });
  });

  test('is told to an inspector with who picked it, its seal and its lots; the other parcel is not', async () => {
    const { plain, rx, id, placed } = await mixed();
    await pick(north, plain.id);
    await pick(north, rx.id);
    world.checkDispensing(id);
    const { sealNo } = await seal(north, rx.id);
    const told = await orders.dispensedIn([id]);
    expect(told.map((parcel) => parcel.id)).toEqual([rx.id]);
    expect(told[0]).toMatchObject({
      ...{ orderNo: placed.orderNo, storeName: STORES.north.name, mode: 'instant', status: 'sealed' },
      ...{ pickedBy: north.id, sealNo },
      lots: [{ lotNo: expect.any(String), quantity: 1 }],
    });
  });

  test('is sealed by who was alone on duty and has said why', async () => {
    const { rx, id } = await mixed();
    await pick(north, rx.id);
    world.checkDispensing(id, north.id, true);
    expect((await seal(north, rx.id)).status).toBe('sealed');
  });
});

describe('for a reason of the store', () => {
  const two = () => [
    planParcel('north', [{ drug: 'otc', quantity: 2 }]),
    planParcel('south', [{ drug: 'otc', quantity: 1 }]),
  ];
  const payer = async () => {
    const at = await world.buyer(two());
    await moneyComes(at.placed, at.patient);
    await engine.drain();
    return at;
  };
  const cancel = (staff: typeof north, id: string) => as(staff)(changes.cancelParcel, { id, reason: '停电' });

  test('one parcel is cancelled with all its money and points; the other goes on', async () => {
    const { id, placed, parcelId, look } = await payer();
    expect((await cancel(north, parcelId)).status).toBe('cancelled');
    expect(await sums(id)).toEqual([placed.parcels[0]!.payableFen]);
    expect((await look()).status).toBe('paid');
    expect(await db.read.countBy(outboxTable, { name: 'order.compensated', subject: id })).toBe(1);
    expect(await db.read.countBy(outboxTable, { name: 'parcel.cancelled', subject: parcelId })).toBe(1);
    await expect(cancel(north, parcelId)).rejects.toMatchObject({ code: 'PARCEL_GONE' });
  });

  test('a picked one comes back to the shelf; another store’s, or one with a rider, is not theirs to cancel', async () => {
    const { parcelId } = await payer();
    await expect(cancel(world.south, parcelId)).rejects.toMatchObject({ code: 'PARCEL_NOT_FOUND' });
    await pick(north, parcelId);
    const back = await cancel(north, parcelId);
    expect(back).toMatchObject({ status: 'returning', destinations: ['available', 'quarantine', 'destroy'] });
    const gone = await payer();
    await pick(north, gone.parcelId);
    await seal(north, gone.parcelId);
    await db.write((tx) => orders.handOver(tx, someone('rider'), gone.parcelId));
    await expect(cancel(north, gone.parcelId)).rejects.toMatchObject({ code: 'PARCEL_GONE' });
  });
});
