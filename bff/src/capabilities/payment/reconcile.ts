import {
  addDays,
  atShanghai,
  MINUTE_MS,
  plus,
  shanghaiDate,
  toInstant,
  type LocalDate,
} from '@xinglin/shared/kernel/time';
import type { CaseKind } from '@xinglin/shared/payment/desk';
import { system } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { publish, type Delivered } from '../../kernel/outbox.ts';
import { askGateway } from './ask-gateway.ts';
import { billDayTable, billLineTable, type BillLineRow } from './bill-store.ts';
import { booksOf, chunks } from './books-of-day.ts';
import { openCase } from './cases.ts';
import { closeGone } from './close-gone.ts';
import { compareBill, keyOf, type Compared } from './compare-bill.ts';
import type { ReconcileDue, RefundDue } from './events.ts';
import { ledgerTable } from './ledger-store.ts';
import { bookFee } from './ledger.ts';
import type { Bill, BillLine, Deps, FundFlow } from './ports.ts';
import { reconcileFlow } from './reconcile-flow.ts';
import { paymentByNo, refundTable } from './store.ts';

/** WeChat Pay promises the bill of yesterday from ten o'clock. */
const BILL_AT = '10:30';
const AGAIN_AFTER_MS = 30 * MINUTE_MS;

/** Sets the timer for the bill of a day, once. */
export async function planReconciliation(tx: Tx, day: LocalDate): Promise<void> {
  if (await tx.existsBy(billDayTable, { day })) return;
  const nothing = {
    ranAt: null,
    billHash: null,
    repaired: 0,
    paidFen: 0,
    refundedFen: 0,
    feeFen: 0,
    closingFen: null,
    bookedFen: null,
  };
  await tx.insert(billDayTable, { day, state: 'waiting', ...nothing });
  const due: ReconcileDue = { name: 'payment.reconcile_due', subject: day, data: { attempt: 0 } };
  await publish(tx, due, atShanghai(addDays(day, 1), BILL_AT));
}

/** The timer: compares the day, asks again in half an hour while the bill is being made, and sets the next day's timer. */
export function reconcileDue(deps: Deps) {
  const { db, now } = deps;
  const run = reconcileDay(deps);
  return async ({ subject: day, data: { attempt } }: Delivered<ReconcileDue>): Promise<void> => {
    await db.write((tx) => planReconciliation(tx, shanghaiDate(now())));
    if ((await run(day)) === 'done') return;
    const again: ReconcileDue = {
      name: 'payment.reconcile_due',
      subject: day,
      data: { attempt: attempt + 1 },
    };
    await db.write((tx) => publish(tx, again, plus(toInstant(now()), AGAIN_AFTER_MS)));
  };
}

/**
 * Fetches the bill of a day, repairs what a question to the platform can repair, and writes down how every line compares.
 * Repeating it gives the same; a difference that has gone closes its own case.
 */
export function reconcileDay(deps: Deps) {
  const { db, bills } = deps;
  return async (day: LocalDate): Promise<'done' | 'waiting'> => {
    const bill = await bills.tradeBill(day);
    const flow = bill.state === 'not_ready' ? bill : await bills.fundFlow(day);
    if (bill.state === 'not_ready' || flow.state === 'not_ready') {
      await db.write((tx) => planReconciliation(tx, day));
      return 'waiting';
    }
    const lines = bill.state === 'ready' ? bill.lines : [];
    const repaired = await repair(deps, day, lines);
    const books = await booksOf(db.read, day, lines);
    const compared = compareBill(lines, books, await inOtherBills(db.read, day, [...books.keys()]));
    await db.write((tx) => writeDown(deps, tx, day, { bill, flow, compared, repaired }));
    return 'done';
  };
}

/** A payment the bill has and we do not, although we know its number: a lost callback, so the platform is asked. */
async function repair(deps: Deps, day: LocalDate, lines: readonly BillLine[]): Promise<number> {
  const books = await booksOf(deps.db.read, day, lines);
  let repaired = 0;
  for (const line of lines.filter(({ state }) => state === 'SUCCESS')) {
    const ours = books.get(keyOf(line));
    if (!ours || ours.settled) continue;
    if (line.kind === 'payment') {
      const payment = await paymentByNo(deps.db.read, line.paymentNo);
      if (payment && (await askGateway(deps, payment)) === 'paid') repaired += 1;
    } else if (await hurryRefund(deps, line.refundNo ?? '')) repaired += 1;
  }
  return repaired;
}

