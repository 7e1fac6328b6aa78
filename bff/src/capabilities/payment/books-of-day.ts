import { addDays, atShanghai, type LocalDate } from '@xinglin/shared/kernel/time';
import type { Tx } from '../../kernel/database.ts';
import { keyOf, type BookLine } from './compare-bill.ts';
import type { BillLine } from './ports.ts';
import {
  paymentsByIds,
  paymentsByNos,
  paymentTable,
  refundsByNos,
  refundTable,
  type PaymentRow,
  type RefundRow,
} from './store.ts';

const CHUNK = 400;
export function* chunks<T>(items: readonly T[], size = CHUNK): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

/** What our books say of this day at WeChat Pay, and of everything else the bill names. */
export async function booksOf(
  read: Tx,
  day: LocalDate,
  bill: readonly BillLine[],
): Promise<Map<string, BookLine>> {
  const payments = new Map<string, PaymentRow>();
  const refunds = new Map<string, RefundRow>();
  const span = { from: atShanghai(day, '00:00'), to: atShanghai(addDays(day, 1), '00:00') };
  const paid = await read
    .createQueryBuilder(paymentTable, 'p')
    .where("p.paidAt >= :from AND p.paidAt < :to AND p.method = 'wechat'", span)
    .getMany();
  const back = await read
    .createQueryBuilder(refundTable, 'r')
    .where('r.succeededAt >= :from AND r.succeededAt < :to AND r.offline = 0', span)
    .getMany();
  for (const row of paid) payments.set(row.paymentNo, row);
  for (const row of back) refunds.set(row.refundNo, row);
  const ofDay = new Set([...payments.keys(), ...refunds.keys()]);
  for (const part of chunks(bill.map(({ paymentNo }) => paymentNo)))
    for (const row of await paymentsByNos(read, part)) payments.set(row.paymentNo, row);
  for (const part of chunks(bill.flatMap(({ refundNo }) => refundNo ?? [])))
    for (const row of await refundsByNos(read, part)) refunds.set(row.refundNo, row);
  const byId = new Map([...payments.values()].map((row) => [row.id, row]));
  const unknown = [...refunds.values()].map(({ paymentId }) => paymentId).filter((id) => !byId.has(id));
  for (const part of chunks(unknown))
    for (const row of await paymentsByIds(read, part)) byId.set(row.id, row);
  const lines = [
    ...[...payments.values()].map((row) => paymentLine(row, ofDay)),
    ...[...refunds.values()].flatMap((row) => refundLine(row, byId.get(row.paymentId), ofDay)),
  ];
  return new Map(lines.map((line) => [keyOf(line), line]));
}

const paymentLine = (row: PaymentRow, ofDay: ReadonlySet<string>): BookLine => ({
  kind: 'payment',
  paymentNo: row.paymentNo,
  refundNo: null,
  transactionId: row.transactionId ?? '',
  amountFen: row.receivedFen ?? row.totalFen,
  settled: row.status === 'paid' || row.status === 'held' || row.status === 'returned',
  ofDay: ofDay.has(row.paymentNo),
});

const refundLine = (
  row: RefundRow,
  payment: PaymentRow | undefined,
  ofDay: ReadonlySet<string>,
): BookLine[] =>
  payment?.method !== 'wechat'
    ? []
    : [
        {
          kind: 'refund',
          paymentNo: payment.paymentNo,
          refundNo: row.refundNo,
          transactionId: payment.transactionId ?? '',
          amountFen: row.refundFen,
          settled: row.status === 'succeeded' && row.offline === 0,
          ofDay: ofDay.has(row.refundNo),
        },
      ];
