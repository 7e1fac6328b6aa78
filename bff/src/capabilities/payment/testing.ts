import { v7 as uuidv7 } from 'uuid';
import { problem } from '@xinglin/shared/kernel/problem';
import { plus, toInstant } from '@xinglin/shared/kernel/time';
import * as contract from '@xinglin/shared/payment/contract';
import { fieldCrypto } from '../../kernel/crypto.ts';
import type { Database } from '../../kernel/database.ts';
import { outboxTable, type OutboxEngine } from '../../kernel/outbox.ts';
import { silentLog, someone, testEngine, testServer } from '../../kernel/testing.ts';
import { payment } from './index.ts';
import { PaymentRefused, UntrustedNotice } from './ports.ts';
import type {
  Bill,
  Deps,
  FundFlow,
  PayableOrder,
  PaymentGateway,
  PaymentNotice,
  ShippingReport,
} from './ports.ts';
import { caseTable } from './cases.ts';
import { ledgerTable } from './ledger-store.ts';
import { paymentTable } from './store.ts';

type Trade = {
  asked: string;
  totalFen: number;
  state: 'not_paid' | 'paid' | 'closed' | 'refunded';
  transactionId?: string;
};
type Back = {
  asked: string;
  paymentNo: string;
  refundFen: number;
  state: 'processing' | 'succeeded' | 'abnormal' | 'closed';
};

/** The outside world of payment: a bank that keeps its own books, and fails on command. */
export function testBank() {
  const trades = new Map<string, Trade>();
  const refunds = new Map<string, Back>();
  const faults = { down: 0, dropAfterCommit: 0, refuse: '' };
  let notices = 0;
  const reach = () => {
    if (faults.down > 0 && faults.down--) throw problem('UPSTREAM_UNAVAILABLE');
  };
  const answer = () => {
    if (faults.dropAfterCommit > 0 && faults.dropAfterCommit--) throw problem('UPSTREAM_UNAVAILABLE');
  };
  const repeat = (known: { asked: string }, asked: string) => {
    if (known.asked !== asked)
      throw new PaymentRefused('INVALID_REQUEST', 400, 'differs from the first request');
  };
  const refund: PaymentGateway['refund'] = async (order) => {
    reach();
    if (faults.refuse) throw new PaymentRefused(faults.refuse, 403, 'refused');
    const asked = JSON.stringify(order);
    const known = refunds.get(order.refundNo);
    if (known) repeat(known, asked);
    else if (trades.get(order.paymentNo)?.state !== 'paid')
      throw new PaymentRefused('TRADE_ERROR', 403, 'not paid');
    const made = known ?? {
      asked,
      paymentNo: order.paymentNo,
      refundFen: order.refundFen,
      state: 'processing' as const,
    };
    refunds.set(order.refundNo, made);
    answer();
    return { state: made.state, refundId: `5${order.refundNo}` };
  };
  const gateway: PaymentGateway = {
    refund,
    async prepay(order) {
      reach();
      const asked = JSON.stringify(order);
      const known = trades.get(order.paymentNo);
      if (known) repeat(known, asked);
      if (known && known.state !== 'not_paid')
        throw new PaymentRefused(known.state === 'paid' ? 'ORDER_PAID' : 'ORDER_CLOSED', 400, known.state);
      if (!known) trades.set(order.paymentNo, { asked, totalFen: order.totalFen, state: 'not_paid' });
      answer();
      return { prepayId: `wx${order.paymentNo}` };
    },
    async clientParams(prepayId) {
      const signed = { timeStamp: '1', nonceStr: 'n', signType: 'RSA' as const, paySign: 's' };
      return { appId: 'wx1', package: `prepay_id=${prepayId}`, ...signed };
    },
    async query(paymentNo) {
      reach();
      const trade = trades.get(paymentNo);
      if (!trade) return { state: 'unknown' };
      const { state, transactionId, totalFen } = trade;
      return { state, transactionId, totalFen, paidAt: transactionId ? toInstant(Date.now()) : undefined };
    },
    async close(paymentNo) {
      reach();
      const trade = trades.get(paymentNo);
      if (trade?.state === 'paid' || trade?.state === 'refunded') return 'paid';
      if (trade) trade.state = 'closed';
      return 'closed';
    },
    async queryRefund(refundNo) {
      reach();
      const known = refunds.get(refundNo);
      return known && { state: known.state, refundId: `5${refundNo}` };
    },
    async readNotice(headers, raw) {
      if (headers['wechatpay-signature'] !== 'genuine') throw new UntrustedNotice('bad_signature');
      return JSON.parse(raw.toString('utf8')) as PaymentNotice;
    },
  };
  const post = (notice: PaymentNotice) => ({
    headers: { 'wechatpay-signature': 'genuine' },
    raw: Buffer.from(JSON.stringify(notice)),
  });
  return {
    gateway,
    faults,
    trades,
    refunds,
    /** A person pays at their phone; the answer is the callback that would be posted. `late`: a bank that settles after the close. */
    pay(paymentNo: string, { totalFen, late }: { totalFen?: number; late?: boolean } = {}) {
      const trade = trades.get(paymentNo)!;
      if (trade.state === 'closed' && !late) throw new Error('closed');
      Object.assign(trade, {
        state: 'paid',
        transactionId: `42${paymentNo}`.slice(0, 28),
        totalFen: totalFen ?? trade.totalFen,
      });
      const { transactionId = '' } = trade;
      const paid = { paymentNo, transactionId, totalFen: trade.totalFen, paidAt: toInstant(Date.now()) };
      return post({ kind: 'paid', noticeId: `notice-${++notices}`, openid: 'o', ...paid });
    },
    /** Somebody gives a payment back in the platform's console: no callback, no number of ours. */
    giveBackThere(paymentNo: string) {
      trades.get(paymentNo)!.state = 'refunded';
    },
    /** The bank has paid a refund out, or could not. */
    settleRefund(refundNo: string, state: 'succeeded' | 'abnormal' | 'closed' = 'succeeded') {
      refunds.get(refundNo)!.state = state;
      return post({ kind: 'refund', noticeId: `notice-${++notices}`, refundNo, state });
    },
    post,
  };
}
export type TestBank = ReturnType<typeof testBank>;

