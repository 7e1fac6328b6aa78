import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import * as storeParcel from '@xinglin/shared/order/store-parcel';
import * as changes from '@xinglin/shared/order/operations';
import { outboxTable } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { shortageTable } from './changes-table.ts';
import { ADDRESS, orderWorld, testCashier } from './testing.ts';

const db = testDatabase();
const { closePayment, moneyComes } = testCashier(db);
const { as, buyer, engine, oneParcel, north, south, pick, seal, orders } = orderWorld(db, closePayment);
const stranger = as(someone('patient'));
const elsewhere = as(south);
const lost = someone('store_staff');
const noOrder: unknown = expect.objectContaining({ code: 'ORDER_NOT_FOUND', status: 404 });
const noParcel: unknown = expect.objectContaining({ code: 'PARCEL_NOT_FOUND', status: 404 });

async function payer(mode: 'instant' | 'pickup' = 'instant') {
  const at = await buyer(oneParcel(), { mode });
  await moneyComes(at.placed, at.patient);
  await engine.drain();
  return { ...at, lineId: at.placed.parcels[0]!.lines[0]!.id };
}
const asked = (subject: string) => db.read.countBy(outboxTable, { name: 'refund.requested', subject });

describe("another patient's order", () => {
  test('is switched by nobody else, to the counter or to another door', async () => {
    const { id, look } = await payer();
    await expect(stranger(changes.switchMode, { id, to: 'pickup' })).rejects.toEqual(noOrder);
    const elsewhere = { id, to: 'instant', address: { ...ADDRESS, text: '别人家门口' } } as const;
    await expect(stranger(changes.switchMode, elsewhere)).rejects.toEqual(noOrder);
    expect(await look()).toMatchObject({ mode: 'instant', address: ADDRESS });
    expect(await asked(id)).toBe(0);
  });

  test('has its missing goods decided by nobody else, and not by way of an own order', async () => {
    const { id, parcelId, lineId, look } = await payer();
    await as(north)(changes.reportShort, { id: parcelId, lineId, quantity: 1 });
    const { id: shortageId } = (await look()).shortages[0]!;
    const refund = { shortageId, choice: 'refund' } as const;
    await expect(stranger(changes.decideShortage, { id, ...refund })).rejects.toEqual(noOrder);
    const own = await payer();
    await expect(as(own.patient)(changes.decideShortage, { id: own.id, ...refund })).rejects.toEqual(noOrder);
    expect(await db.read.findOneBy(shortageTable, { id: shortageId })).toMatchObject({ status: 'asked' });
    expect([await asked(id), await asked(own.id)]).toEqual([0, 0]);
  });

  test('is complained about by nobody else, and a complaint is withdrawn by who made it', async () => {
    const { id, parcelId, lineId, patient, look } = await payer();
    await pick(north, parcelId);
    await seal(north, parcelId);
    const rider = someone('rider');
    await db.write((tx) => orders.handOver(tx, rider, parcelId));
    await db.write((tx) => orders.deliver(tx, rider, parcelId));
    const words = { id, lineId, quantity: 1, reason: 'damaged', text: '盒子破了' } as const;
    await expect(stranger(changes.submitAfterSale, words)).rejects.toEqual(noOrder);
    const { afterSales } = await as(patient)(changes.submitAfterSale, words);
    const mine = { id, afterSaleId: afterSales[0]!.id };
    await expect(stranger(changes.withdrawAfterSale, mine)).rejects.toEqual(noOrder);
    expect((await look()).afterSales).toMatchObject([{ status: 'submitted' }]);
  });
});

describe("another store's parcel", () => {
  test('is neither scanned for, unlocked, cancelled, reported short nor collected there', async () => {
    const { parcelId: id, lineId } = await payer('pickup');
    const code = '8'.repeat(20);
    for (const staff of [elsewhere, as(lost)]) {
      await expect(staff(changes.scanBox, { id, code })).rejects.toEqual(noParcel);
      await expect(staff(changes.reportShort, { id, lineId, quantity: 1 })).rejects.toEqual(noParcel);
      await expect(staff(changes.cancelParcel, { id, reason: '不是我们的' })).rejects.toEqual(noParcel);
    }
    await pick(north, id);
    await seal(north, id);
    for (let times = 0; times < 3; times += 1)
      await as(north)(changes.collectParcel, { id, code: '999999' }).catch(() => {});
    for (const staff of [elsewhere, as(lost)]) {
      await expect(staff(changes.unlockPickup, { id })).rejects.toEqual(noParcel);
      await expect(staff(changes.collectParcel, { id, code: '123456' })).rejects.toEqual(noParcel);
    }
    expect(await as(north)(storeParcel.getStoreParcel, { id })).toMatchObject({ status: 'sealed' });
  });

  test('is answered like one that does not exist', async () => {
    const { parcelId } = await payer();
    for (const id of [parcelId, uuidv7()])
      await expect(elsewhere(storeParcel.getStoreParcel, { id })).rejects.toEqual(noParcel);
  });
});