/** A refund under way that the bill shows as done is asked about at once. */
async function hurryRefund({ db }: Deps, refundNo: string): Promise<boolean> {
  const refund = await db.read.findOneBy(refundTable, { refundNo });
  if (refund?.status !== 'requested' && refund?.status !== 'processing') return false;
  const due: RefundDue = {
    name: 'refund.due',
    subject: refund.id,
    data: { orderId: refund.orderId, attempt: 0 },
  };
  await db.write((tx) => publish(tx, due));
  return true;
}

/** Around midnight our day and the platform's may differ. */
async function inOtherBills(read: Tx, day: LocalDate, keys: string[]): Promise<Set<string>> {
  const days = [addDays(day, -1), addDays(day, 1)];
  const found = new Set<string>();
  for (const part of chunks(keys)) {
    const rows = await read
      .createQueryBuilder(billLineTable, 'l')
      .where("l.day IN (:...days) AND l.lineKey IN (:...part) AND l.class <> 'missing_there'", { days, part })
      .getMany();
    for (const { lineKey } of rows) found.add(lineKey);
  }
  return found;
}

type Found = { bill: Bill; flow: FundFlow; compared: Compared[]; repaired: number };

async function writeDown(deps: Deps, tx: Tx, day: LocalDate, { bill, flow, compared, repaired }: Found) {
  await planReconciliation(tx, day);
  const sum = (kind: BillLine['kind'], field: 'amountFen' | 'feeFen') =>
    compared.reduce((total, line) => total + (line.kind === kind && line.state ? line[field] : 0), 0);
  const feeFen = sum('payment', 'feeFen') + sum('refund', 'feeFen');
  // First, so that two runs of one day wait for each other here.
  await tx.update(billDayTable, day, {
    state: bill.state === 'ready' ? 'done' : 'no_trades',
    ranAt: toInstant(deps.now()),
    billHash: bill.state === 'ready' ? bill.hash : null,
    ...{ repaired, feeFen, paidFen: sum('payment', 'amountFen'), refundedFen: sum('refund', 'amountFen') },
    ...{ closingFen: null, bookedFen: null },
  });
  await tx.delete(billLineTable, { day });
  for (const part of chunks(compared, 200))
    await tx.insert(
      billLineTable,
      part.map((line) => rowOf(day, line)),
    );
  await bookFees(deps, tx, day, feeFen);
  await tellDifferences(deps, tx, day, compared, await reconcileFlow(deps, tx, day, flow));
  await audit(tx, system, 'reconciliation.run', day, { lines: compared.length, repaired });
}

const rowOf = (day: LocalDate, { key, askedFen: _, foundFen: __, ...line }: Compared): BillLineRow => ({
  ...line,
  day,
  lineKey: key,
});

/** What the platform kept that day; a later run books only what changed. */
async function bookFees(deps: Deps, tx: Tx, day: LocalDate, feeFen: number): Promise<void> {
  const entries = await tx
    .createQueryBuilder(ledgerTable, 'l')
    .where("l.account = 'fees' AND l.booking LIKE :bookings", { bookings: `fee:${day}:%` })
    .getMany();
  const change = feeFen - entries.reduce((total, { amountFen }) => total + amountFen, 0);
  if (change !== 0) await bookFee(deps, tx, `fee:${day}:${entries.length}`, '', change);
}

async function tellDifferences(
  deps: Deps,
  tx: Tx,
  day: LocalDate,
  compared: Compared[],
  differing: Set<string>,
): Promise<void> {
  for (const line of compared.filter((each) => each.class !== 'matched')) {
    const kind: CaseKind = `bill_${line.class as Exclude<Compared['class'], 'matched'>}`;
    const key = `${day}:${line.key}`;
    differing.add(`${kind}:${key}`);
    const { askedFen, foundFen, refundNo, paymentNo } = line;
    await openCase(deps, tx, { kind, key, subject: refundNo ?? paymentNo, askedFen, foundFen, day });
  }
  const matched = new Set(compared.filter((each) => each.class !== 'missing_there').map(({ key }) => key));
  await closeGone(deps, tx, day, (caseKey) => !differing.has(caseKey), matched);
}