/** Everything payment needs, with orders that a test writes down itself. */
export function paymentDeps(db: Database, bank: TestBank) {
  const orders = new Map<string, PayableOrder & { patientId: string }>();
  const clock = { ahead: 0 };
  const outside = {
    bills: new Map<string, Bill>(),
    flows: new Map<string, FundFlow>(),
    shipped: [] as ShippingReport[],
    parcels: new Map<string, { orderId: string; storeId: string; paidFen: number; worthFen: number }>(),
  };
  const deps: Deps = {
    db,
    gateways: { wechat: bank.gateway },
    bills: {
      tradeBill: async (day) => outside.bills.get(day) ?? { state: 'not_ready' },
      fundFlow: async (day) => outside.flows.get(day) ?? { state: 'none' },
    },
    shipping: { reportShipping: async (report) => void outside.shipped.push(report) },
    parcelSum: async (_tx, id) => outside.parcels.get(id),
    crypto: fieldCrypto({ test: Buffer.alloc(32, 1) }, Buffer.alloc(32, 2)),
    log: silentLog,
    now: () => new Date(Date.now() + clock.ahead),
    newId: uuidv7,
    openidOf: async (patientId) => `o-${patientId.slice(0, 8)}`,
    orderForPayment: async (patientId, orderId) => {
      const order = orders.get(orderId);
      return order?.patientId === patientId ? order : undefined;
    },
  };
  return { deps, orders, clock, outside };
}

/** Payment over HTTP, with its bank outside. */
export function paymentWorld(db: Database, change: (deps: Deps) => Partial<Deps> = () => ({})) {
  const bank = testBank();
  const { deps: usual, orders, clock, outside } = paymentDeps(db, bank);
  const deps = { ...usual, ...change(usual) };
  const { routes, reactions, webhooks, closePayment } = payment(deps);
  const as = testServer(db, () => routes);
  const engine = testEngine(db, () => reactions);
  const callback = ({ headers, raw }: { headers: Record<string, string>; raw: Buffer }) =>
    webhooks[0]!.handle(headers, raw);

  /** A patient with an unpaid order. */
  const unpaid = (totalFen = 4_580) => {
    const patient = someone('patient');
    const orderId = uuidv7();
    const payBefore = plus(toInstant(deps.now()), 900_000);
    orders.set(orderId, {
      patientId: patient.id,
      orderNo: '26112200000001',
      status: 'unpaid',
      totalFen,
      payBefore,
    });
    return { patient, orderId, start: () => as(patient)(contract.startPayment, { orderId }) };
  };
  /** The same with the cashier open. */
  const cashier = async (totalFen?: number) => {
    const at = unpaid(totalFen);
    const { payment, params } = await at.start();
    const row = () => db.read.findOneByOrFail(paymentTable, { id: payment.id });
    return { ...at, params, row, paymentId: payment.id, paymentNo: (await row()).paymentNo };
  };
  return {
    ...{ deps, outside, bank, orders, clock, closePayment, as, engine, callback, unpaid, cashier },
    /** Paid, and told so. */
    paid: async (totalFen?: number) => {
      const at = await cashier(totalFen);
      await callback(bank.pay(at.paymentNo));
      return at;
    },
    alarmsOf: (subject: string) => db.read.findBy(caseTable, { subject }),
  };
}

/** Time passes: every timer of that name is due, and what follows from it happens. */
export async function whenDue(db: Database, engine: OutboxEngine, name: string): Promise<void> {
  await db.write((tx) =>
    tx
      .createQueryBuilder()
      .update(outboxTable)
      .set({ dueAt: toInstant(0) })
      .where('name = :name AND doneAt IS NULL', { name })
      .execute(),
  );
  await engine.drain();
}

/** Throws unless every booking adds up to 0; answers the balance of each account, for these payments or for all. */
export async function balances(db: Database, paymentId?: string): Promise<Record<string, number>> {
  const entries = await db.read.find(ledgerTable, paymentId ? { where: { paymentId } } : {});
  const sums = (key: 'booking' | 'account') => {
    const totals: Record<string, number> = {};
    for (const entry of entries) totals[entry[key]] = (totals[entry[key]] ?? 0) + entry.amountFen;
    return totals;
  };
  const crooked = Object.entries(sums('booking')).find(([, sum]) => sum !== 0);
  if (crooked) throw new Error(`booking ${crooked[0]} is off by ${crooked[1]} fen`);
  return sums('account');
}
