import { describe, expect, test } from 'vitest';
import * as changes from '@xinglin/shared/order/operations';
import { plus, toInstant } from '@xinglin/shared/kernel/time';
import { outboxTable, publish } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import type { RefundSucceeded } from '../payment/events.ts';
import { ledgerTable } from '../payment/ledger-store.ts';
import { paymentTable } from '../payment/store.ts';
import { refundTable } from './changes-table.ts';
import { ADDRESS, STORES } from './testing.ts';
import { orderAndPayment } from './with-payment-testing.ts';

const db = testDatabase();
const {
  as,
  engine,
  north,
  south,
  pick,
  seal,
  orders,
  bank,
  callback,
  paid,
  openCashier,
  refundsOf,
  outside,
  oneParcel,
  twoParcels,
  bring,
  settleAll,
  books,
} = orderAndPayment(db);
const rider = someone('rider');

const shortOf = async (at: Awaited<ReturnType<typeof paid>>, quantity: number) => {
  const lineId = at.placed.parcels[0]!.lines[0]!.id;
  await as(north)(changes.reportShort, { id: at.parcelId, lineId, quantity });
  return (await at.look()).shortages[0]!.id;
};

describe('the books of a delivered order', () => {
  test('with a part that went back before: the store earns the rest, and the platform adds nothing', async () => {
    const at = await paid();
    const shortageId = await shortOf(at, 1);
    await as(at.patient)(changes.decideShortage, { id: at.id, shortageId, choice: 'refund' });
    await engine.drain();
    await settleAll(at.id);
    await bring(north, at.parcelId);
    expect(await books(at.id)).toEqual({
      ...{ cash_wechat: 3_100 - 1_250, revenue_pending: 0, refund_payable: 0, merchant_revenue: -1_850 },
    });
  });

  test('with dearer units of another store: what they cost more is the platform’s, to the fen', async () => {
    const at = await paid();
    const shortageId = await shortOf(at, 1);
    const other = { choice: 'other_store', storeId: STORES.south.id } as const;
    await as(at.patient)(changes.decideShortage, { id: at.id, shortageId, ...other });
    await engine.drain();
    await bring(north, at.parcelId);
    const moved = (await at.look()).parcels.find(({ storeId }) => storeId === STORES.south.id)!;
    await bring(south, moved.id);
    // 14.00 a pack there, 12.50 here.
    expect(await books(at.id)).toEqual({
      ...{ cash_wechat: 3_100, revenue_pending: 0, merchant_revenue: -3_250, platform_subsidy: 150 },
    });
    const earned = await db.read.findBy(ledgerTable, { booking: `revenue:${moved.id}` });
    expect(earned.find(({ account }) => account === 'merchant_revenue')).toMatchObject({ amountFen: -1_400 });
  });

  test('with dearer units of another store of which one went back before: the platform adds for the other one only', async () => {
    const at = await paid();
    const shortageId = await shortOf(at, 2);
    const other = { choice: 'other_store', storeId: STORES.south.id } as const;
    await as(at.patient)(changes.decideShortage, { id: at.id, shortageId, ...other });
    const moved = (await at.look()).parcels.find(({ storeId }) => storeId === STORES.south.id)!;
    await as(south)(changes.reportShort, { id: moved.id, lineId: moved.lines[0]!.id, quantity: 1 });
    const again = (await at.look()).shortages.find(({ status }) => status === 'asked')!;
    await as(at.patient)(changes.decideShortage, { id: at.id, shortageId: again.id, choice: 'refund' });
    await engine.drain();
    await settleAll(at.id);
    await bring(south, moved.id);
    expect(await books(at.id)).toEqual({
      ...{ cash_wechat: 3_100 - 1_250, revenue_pending: 0, refund_payable: 0 },
      ...{ merchant_revenue: -(1_250 + 600 + 150), platform_subsidy: 150 },
    });
  });

  test('with a coupon of the platform: the coupon and nothing else is its subsidy', async () => {
    const at = await paid(oneParcel(), { off: 300 });
    await bring(north, at.parcelId);
    expect(await books(at.id)).toEqual({
      ...{ cash_wechat: 2_800, revenue_pending: 0, merchant_revenue: -3_100, platform_subsidy: 300 },
    });
  });

  test('of which one parcel is complained about while the other is on its way', async () => {
    const at = await paid(twoParcels());
    const [first, second] = at.placed.parcels;
    await bring(north, first!.id);
    const lineId = first!.lines[0]!.id;
    const complaint = { id: at.id, lineId, quantity: 1, reason: 'damaged', text: '盒子破了' } as const;
    const sale = await as(at.patient)(changes.submitAfterSale, complaint);
    const saleId = sale.afterSales[0]!.id;
    const answer = { id: saleId, accept: true, answer: '同意退款，请退回', goodsBack: false };
    await as(north)(changes.decideAfterSale, answer);
    await engine.drain();
    await settleAll(at.id);
    await bring(south, second!.id);
    const { storeId } = first!;
    const { id: paymentId } = await db.read.findOneByOrFail(paymentTable, { orderId: at.id });
    const ofNorth = await db.read.findBy(ledgerTable, { paymentId, account: 'merchant_revenue', storeId });
    expect(ofNorth.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(-1_850);
    expect(await books(at.id)).toMatchObject({ revenue_pending: 0, refund_payable: 0 });
    expect(await books(at.id)).not.toHaveProperty('platform_subsidy');
  });

  test.each([
    ['the complaint', 'refund.requested', 'parcel.delivered'],
    ['the revenue', 'parcel.delivered', 'refund.requested'],
  ])(
    'of which one parcel is complained about at once: %s booked first, the same comes out',
    async (_, first, then) => {
      const at = await paid(twoParcels());
      const [parcel, other] = at.placed.parcels;
      await pick(north, parcel!.id);
      await seal(north, parcel!.id);
      await db.write((tx) => orders.handOver(tx, rider, parcel!.id));
      await db.write((tx) => orders.deliver(tx, rider, parcel!.id));
      const lineId = parcel!.lines[0]!.id;
      const complaint = { id: at.id, lineId, quantity: 1, reason: 'damaged', text: '盒子破了' } as const;
      const sale = (await as(at.patient)(changes.submitAfterSale, complaint)).afterSales[0]!;
      const answer = { id: sale.id, accept: true, answer: '同意退款，请退回', goodsBack: false };
      await as(north)(changes.decideAfterSale, answer);
      const delay = (name: string, ms: number) =>
        db.write((tx) =>
          tx
            .createQueryBuilder()
            .update(outboxTable)
            .set({ dueAt: plus(toInstant(Date.now()), ms) })
            .where('name = :name AND doneAt IS NULL', { name })
            .execute(),
        );
      await delay(then, 3_600_000);
      await engine.drain();
      const told = await db.read.findBy(outboxTable, { name: first });
      expect(told.every(({ doneAt }) => doneAt !== null)).toBe(true);
      await delay(then, 0);
      await engine.drain();
      await settleAll(at.id);
      await bring(south, other!.id);
      const { storeId } = parcel!;
      const { id: paymentId } = await db.read.findOneByOrFail(paymentTable, { orderId: at.id });
      const ofNorth = await db.read.findBy(ledgerTable, { paymentId, account: 'merchant_revenue', storeId });
      expect(ofNorth.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(-1_850);
      expect(await books(at.id)).toMatchObject({ revenue_pending: 0, refund_payable: 0 });
      expect(await books(at.id)).not.toHaveProperty('suspense');
    },
  );

  test('of a way for nothing: refused by the customer, the delivery fee is earned and the rest goes back', async () => {
    const at = await paid();
    await pick(north, at.parcelId);
    await seal(north, at.parcelId);
    await db.write((tx) => orders.handOver(tx, rider, at.parcelId));
    await db.write((tx) => orders.refuse(tx, rider, at.parcelId, 'changed_mind'));
    await as(north)(changes.checkInParcel, { id: at.parcelId, destination: 'quarantine' });
    await engine.drain();
    await settleAll(at.id);
    expect(await books(at.id)).toEqual({
      ...{ cash_wechat: 500, revenue_pending: 0, refund_payable: 0, merchant_revenue: -500 },
    });
  });
});

describe('a fee asked for later', () => {
  async function withFee(parcels = oneParcel()) {
    const at = await paid(parcels, { mode: 'pickup' });
    await as(at.patient)(changes.switchMode, { id: at.id, to: 'instant', address: ADDRESS });
    const pay = async () => {
      await callback(bank.pay(await openCashier(at.patient, at.id)));
      await engine.drain();
    };
    return { ...at, pay };
  }

  test('is a payment of the same order: told to WeChat with the goods, earned with the parcel', async () => {
    const { id, look, pay, parcelId } = await withFee();
    await pay();
    expect(await look()).toMatchObject({ mode: 'instant', due: null, totalFen: 3_100 });
    await bring(north, parcelId);
    expect(await books(id)).toEqual({
      ...{ cash_wechat: 3_100, revenue_pending: 0, merchant_revenue: -3_100 },
    });
    const payments = await db.read.findBy(paymentTable, { orderId: id });
    expect(payments.map(({ purpose }) => purpose).sort()).toEqual(['order', 'supplement']);
    const told = outside.shipped.map(({ transactionId }) => transactionId);
    for (const { transactionId } of payments) expect(told).toContain(transactionId);
  });

  test('is earned from what paid it, so that another parcel that ends takes nothing from the first one’s store', async () => {
    const { id, look, pay, parcelId } = await withFee(twoParcels());
    await pay();
    const [first, other] = (await look()).parcels;
    await bring(north, parcelId);
    const south = someone('store_staff', other!.storeId);
    await as(south)(changes.cancelParcel, { id: other!.id, reason: '冰箱故障' });
    await engine.drain();
    await settleAll(id);
    const { goodsFen, packagingFeeFen, deliveryFeeFen } = first!;
    const earned = goodsFen + packagingFeeFen + deliveryFeeFen;
    expect(await books(id)).toEqual({
      ...{ cash_wechat: earned, revenue_pending: 0, refund_payable: 0, merchant_revenue: -earned },
    });
  });

  test('goes back to where it came from when the order is cancelled', async () => {
    const { id, look, pay, cancel } = await withFee();
    await pay();
    await cancel();
    await engine.drain();
    const back = await refundsOf(id);
    expect(back.map(({ refundFen }) => refundFen).sort()).toEqual([2_600, 500].sort());
    expect(new Set(back.map(({ paymentId }) => paymentId)).size).toBe(2);
    await callback(bank.settleRefund(back[0]!.refundNo));
    await engine.drain();
    expect((await look()).status).toBe('refunding');
    await settleAll(id);
    expect((await look()).status).toBe('refunded');
    expect(await books(id)).toEqual({ cash_wechat: 0, revenue_pending: 0, refund_payable: 0 });
  });
});

test('a refund that several payments give back ends when the last of them has', async () => {
  const { id, look, patient, cancel } = await paid();
  await cancel();
  const asked = await db.read.findOneByOrFail(refundTable, { orderId: id });
  const { refundKey } = asked;
  const part = (refundFen: number): RefundSucceeded => ({
    ...{ name: 'refund.succeeded', subject: id, data: { patientId: patient.id, refundFen, refundKey } },
  });
  await db.write((tx) => publish(tx, part(2_000)));
  await engine.drain();
  expect(await look()).toMatchObject({ status: 'refunding', refunds: [{ status: 'requested' }] });
  await db.write((tx) => publish(tx, part(1_100)));
  await engine.drain();
  expect(await look()).toMatchObject({ status: 'refunded', refunds: [{ status: 'succeeded' }] });
});
