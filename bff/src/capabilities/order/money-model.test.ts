import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Problem } from '@xinglin/shared/kernel/problem';
import type { Order } from '@xinglin/shared/order/contract';
import * as changes from '@xinglin/shared/order/operations';
import * as pay from '@xinglin/shared/payment/contract';
import * as desk from '@xinglin/shared/payment/desk';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { caseTable } from '../payment/cases.ts';
import { paymentTable, refundTable } from '../payment/store.ts';
import { ADDRESS, DRUGS, STORES } from './testing.ts';
import { orderAndPayment } from './with-payment-testing.ts';

const db = testDatabase();
const world = orderAndPayment(db);
const { as, engine, north, south, orders, bank, callback, buyer, pick, seal, settleAll, books } = world;
const rider = someone('rider');
const officer = someone('compliance_officer');
type At = Awaited<ReturnType<typeof buyer>>;
type Parcel = Order['parcels'][number];

const staffOf = (storeId: string) => (storeId === STORES.north.id ? north : south);
const OVER = ['delivered', 'cancelled', 'returned'];
const parcelOf = async (at: At, which: number) => {
  const live = (await at.look()).parcels.filter(({ status }) => !OVER.includes(status));
  return live[which % Math.max(1, live.length)];
};
const openPayments = (orderId: string) => db.read.findBy(paymentTable, { orderId, status: 'pending' });

/** What may happen to an order, in whatever order; what is refused is refused. */
const STEPS = {
  open: (at) => as(at.patient)(pay.startPayment, { orderId: at.id }),
  promise: (at) => as(at.patient)(pay.startPayment, { orderId: at.id, method: 'cash' }),
  async pay(at) {
    for (const { method, paymentNo } of await openPayments(at.id))
      if (method === 'wechat') await callback(bank.pay(paymentNo));
  },
  async payLate(at) {
    for (const { method, paymentNo } of await db.read.findBy(paymentTable, { orderId: at.id }))
      if (method === 'wechat' && bank.trades.get(paymentNo)?.state !== 'paid')
        await callback(bank.pay(paymentNo, { late: true }));
  },
  async takeCash(at) {
    for (const { id, method, totalFen } of await openPayments(at.id))
      if (method === 'cash') await as(north)(desk.confirmCash, { paymentId: id, receivedFen: totalFen });
  },
  cancel: (at) => at.cancel(),
  async short(at, which) {
    const parcel = await parcelOf(at, which);
    const [line] = parcel?.lines ?? [];
    if (parcel && line)
      await as(staffOf(parcel.storeId))(changes.reportShort, { id: parcel.id, lineId: line.id, quantity: 1 });
  },
  refundShort: (at) => decide(at, 'refund'),
  sendFromOther: (at) => decide(at, 'other_store'),
  deliver: (at) => as(at.patient)(changes.switchMode, { id: at.id, to: 'instant', address: ADDRESS }),
  collect: (at) => as(at.patient)(changes.switchMode, { id: at.id, to: 'pickup' }),
  async bring(at, which) {
    const parcel = await parcelOf(at, which);
    if (parcel) await handOver(at, parcel);
  },
  async pick(at, which) {
    const parcel = await parcelOf(at, which);
    if (parcel) await pick(staffOf(parcel.storeId), parcel.id);
  },
  async refuse(at, which) {
    const parcel = await parcelOf(at, which);
    if (!parcel) return;
    const staff = staffOf(parcel.storeId);
    await pick(staff, parcel.id);
    await seal(staff, parcel.id);
    await db.write((tx) => orders.handOver(tx, rider, parcel.id));
    await db.write((tx) => orders.refuse(tx, rider, parcel.id, which % 2 ? 'changed_mind' : 'seal_broken'));
  },
  async cancelParcel(at, which) {
    const parcel = await parcelOf(at, which);
    if (parcel)
      await as(staffOf(parcel.storeId))(changes.cancelParcel, { id: parcel.id, reason: '冰箱故障' });
  },
  async complain(at, which) {
    const parcel = (await at.look()).parcels.find(({ status }) => status === 'delivered');
    const line = parcel?.lines[which % parcel.lines.length];
    if (!parcel || !line) return;
    const complaint = { id: at.id, lineId: line.id, quantity: 1, reason: 'damaged', text: '' } as const;
    const { afterSales } = await as(at.patient)(changes.submitAfterSale, complaint);
    const { id } = afterSales.find(({ status }) => status === 'submitted')!;
    const answer = { id, accept: true, answer: '同意退款', goodsBack: false };
    await as(staffOf(parcel.storeId))(changes.decideAfterSale, answer);
  },
  settle: (at) => payOut(at),
} satisfies Record<string, (at: At, which: number) => Promise<unknown>>;
type Step = keyof typeof STEPS;

/** The bank pays out what it was asked to; cash a person pays out over the counter. */
async function payOut({ id }: At) {
  await settleAll(id);
  const open = await db.read.findBy(caseTable, { orderId: id, kind: 'cash_refund', state: 'open' });
  const done = { resolution: 'refund_offline', reason: '柜台已退现金' } as const;
  for (const found of open) await as(officer)(desk.resolveMoneyCase, { id: found.id, ...done });
  await engine.drain();
}

