import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test, vi } from 'vitest';
import { addDays, atShanghai, shanghaiDate, toInstant } from '@xinglin/shared/kernel/time';
import * as desk from '@xinglin/shared/payment/desk';
import { outboxTable } from '../../kernel/outbox.ts';
import { someone, testDatabase } from '../../kernel/testing.ts';
import { readTradeBill } from '../../integrations/wechat-pay/trade-bill.ts';
import { chunks } from './books-of-day.ts';
import { feeOf } from './compare-bill.ts';
import { caseTable } from './cases.ts';
import { reconcileDay } from './reconcile.ts';
import { paymentTable, type PaymentRow } from './store.ts';
import { balances, paymentWorld, whenDue } from './testing.ts';

vi.setConfig({ testTimeout: 240_000 });
const db = testDatabase();
const { deps, outside, as, engine, bank, cashier } = paymentWorld(db);
const officer = as(someone('compliance_officer'));
const LINES = 10_000;
const yesterday = addDays(shanghaiDate(Date.now()), -1);

const yuan = (fen: number) => `${fen < 0 ? '-' : ''}${(Math.abs(fen) / 100).toFixed(2)}`;
type Line = { no: string; totalFen: number; feeFen: number; state: string };
/** The bill as WeChat Pay writes it. */
function billText(lines: Line[]): string {
  const header =
    '交易时间,微信订单号,商户订单号,交易状态,商户退款单号,退款状态,商品名称,手续费,订单金额,申请退款金额';
  const rows = lines.map(({ no, totalFen, feeFen, state }) =>
    ['t', `42${no}`.slice(0, 28), no, state, '0', '', '药房订单, 一件', yuan(feeFen), yuan(totalFen), '0.00']
      .map((cell) => `\`${cell}`)
      .join(','),
  );
  const fees = lines.reduce((sum, { feeFen }) => sum + feeFen, 0);
  const totals = ['总交易单数,手续费总金额', `\`${lines.length},\`${yuan(fees)}`];
  return `\uFEFF${[header, ...rows, ...totals, ''].join('\r\n')}`;
}
const lineOf = ({ paymentNo: no, totalFen }: PaymentRow): Line => ({
  ...{ no, totalFen, feeFen: feeOf(totalFen), state: 'SUCCESS' },
});

function payments(day: string, count: number): PaymentRow[] {
  return Array.from({ length: count }, (_, index) => {
    const [id, orderId] = [uuidv7(), uuidv7()];
    return {
      ...{ id, orderId, orderNo: '', paymentNo: uuidv7().replaceAll('-', ''), patientId: uuidv7() },
      ...{ method: 'wechat', purpose: 'order', due: 'order', status: 'paid', request: '', prepayId: null },
      ...{ openKey: `${orderId}:order`, settledKey: `${orderId}:order`, receivedFen: null, storeId: null },
      ...{ totalFen: 100 + index, refundedFen: 0, transactionId: `42${id}`, askedAt: null },
      ...{ createdAt: atShanghai(day, '09:00'), paidAt: atShanghai(day, '09:01') },
    };
  });
}

test('of a bill of 10,000 lines all 37 planted faults of six kinds are found and none is false, however often it runs', async () => {
  const books = payments(yesterday, LINES);
  for (const part of chunks(books, 200)) await db.write((tx) => tx.insert(paymentTable, part));
  const lines = books.map(lineOf);
  const planted: Record<string, string> = {};
  const plant = (kind: string, from: number, count: number, fault: (line: Line) => void) => {
    for (const line of lines.slice(from, from + count)) {
      planted[line.no] = kind;
      fault(line);
    }
  };
  plant('bill_missing_here', 1_000, 7, (line) => {
    delete planted[line.no];
    line.no = `x${line.no.slice(1)}`;
    planted[line.no] = 'bill_missing_here';
  });
  // Each number that was renamed is missing there as well: seven of the one kind are seven of the other.
  for (const { paymentNo } of books.slice(1_000, 1_007)) planted[paymentNo] = 'bill_missing_there';
  plant('bill_amount', 2_000, 6, (line) => (line.totalFen += 1));
  plant('bill_state', 3_000, 5, (line) => (line.state = 'REVOKED'));
  plant('bill_fee', 4_000, 6, (line) => (line.feeFen += 1));
  const twice = lines.slice(5_000, 5_006);
  for (const { no } of twice) planted[no] = 'bill_duplicate';
  expect(Object.keys(planted)).toHaveLength(37);
  const bill = readTradeBill(billText([...lines, ...twice]));
  outside.bills.set(yesterday, { state: 'ready', hash: 'h1', lines: bill });

  const startedAt = Date.now();
  const first = await officer(desk.runReconciliation, { day: yesterday });
  process.stdout.write(`RELIABILITY R25 pass lines=${LINES} ms=${Date.now() - startedAt}\n`);
  const found = () => db.read.findBy(caseTable, { day: yesterday });
  expect(Object.fromEntries((await found()).map(({ subject, kind }) => [subject, kind]))).toEqual(planted);
  expect(first.counts).toEqual({
    ...{ matched: LINES - 24, missing_here: 7, missing_there: 7, amount: 6, state: 5, fee: 6, duplicate: 6 },
  });
  const fees = (await balances(db)).fees;
  expect(fees).toBe(bill.reduce((sum, { feeFen }) => sum + feeFen, 0));
  for (let times = 0; times < 2; times += 1) {
    const again = await officer(desk.runReconciliation, { day: yesterday });
    expect({ ...again, ranAt: null }).toEqual({ ...first, ranAt: null });
  }
  expect(await found()).toHaveLength(37);
  expect((await balances(db)).fees).toBe(fees);
});

