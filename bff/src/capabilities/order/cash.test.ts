import { describe, expect, test } from 'vitest';
import { DAY_MS } from '@xinglin/shared/kernel/time';
import * as storeParcel from '@xinglin/shared/order/store-parcel';
import * as changes from '@xinglin/shared/order/operations';
import * as pay from '@xinglin/shared/payment/contract';
import * as desk from '@xinglin/shared/payment/desk';
import { outboxTable } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { caseTable } from '../payment/cases.ts';
import { balances } from '../payment/testing.ts';
import { dueTable } from './changes-table.ts';
import { ADDRESS, whenDue } from './testing.ts';
import { orderAndPayment } from './with-payment-testing.ts';

const db = testDatabase();
const {
  as,
  buyer,
  engine,
  oneParcel,
  twoParcels,
  north,
  pick,
  seal,
  held,
  tookBack,
  refundsOf,
  bank,
  callback,
  openCashier,
} = orderAndPayment(db);
const SUM = 2_600;
const LONG_AGO = '2020-01-01T00:00:00.000Z';

/** A patient who will collect it and pay then. */
async function promised() {
  const at = await buyer(oneParcel(), { mode: 'pickup' });
  const { payment } = await as(at.patient)(pay.startPayment, { orderId: at.id, method: 'cash' });
  await engine.drain();
  const { parcelId } = at;
  return {
    ...at,
    paymentId: payment.id,
    take: (receivedFen = SUM) => as(north)(desk.confirmCash, { paymentId: payment.id, receivedFen }),
    prepare: async () => {
      await pick(north, parcelId);
      await seal(north, parcelId);
    },
    collect: async () =>
      as(north)(changes.collectParcel, { id: parcelId, code: (await at.look()).parcels[0]!.pickupCode! }),
  };
}

describe('another sum that came in by phone for an order', () => {
  /** The cashier was opened, another way of paying took its place, and the bank settles the first one late, with another sum. */
  async function heldBeside(mode: 'pickup' | 'instant' = 'pickup') {
    const at = await buyer(oneParcel(), { mode });
    const paymentNo = await openCashier(at.patient, at.id);
    if (mode === 'pickup') await as(at.patient)(pay.startPayment, { orderId: at.id, method: 'cash' });
    await engine.drain();
    await callback(bank.pay(paymentNo, { totalFen: 1, late: true }));
    const { id } = await db.read.findOneByOrFail(caseTable, { subject: paymentNo });
    const sendBack = async () => {
      const asked = { id, resolution: 'send_back' as const, reason: '金额不符，原路退回' };
      await as(someone('compliance_officer'))(desk.resolveMoneyCase, asked);
      await engine.drain();
    };
    return { ...at, sendBack };
  }

  test('goes back, and who promised to pay at the counter still may', async () => {
    const { id, look, sendBack } = await heldBeside();
    await sendBack();
    expect((await look()).status).toBe('unpaid');
    const due = (await as(north)(desk.listCashDues, {})).items.find(({ orderId }) => orderId === id)!;
    await as(north)(desk.confirmCash, { paymentId: due.paymentId, receivedFen: SUM });
    await engine.drain();
    expect((await look()).status).toBe('paid');
  });

  test('goes back, and with nothing else to pay it the order ends', async () => {
    const { look, sendBack } = await heldBeside('instant');
    await sendBack();
    expect((await look()).status).toBe('cancelled');
  });

  test('for a fee asked for later goes back, and the fee whose time is over is asked for no more', async () => {
    const at = await buyer(oneParcel(), { mode: 'pickup' });
    await callback(bank.pay(await openCashier(at.patient, at.id)));
    await engine.drain();
    await as(at.patient)(changes.switchMode, { id: at.id, to: 'instant', address: ADDRESS });
    const paymentNo = await openCashier(at.patient, at.id);
    await callback(bank.pay(paymentNo, { totalFen: 1 }));
    await db.write((tx) => tx.update(dueTable, { orderId: at.id }, { payBefore: LONG_AGO }));
    await whenDue(db, engine, 'order.due_over');
    expect((await at.look()).due).not.toBeNull();
    const { id } = await db.read.findOneByOrFail(caseTable, { subject: paymentNo });
    const asked = { id, resolution: 'send_back' as const, reason: '金额不符，原路退回' };
    await as(someone('compliance_officer'))(desk.resolveMoneyCase, asked);
    await engine.drain();
    expect(await at.look()).toMatchObject({ status: 'paid', mode: 'pickup', due: null });
  });
});

