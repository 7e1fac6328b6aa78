import { In, MoreThan, MoreThanOrEqual } from 'typeorm';
import { addDays, atShanghai, type LocalDate } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import { billLineTable } from './bill-store.ts';
import { chunks } from './books-of-day.ts';
import { caseTable } from './cases.ts';
import { ledgerTable } from './ledger-store.ts';
import { paymentsByIds, paymentTable, refundTable } from './store.ts';

/** Our books of the account without what belongs to later days, whenever it was entered. */
export async function bookedAtEndOf(tx: Tx, day: LocalDate): Promise<number> {
  const all = await sumOf(tx, {});
  const end = atShanghai(addDays(day, 1), '00:00');
  let later = (await paidAfter(tx, end)) - (await refundedAfter(tx, day, end));
  for (const kind of ['fee', 'withdrawal']) later += await sumOf(tx, { kind, from: addDays(day, 1) });
  // What was parked because this very day's balances differ does not make them equal.
  const parked = await tx.findBy(caseTable, [
    { day: MoreThan(day), resolution: 'to_suspense' },
    { day, kind: 'flow_balance', resolution: 'to_suspense' },
  ]);
  const bookings = parked.flatMap(({ id }) => [`case:${id}`, `case-over:${id}`]);
  for (const part of chunks(bookings)) {
    const entries = await tx.findBy(ledgerTable, { account: 'cash_wechat', booking: In(part) });
    later += entries.reduce((sum, { amountFen }) => sum + amountFen, 0);
  }
  return all - later;
}

async function paidAfter(tx: Tx, end: string): Promise<number> {
  const found = await tx
    .createQueryBuilder(paymentTable, 'p')
    .select('SUM(COALESCE(p.receivedFen, p.totalFen))', 'sum')
    .where("p.method = 'wechat' AND p.paidAt >= :end", { end })
    .getRawOne<{ sum: string | number | null }>();
  return Number(found?.sum ?? 0);
}

/** What we learnt of after the day and the platform paid out on it stands in the day's bill. */
async function refundedAfter(tx: Tx, day: LocalDate, end: string): Promise<number> {
  const back = await tx.findBy(refundTable, { succeededAt: MoreThanOrEqual(end), offline: 0 });
  let sum = 0;
  for (const part of chunks(back)) {
    const payments = await paymentsByIds(
      tx,
      part.map(({ paymentId }) => paymentId),
    );
    const byWechat = new Set(payments.filter(({ method }) => method === 'wechat').map(({ id }) => id));
    const keys = part.map(({ refundNo }) => `refund:${refundNo}`);
    const told = await tx.findBy(billLineTable, { day, lineKey: In(keys), state: 'SUCCESS' });
    const inBill = new Set(told.map(({ refundNo }) => refundNo));
    for (const { paymentId, refundNo, refundFen } of part)
      if (byWechat.has(paymentId) && !inBill.has(refundNo)) sum += refundFen;
  }
  return sum;
}

async function sumOf(tx: Tx, { kind, from }: { kind?: string; from?: LocalDate }): Promise<number> {
  const query = tx
    .createQueryBuilder(ledgerTable, 'l')
    .select('SUM(l.amountFen)', 'sum')
    .where("l.account = 'cash_wechat'");
  if (kind)
    query.andWhere('l.booking LIKE :kind AND l.booking >= :from', {
      kind: `${kind}:%`,
      from: `${kind}:${from}`,
    });
  const found = await query.getRawOne<{ sum: string | number | null }>();
  return Number(found?.sum ?? 0);
}