describe('a difference', () => {
  const day = addDays(yesterday, -10);
  const run = (lines: Line[]) => {
    outside.bills.set(day, { state: 'ready', hash: 'h', lines: readTradeBill(billText(lines)) });
    return reconcileDay(deps)(day);
  };

  test('that has gone closes its own case', async () => {
    const [one] = payments(day, 1);
    await db.write((tx) => tx.insert(paymentTable, one!));
    await run([]);
    const find = () => db.read.findOneByOrFail(caseTable, { subject: one!.paymentNo });
    expect(await find()).toMatchObject({ kind: 'bill_missing_there', state: 'open' });
    await run([lineOf(one!)]);
    expect(await find()).toMatchObject({ state: 'closed', reason: '重新对账后已一致' });
  });

  test('left by a lost callback is repaired by asking WeChat Pay', async () => {
    const { paymentNo, row } = await cashier(2_000);
    bank.pay(paymentNo);
    await run([{ no: paymentNo, totalFen: 2_000, feeFen: feeOf(2_000), state: 'SUCCESS' }]);
    expect((await row()).status).toBe('paid');
    expect(await db.read.countBy(caseTable, { subject: paymentNo })).toBe(0);
  });

  test('nobody can explain is parked in suspense by a person, with a reason', async () => {
    await run([{ no: 'stranger0001', totalFen: 5_000, feeFen: 30, state: 'SUCCESS' }]);
    const { id } = await db.read.findOneByOrFail(caseTable, { subject: 'stranger0001' });
    const before = (await balances(db)).suspense ?? 0;
    await officer(desk.resolveMoneyCase, { id, resolution: 'to_suspense', reason: '待与门店核对来源' });
    expect((await balances(db)).suspense).toBe(before - 5_000);
    const { accounts } = await officer(desk.getBalances, {});
    expect(accounts.reduce((sum, { balanceFen }) => sum + balanceFen, 0)).toBe(0);
  });

  test('that was put in suspense leaves it when a later bill explains it, once', async () => {
    const [one] = payments(day, 1);
    await db.write((tx) => tx.insert(paymentTable, one!));
    await run([]);
    const { id } = await db.read.findOneByOrFail(caseTable, { subject: one!.paymentNo });
    const before = (await balances(db)).suspense ?? 0;
    await officer(desk.resolveMoneyCase, { id, resolution: 'to_suspense', reason: '次日账单再看' });
    await run([]);
    expect((await balances(db)).suspense).toBe(before + one!.totalFen);
    for (let times = 0; times < 2; times += 1) await run([lineOf(one!)]);
    expect((await balances(db)).suspense).toBe(before);
  });

  test('that had gone and comes back is a case again, and its suspense is booked again', async () => {
    const [one, other] = payments(day, 2);
    await db.write((tx) => tx.insert(paymentTable, [one!, other!]));
    await run([]);
    const cases = (no: string) => db.read.find(caseTable, { where: { subject: no }, order: { id: 'ASC' } });
    const [first] = await cases(one!.paymentNo);
    const before = (await balances(db)).suspense ?? 0;
    const park = (id: string) =>
      officer(desk.resolveMoneyCase, { id, resolution: 'to_suspense', reason: '次日账单再看' });
    await park(first!.id);
    await run([lineOf(one!), lineOf(other!)]);
    for (let times = 0; times < 2; times += 1) await run([]);
    expect((await cases(one!.paymentNo)).map(({ state }) => state)).toEqual(['closed', 'open']);
    expect((await cases(other!.paymentNo)).map(({ state }) => state)).toEqual(['closed', 'open']);
    expect((await balances(db)).suspense).toBe(before);
    await park((await cases(one!.paymentNo))[1]!.id);
    expect((await balances(db)).suspense).toBe(before + one!.totalFen);
    await run([lineOf(one!), lineOf(other!)]);
    expect((await balances(db)).suspense).toBe(before);
  });

  test('between two days around midnight is none', async () => {
    const [late] = payments(day, 1);
    await db.write((tx) => tx.insert(paymentTable, { ...late!, paidAt: atShanghai(day, '23:59') }));
    outside.bills.set(addDays(day, 1), {
      state: 'ready',
      hash: 'n',
      lines: readTradeBill(billText([lineOf(late!)])),
    });
    await run([]);
    expect(await db.read.findOneByOrFail(caseTable, { subject: late!.paymentNo })).toMatchObject({
      state: 'open',
    });
    await reconcileDay(deps)(addDays(day, 1));
    expect(await db.read.findOneByOrFail(caseTable, { subject: late!.paymentNo })).toMatchObject({
      state: 'closed',
    });
  });
});

describe('the timer', () => {
  test('is set once for 10:30 of the next day, and asks again while the bill is being made', async () => {
    const { payment } = await import('./index.ts');
    const it = payment(deps);
    await it.warmUp();
    await it.warmUp();
    const today = shanghaiDate(Date.now());
    const due = () => db.read.findBy(outboxTable, { name: 'payment.reconcile_due', subject: today });
    expect(await due()).toMatchObject([{ dueAt: atShanghai(addDays(today, 1), '10:30') }]);
    await whenDue(db, engine, 'payment.reconcile_due');
    const [, again] = (await due()).sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
    expect(again).toMatchObject({ doneAt: null, data: { attempt: 1 } });
    expect(Date.parse(again!.dueAt)).toBeGreaterThan(Date.parse(toInstant(Date.now())));
  });
});
