import { expect, test } from 'vitest';
import * as storeParcel from '@xinglin/shared/order/store-parcel';
import * as changes from '@xinglin/shared/order/operations';
import { auditTable } from '../../kernel/audit.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { orderWorld, testCashier } from './testing.ts';

const db = testDatabase();
const { closePayment, moneyComes } = testCashier(db);
const { as, buyer, engine, oneParcel, north, pick, seal, orders } = orderWorld(db, closePayment);
const rider = someone('rider');

/** Who did what to this order, its parcel and what happened to it, in the order it happened. */
async function trailOf(subjects: string[]): Promise<string[]> {
  const rows = await db.read.find(auditTable, { order: { seq: 'ASC' } });
  return rows
    .filter(({ subject, action }) => subjects.includes(subject) && !action.startsWith('shelf'))
    .map(({ action, role }) => `${action} ${role}`);
}
async function payer(mode: 'instant' | 'pickup' = 'instant') {
  const at = await buyer(oneParcel(), { mode });
  await moneyComes(at.placed, at.patient);
  await engine.drain();
  return { ...at, lineId: at.placed.parcels[0]!.lines[0]!.id };
}

test('every step of an order that is short, brought and complained about is in the audit trail, with who took it', async () => {
  const { id, parcelId, lineId, patient, look } = await payer();
  await as(north)(changes.reportShort, { id: parcelId, lineId, quantity: 1 });
  const { id: shortageId } = (await look()).shortages[0]!;
  await as(patient)(changes.decideShortage, { id, shortageId, choice: 'wait' });
  await pick(north, parcelId);
  await seal(north, parcelId);
  await db.write((tx) => orders.handOver(tx, rider, parcelId));
  await db.write((tx) => orders.deliver(tx, rider, parcelId));
  const said = { id, lineId, quantity: 1, reason: 'damaged', text: '盒子破了' } as const;
  const { afterSales } = await as(patient)(changes.submitAfterSale, said);
  const { id: saleId } = afterSales[0]!;
  const answer = { id: saleId, accept: true, answer: '同意退款', goodsBack: false };
  await as(north)(changes.decideAfterSale, answer);
  expect(await trailOf([id, parcelId, shortageId, saleId])).toEqual([
    'order.place patient',
    'order.pay system',
    'parcel.release system',
    'parcel.short store_staff',
    'shortage.wait patient',
    'parcel.pick store_staff',
    'parcel.seal store_staff',
    'parcel.hand_over rider',
    'parcel.deliver rider',
    'order.complete system',
    'after_sale.submit patient',
    'after_sale.accept store_staff',
  ]);
});

test('so is every step of one that is switched, cancelled in the store, and checked in', async () => {
  const { id, parcelId, cancel, patient } = await payer();
  await as(patient)(changes.switchMode, { id, to: 'pickup' });
  await pick(north, parcelId);
  await seal(north, parcelId);
  await as(patient)(changes.renewPickupCode, { id, parcelId });
  await cancel();
  await as(north)(changes.checkInParcel, { id: parcelId, destination: 'quarantine' });
  expect(await trailOf([id, parcelId])).toEqual([
    'order.place patient',
    'order.pay system',
    'parcel.release system',
    'order.switch_mode patient',
    'parcel.pick store_staff',
    'parcel.seal store_staff',
    'parcel.renew_pickup_code patient',
    'order.cancel patient',
    'parcel.cancel patient',
    'parcel.check_in store_staff',
    'parcel.put_away store_staff',
  ]);
});

test('what is refused leaves no step behind', async () => {
  const { id, parcelId, patient } = await payer();
  const before = await trailOf([id, parcelId]);
  await expect(seal(north, parcelId)).rejects.toMatchObject({ code: 'ILLEGAL_TRANSITION' });
  const asPatient = as(patient)(storeParcel.pickParcel, { id: parcelId, picks: [] });
  await expect(asPatient).rejects.toBeTruthy();
  expect(await trailOf([id, parcelId])).toEqual(before);
});
