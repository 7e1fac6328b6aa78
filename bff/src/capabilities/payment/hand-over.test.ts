import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { publish } from '../../kernel/outbox.ts';
import { testDatabase } from '../../kernel/testing.ts';
import type { ParcelCollected, ParcelDelivered, ParcelHandedOver } from '../order/events.ts';
import type { RefundRequested } from './events.ts';
import { earnRevenue, shippingTable } from './hand-over.ts';
import { requestRefund } from './request-refund.ts';
import { ledgerTable } from './ledger-store.ts';
import { balances, paymentWorld } from './testing.ts';

const db = testDatabase();
const { deps, engine, paid, outside } = paymentWorld(db);

describe('goods handed over', () => {
  const storeId = uuidv7();
  const news = (orderId: string, parcelId: string) => ({
    subject: parcelId,
    data: { orderId, storeId, patientId: uuidv7(), orderNo: '1', parcelNo: '1-1' },
  });
  test('are reported to WeChat once for a payment, however many parcels the rider takes', async () => {
    const { orderId, paymentId, row } = await paid();
    for (let parcels = 0; parcels < 2; parcels += 1) {
      const event: ParcelHandedOver = { name: 'parcel.handed_over', ...news(orderId, uuidv7()) };
      await db.write((tx) => publish(tx, event));
      await engine.drain();
    }
    const { transactionId } = await row();
    const told = outside.shipped.filter((report) => report.transactionId === transactionId);
    expect(told).toMatchObject([{ logisticsType: 2, itemDesc: expect.stringContaining('药房订单') }]);
    expect(await db.read.countBy(shippingTable, { paymentId })).toBe(1);
  });

  test('at the counter are reported as collected', async () => {
    const { orderId, row } = await paid();
    const event = { name: 'parcel.collected', subject: uuidv7(), data: { orderId } };
    await db.write((tx) => publish(tx, event));
    await engine.drain();
    const { transactionId } = await row();
    expect(outside.shipped.find((report) => report.transactionId === transactionId)?.logisticsType).toBe(4);
  });

  test('become the revenue of their store, once, and a refund afterwards takes from it', async () => {
    const { orderId, paymentId, patient } = await paid(3_000);
    const parcelId = uuidv7();
    outside.parcels.set(parcelId, { orderId, storeId, paidFen: 3_000, worthFen: 3_000 });
    const { subject, data } = news(orderId, parcelId);
    const event: ParcelDelivered = {
      ...{ name: 'parcel.delivered', subject, data: { ...data, prescriptionId: null, lines: [] } },
    };
    // A collected parcel is told of twice: as delivered, and as collected.
    const collected: ParcelCollected = { name: 'parcel.collected', subject, data };
    for (const told of [event, collected, event]) await db.write((tx) => publish(tx, told));
    await engine.drain();
    expect(await balances(db, paymentId)).toEqual({
      ...{ cash_wechat: 3_000, revenue_pending: 0, merchant_revenue: -3_000 },
    });
    const back = { patientId: patient.id, refundFen: 500, reason: '少一件', refundKey: `after:${orderId}` };
    const asked: RefundRequested = { name: 'refund.requested', subject: orderId, data: back };
    await db.write((tx) => publish(tx, asked));
    await engine.drain();
    expect(await balances(db, paymentId)).toMatchObject({ merchant_revenue: -2_500, refund_payable: -500 });
    expect(await db.read.countBy(ledgerTable, { paymentId, account: 'merchant_revenue', storeId })).toBe(2);
  });

  test('and money that goes back in that very moment never take the same fen twice', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => paid(3_000)));
    const [earn, giveBack] = [earnRevenue(deps), requestRefund(deps)];
    const race = async ({ orderId, patient }: (typeof people)[number]) => {
      const parcelId = uuidv7();
      outside.parcels.set(parcelId, { orderId, storeId, paidFen: 3_000, worthFen: 3_000 });
      const back = { patientId: patient.id, refundFen: 500, reason: '少一件', refundKey: `race:${orderId}` };
      const asked = { id: uuidv7(), name: 'refund.requested' as const, subject: orderId, data: back };
      await Promise.all([db.write((tx) => giveBack(tx, asked)), earn(parcelId)]);
    };
    await Promise.all(people.map(race));
    for (const { paymentId } of people) expect((await balances(db, paymentId)).revenue_pending).toBe(0);
  });
});