async function decide(at: At, choice: 'refund' | 'other_store') {
  const { shortages, parcels } = await at.look();
  const open = shortages.find(({ status }) => status === 'asked');
  if (!open) return;
  const from = parcels.find(({ id }) => id === open.parcelId)!;
  const storeId = Object.values(STORES).find(({ id }) => id !== from.storeId)!.id;
  const where = choice === 'other_store' ? { storeId } : {};
  await as(at.patient)(changes.decideShortage, { id: at.id, shortageId: open.id, choice, ...where });
}

/** To whoever ordered it, from wherever it stands: by the rider, or over the counter for a code. */
async function handOver(at: At, { id, storeId, status }: Parcel) {
  const staff = staffOf(storeId);
  const { mode } = await at.look();
  if (status === 'to_pick') await pick(staff, id);
  if (status !== 'sealed') await seal(staff, id);
  if (mode !== 'pickup') {
    await db.write((tx) => orders.handOver(tx, rider, id));
    return db.write((tx) => orders.deliver(tx, rider, id));
  }
  const { pickupCode } = (await at.look()).parcels.find((each) => each.id === id)!;
  return as(staff)(changes.collectParcel, { id, code: pickupCode! });
}

/** Refused by a rule is fine; anything else is a fault. */
const attempt = async (work: Promise<unknown>) => {
  await work.catch((error: unknown) => {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
  });
  await engine.drain();
};

/** Everything comes to its end: questions are answered, goods reach the person or come back, the bank pays out. */
async function finish(at: At): Promise<void> {
  if ((await at.look()).status === 'unpaid') await attempt(at.cancel());
  for (let turns = 0; turns < 6; turns += 1) {
    await attempt(decide(at, 'refund'));
    for (const parcel of (await at.look()).parcels.filter(({ status }) => !OVER.includes(status))) {
      const { id, storeId, status } = parcel;
      // What was refused with a broken seal may only be destroyed.
      for (const destination of status === 'returning' ? (['quarantine', 'destroy'] as const) : [])
        await attempt(as(staffOf(storeId))(changes.checkInParcel, { id, destination }));
      if (status !== 'returning') await attempt(handOver(at, parcel));
    }
    await attempt(payOut(at));
  }
}

/** What must hold of the money of every order that has come to its end. */
async function mustAddUp(at: At): Promise<void> {
  const { status } = await at.look();
  expect(['completed', 'refunded', 'cancelled']).toContain(status);
  const sums = await books(at.id);
  for (const account of ['revenue_pending', 'refund_payable', 'suspense'])
    expect([account, sums[account] ?? 0]).toEqual([account, 0]);
  // What the store has earned is what the person paid and kept, and what the platform adds; for nothing else there is no money.
  const kept = (sums['cash_wechat'] ?? 0) + (sums['cash_store'] ?? 0);
  expect(kept + (sums['platform_subsidy'] ?? 0) + (sums['merchant_revenue'] ?? 0)).toBe(0);
  expect(kept).toBeGreaterThanOrEqual(0);
  if (status !== 'completed') expect(sums['platform_subsidy'] ?? 0).toBe(0);
  for (const { id, totalFen, refundedFen } of await db.read.findBy(paymentTable, { orderId: at.id })) {
    const back = await db.read.findBy(refundTable, { paymentId: id });
    const sum = back.reduce((all, { refundFen }) => all + refundFen, 0);
    expect([sum, back.every((refund) => refund.status === 'succeeded')]).toEqual([refundedFen, true]);
    expect(sum).toBeLessThanOrEqual(totalFen);
  }
  const cases = await db.read.findBy(caseTable, { orderId: at.id });
  expect(cases.filter(({ kind }) => kind !== 'cash_refund')).toEqual([]);
}

const basket = fc.record({
  two: fc.boolean(),
  mode: fc.constantFrom('instant' as const, 'pickup' as const),
  off: fc.constantFrom(0, 300),
});
const steps = fc.array(fc.tuple(fc.constantFrom(...(Object.keys(STEPS) as Step[])), fc.nat({ max: 3 })), {
  minLength: 2,
  maxLength: 12,
});
/** Half of the orders are paid at once, or most of what follows would be refused. */
const beginning = fc.constantFrom<Step[]>(
  [],
  ['open', 'pay'],
  ['open', 'pay'],
  ['promise', 'takeCash'],
  ['open', 'promise'],
);

test('whatever happens to an order, in the end its books balance, nothing is owed, and no more went back than came in', async () => {
  for (const { id } of Object.values(STORES)) world.shelf.set(`${id}/${DRUGS.otc.id}`, 1_000_000);
  await fc.assert(
    fc.asyncProperty(basket, beginning, steps, async ({ two, mode, off }, first, then) => {
      const at = await buyer(two ? world.twoParcels() : world.oneParcel(), { mode, off });
      for (const step of first) await attempt(STEPS[step](at, 0));
      for (const [step, which] of then) await attempt(STEPS[step](at, which));
      await finish(at);
      await mustAddUp(at);
    }),
    // A server database takes its time for each of some hundred statements.
    { numRuns: Number(process.env['MODEL_RUNS'] ?? (db.dialect === 'sqlite' ? 60 : 15)) },
  );
}, 600_000);
