import { describe, expect, test } from 'vitest';
import * as contract from '@xinglin/shared/order/contract';
import * as changes from '@xinglin/shared/order/operations';
import type { RefusalReason } from '@xinglin/shared/order/changes';
import { auditTable } from '../../kernel/audit.ts';
import { outboxTable, publish } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import type { RefundSucceeded } from '../payment/events.ts';
import { afterSaleTable } from './changes-table.ts';
import { DRUGS, orderWorld, STORES, testCashier } from './testing.ts';

const db = testDatabase();
const { closePayment, moneyComes } = testCashier(db);
const { as, buyer, engine, oneParcel, twoParcels, north, south, pick, seal, orders, ...world } = orderWorld(
  db,
  closePayment,
);
const rider = someone('rider');

async function onTheWay(parcels = oneParcel()) {
  const at = await buyer(parcels);
  await moneyComes(at.placed, at.patient);
  await engine.drain();
  for (const { id, storeId } of at.placed.parcels) {
    const staff = storeId === STORES.north.id ? north : south;
    await pick(staff, id);
    await seal(staff, id);
    await db.write((tx) => orders.handOver(tx, rider, id));
  }
  const refuse = (reason: RefusalReason, id = at.parcelId) =>
    db.write((tx) => orders.refuse(tx, rider, id, reason));
  const checkIn = (destination: 'available' | 'quarantine' | 'destroy', id = at.parcelId) =>
    as(north)(changes.checkInParcel, { id, destination });
  return { ...at, refuse, checkIn };
}
const deliver = (id: string) => db.write((tx) => orders.deliver(tx, rider, id));
const asked = (subject: string) => db.read.findBy(outboxTable, { name: 'refund.requested', subject });
const sums = async (subject: string) =>
  (await asked(subject)).map(({ data }) => (data as { refundFen: number }).refundFen);
async function moneyIsBack(orderId: string) {
  for (const { data } of await asked(orderId)) {
    const { patientId, refundFen, refundKey } = data as {
      patientId: string;
      refundFen: number;
      refundKey: string;
    };
    const done: RefundSucceeded = {
      name: 'refund.succeeded',
      subject: orderId,
      data: { patientId, refundFen, refundKey },
    };
    await db.write((tx) => publish(tx, done));
  }
  await engine.drain();
}

describe('a parcel that is not taken at the door', () => {
  test('with a broken seal: all money back when the store has checked it, and the goods are destroyed', async () => {
    const { refuse, checkIn, look, id, placed, parcelId } = await onTheWay();
    await refuse('seal_broken');
    expect(await look()).toMatchObject({ status: 'refunding', parcels: [{ status: 'returning' }] });
    expect(await sums(id)).toEqual([]);
    for (const wrong of ['available', 'quarantine'] as const)
      await expect(checkIn(wrong)).rejects.toMatchObject({ code: 'DESTINATION_NOT_ALLOWED' });
    expect((await checkIn('destroy')).status).toBe('returned');
    expect(await sums(id)).toEqual([placed.totalFen]);
    expect(await world.tookBack(parcelId)).toEqual([{ to: 'destroy', units: 2 }]);
    await expect(checkIn('destroy')).rejects.toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    await moneyIsBack(id);
    expect((await look()).status).toBe('refunded');
  });

  test('by a changed mind: the money without the delivery fee, the goods into quarantine', async () => {
    const { refuse, checkIn, id, placed } = await onTheWay();
    await refuse('changed_mind');
    await expect(checkIn('available')).rejects.toMatchObject({ code: 'DESTINATION_NOT_ALLOWED' });
    await checkIn('quarantine');
    expect(await sums(id)).toEqual([placed.totalFen - 500]);
  });

  test('keeps what staff noted, but no number of a person, for the audit trail is never corrected', async () => {
    const { refuse, parcelId: id } = await onTheWay();
    await refuse('not_home');
    const note = '客户 13800138000（310101199003140021）说改日再买';
    await as(north)(changes.checkInParcel, { id, destination: 'quarantine', note });
    const kept = await db.read.findOneByOrFail(auditTable, { subject: id, action: 'parcel.put_away' });
    expect(kept.data).toMatchObject({ words: '客户 [phone]（[id-no]）说改日再买' });
  });

  test('is not taken by a patient’s word, and not checked in by another store', async () => {
    const { refuse, parcelId, patient } = await onTheWay();
    const own = db.write((tx) => orders.refuse(tx, patient, parcelId, 'too_late'));
    await expect(own).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await refuse('not_home');
    const other = as(south)(changes.checkInParcel, { id: parcelId, destination: 'quarantine' });
    await expect(other).rejects.toMatchObject({ code: 'PARCEL_NOT_FOUND' });
  });

  test('leaves the other parcel of the order to be delivered, which completes it', async () => {
    const { refuse, checkIn, look, placed, id } = await onTheWay(twoParcels());
    await refuse('wrong_item');
    expect((await look()).status).toBe('paid');
    await deliver(placed.parcels[1]!.id);
    expect((await look()).status).toBe('completed');
    await checkIn('destroy');
    expect(await sums(id)).toEqual([placed.parcels[0]!.payableFen]);
  });
});