describe('cash at the counter', () => {
  test('is offered where one store hands it over its counter, and nowhere else', async () => {
    const methods = async (parcels: ReturnType<typeof oneParcel>, mode: 'pickup' | 'instant') => {
      const { patient, id } = await buyer(parcels, { mode });
      return (await as(patient)(pay.listPayMethods, { orderId: id })).methods;
    };
    expect(await methods(oneParcel(), 'pickup')).toContain('cash');
    expect(await methods(oneParcel(), 'instant')).not.toContain('cash');
    expect(await methods(twoParcels(), 'pickup')).not.toContain('cash');
  });

  test('has the store prepare the order, which waits unpaid as long as a parcel is kept', async () => {
    const { look, prepare, id } = await promised();
    const shown = await look();
    expect(shown).toMatchObject({ status: 'unpaid', parcels: [{ status: 'to_pick' }] });
    expect(Date.parse(shown.payBefore)).toBeGreaterThan(Date.now() + 2.9 * DAY_MS);
    expect(await db.read.countBy(outboxTable, { name: 'order.to_prepare', subject: id })).toBe(1);
    await prepare();
    const ready = await look();
    expect(ready.payBefore).toBe(ready.parcels[0]!.pickupBefore);
  });

  test('is in the drawer before the goods leave, by the very sum', async () => {
    const { look, prepare, collect, take, paymentId, parcelId } = await promised();
    await prepare();
    await expect(collect()).rejects.toMatchObject({ code: 'PAY_FIRST' });
    expect((await as(north)(storeParcel.getStoreParcel, { id: parcelId })).paidAt).toBeNull();
    await expect(take(SUM - 1)).rejects.toMatchObject({ code: 'CASH_AMOUNT_DIFFERS' });
    await take();
    await engine.drain();
    expect(await look()).toMatchObject({ status: 'paid', parcels: [{ status: 'sealed' }] });
    await collect();
    await engine.drain();
    expect(await look()).toMatchObject({ status: 'completed' });
    expect(await balances(db, paymentId)).toEqual({
      ...{ cash_store: SUM, revenue_pending: 0, merchant_revenue: -SUM },
    });
  });

  test('that never came ends the order in its own time, and everything goes back without a refund', async () => {
    const { look, id, take, parcelId } = await promised();
    const kept = await held('otc', 'north');
    const timers = { name: 'order.payment_due', subject: id };
    // The fifteen minutes of an order that is paid online have been replaced.
    const [first] = await db.read.find(outboxTable, { where: timers, order: { dueAt: 'ASC' } });
    await db.write((tx) => tx.update(outboxTable, first!.id, { dueAt: LONG_AGO }));
    await engine.drain();
    expect((await look()).status).toBe('unpaid');
    await db.write((tx) => tx.update(outboxTable, timers, { dueAt: LONG_AGO }));
    await engine.drain();
    expect(await look()).toMatchObject({ status: 'cancelled', parcels: [{ status: 'cancelled' }] });
    expect(await held('otc', 'north')).toBe(kept - 2);
    await expect(take()).rejects.toMatchObject({ code: 'ORDER_NOT_PAYABLE' });
    expect(await refundsOf(id)).toEqual([]);
    expect(await db.read.countBy(caseTable, { orderId: id })).toBe(0);
    expect(await tookBack(parcelId)).toEqual([]);
  });

  test('cancelled when it lies ready: the goods are checked in again, and no money moves', async () => {
    const { look, prepare, cancel, id, parcelId } = await promised();
    await prepare();
    await cancel();
    expect(await look()).toMatchObject({ status: 'cancelled', parcels: [{ status: 'returning' }] });
    await as(north)(changes.checkInParcel, { id: parcelId, destination: 'available' });
    await engine.drain();
    expect(await tookBack(parcelId)).toMatchObject([{ to: 'available', units: 2 }]);
    expect(await look()).toMatchObject({ status: 'cancelled', refunds: [] });
    expect(await refundsOf(id)).toEqual([]);
  });

  test('may still be paid by phone, and what was prepared goes on', async () => {
    const { look, patient, id, prepare, collect, take } = await promised();
    await prepare();
    await callback(bank.pay(await openCashier(patient, id)));
    await engine.drain();
    expect(await look()).toMatchObject({ status: 'paid', parcels: [{ status: 'sealed' }] });
    await expect(take()).rejects.toMatchObject({ code: 'ORDER_NOT_PAYABLE' });
    await collect();
    expect((await look()).status).toBe('completed');
  });

  test('is not refunded for goods that are missing before it came', async () => {
    const { placed, parcelId } = await promised();
    const lineId = placed.parcels[0]!.lines[0]!.id;
    const short = as(north)(changes.reportShort, { id: parcelId, lineId, quantity: 1 });
    await expect(short).rejects.toMatchObject({ code: 'SHORT_BEFORE_PAID' });
  });

  test('is not asked for, nor given back, when the store cannot send what nobody has paid', async () => {
    const { look, prepare, id, parcelId, take } = await promised();
    await prepare();
    await as(north)(changes.cancelParcel, { id: parcelId, reason: '冰箱故障' });
    await engine.drain();
    expect(await look()).toMatchObject({
      status: 'cancelled',
      refunds: [],
      parcels: [{ status: 'returning' }],
    });
    expect(await refundsOf(id)).toEqual([]);
    expect(await db.read.countBy(caseTable, { orderId: id })).toBe(0);
    await expect(take()).rejects.toMatchObject({ code: 'ORDER_NOT_PAYABLE' });
  });
});