describe('cancelling with the rider on the way', () => {
  test('calls the parcel back; the money, without the delivery fee, when the store has it', async () => {
    const { cancel, checkIn, look, id, placed } = await onTheWay();
    expect(await cancel()).toMatchObject({ status: 'refunding', parcels: [{ status: 'returning' }] });
    expect(await sums(id)).toEqual([]);
    await checkIn('quarantine');
    expect(await sums(id)).toEqual([placed.totalFen - 500]);
    await moneyIsBack(id);
    expect((await look()).status).toBe('refunded');
  });

  test('against the rider at the door: one of them wins', async () => {
    const { cancel, parcelId, look } = await onTheWay();
    const both = await Promise.allSettled([cancel(), deliver(parcelId)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(['refunding', 'completed']).toContain((await look()).status);
  });
});

describe('a complaint about goods received', () => {
  async function received() {
    const at = await onTheWay(oneParcel('C-AFTER'));
    await deliver(at.parcelId);
    const lineId = at.placed.parcels[0]!.lines[0]!.id;
    const submit = (quantity: number, reason: 'damaged' | 'no_reason' | 'missing' = 'damaged') =>
      as(at.patient)(changes.submitAfterSale, { id: at.id, lineId, quantity, reason, text: '盒子压破了' });
    const decide = (accept: boolean, id: string, goodsBack = false, staff = north) =>
      as(staff)(changes.decideAfterSale, { id, accept, answer: '已核对', goodsBack });
    await db.write((tx) => world.neighbours.restoreCoupons(tx, at.id));
    return { ...at, lineId, submit, decide };
  }

  test('of quality is refunded to the fen, with a report, and what was brought back is destroyed', async () => {
    const { submit, decide, id, parcelId, look } = await received();
    const [sale] = (await submit(1)).afterSales;
    expect(sale).toMatchObject({
      status: 'submitted',
      amountFen: 1_150,
      name: expect.stringContaining('药品'),
    });
    const list = await as(north)(changes.listAfterSales, { status: 'submitted', pageSize: 100 });
    expect(list.items.map((each) => each.id)).toContain(sale!.id);
    expect(await decide(true, sale!.id, true)).toMatchObject({ status: 'refunding' });
    expect(await sums(id)).toEqual([1_150]);
    expect(await world.tookBack(parcelId)).toEqual([{ to: 'destroy', units: 1 }]);
    const told = await db.read.findOneByOrFail(outboxTable, {
      name: 'order.after_sale_decided',
      subject: sale!.id,
    });
    expect(told.data).toMatchObject({ report: 'quality', drugId: DRUGS.otc.id, accepted: true });
    await moneyIsBack(id);
    expect(await look()).toMatchObject({ status: 'completed', afterSales: [{ status: 'refunded' }] });
    const [, second] = (await submit(1)).afterSales;
    await decide(true, second!.id);
    expect(await sums(id)).toEqual([1_150, 1_150]);
    await expect(submit(1)).rejects.toMatchObject({ code: 'AFTER_SALE_OPEN' });
  });

  test('is told in words nobody can read in the database', async () => {
    const { submit, decide } = await received();
    const [sale] = (await submit(1)).afterSales;
    expect(sale).toMatchObject({ text: '盒子压破了', answer: null });
    expect(await decide(false, sale!.id)).toMatchObject({ text: '盒子压破了', answer: '已核对' });
    const row = JSON.stringify(await db.read.findOneBy(afterSaleTable, { id: sale!.id }));
    for (const words of ['压破', '核对']) expect(row).not.toContain(words);
  });

  test('without a reason is not taken, as was confirmed before paying', async () => {
    const { submit } = await received();
    await expect(submit(1, 'no_reason')).rejects.toMatchObject({ code: 'AFTER_SALE_NOT_ACCEPTED' });
  });

  test('is refused with words, withdrawn, or decided once, by the store that sold it', async () => {
    const { submit, decide, id, patient } = await received();
    const [sale] = (await submit(1)).afterSales;
    await expect(submit(1)).rejects.toMatchObject({ code: 'AFTER_SALE_OPEN' });
    await expect(decide(true, sale!.id, false, south)).rejects.toMatchObject({
      code: 'AFTER_SALE_NOT_FOUND',
    });
    expect(await decide(false, sale!.id)).toMatchObject({ status: 'rejected', answer: '已核对' });
    await expect(decide(true, sale!.id)).rejects.toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(await sums(id)).toEqual([]);
    const again = (await submit(1, 'missing')).afterSales.at(-1)!;
    const withdraw = () => as(patient)(changes.withdrawAfterSale, { id, afterSaleId: again.id });
    expect((await withdraw()).afterSales.at(-1)!.status).toBe('withdrawn');
  });

  test('of goods that were not received does not exist', async () => {
    const { patient, placed, id } = await onTheWay();
    const lineId = placed.parcels[0]!.lines[0]!.id;
    const early = as(patient)(changes.submitAfterSale, { id, lineId, quantity: 1, reason: 'damaged' });
    await expect(early).rejects.toMatchObject({ code: 'PARCEL_NOT_FOUND' });
    const { look } = { look: () => as(patient)(contract.getOrder, { id }) };
    expect((await look()).afterSales).toEqual([]);
  });
});
