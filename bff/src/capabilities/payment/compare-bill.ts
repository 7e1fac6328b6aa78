/** Compares a bill with our books, line by line. Pure. */
import { readFileSync } from 'node:fs';
import type { Fen } from '@xinglin/shared/kernel/money';
import type { BillClass } from '@xinglin/shared/payment/desk';
import type { BillLine } from './ports.ts';

/** What our books say of one payment or refund. `settled`: the money has moved, as far as we know. */
export type BookLine = {
  kind: 'payment' | 'refund';
  paymentNo: string;
  refundNo: string | null;
  transactionId: string;
  amountFen: Fen;
  settled: boolean;
  /** Belongs to the day of the bill; others are here because the bill names them. */
  ofDay: boolean;
};
export type Compared = BillLine & {
  key: string;
  class: BillClass;
  askedFen: number | null;
  foundFen: number | null;
};

/** The rate agreed with WeChat Pay, in hundredths of a percent: of the contract, so it is data and no constant. */
const RATE = JSON.parse(
  readFileSync(new URL('../../../../config/rules/wechat-fee-v1.json', import.meta.url), 'utf8'),
) as { basisPoints: number };
/** The platform rounds half a fen up. */
export const feeOf = (amountFen: Fen): Fen => Math.round((amountFen * RATE.basisPoints) / 10_000);

export const keyOf = ({ kind, paymentNo, refundNo }: Pick<BillLine, 'kind' | 'paymentNo' | 'refundNo'>) =>
  `${kind}:${kind === 'refund' ? refundNo : paymentNo}`;

/** Every line of the bill, and every line of our books the bill lacks, in exactly one class. `elsewhere`: lines in the bill of another day. */
export function compareBill(
  bill: readonly BillLine[],
  books: ReadonlyMap<string, BookLine>,
  elsewhere: ReadonlySet<string>,
): Compared[] {
  const seen = new Map<string, number>();
  const compared = bill.map((line) => {
    const key = keyOf(line);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    if (times > 1)
      return {
        ...line,
        key: `${key}#${times}`,
        class: 'duplicate' as const,
        askedFen: 0,
        foundFen: line.amountFen,
      };
    return { ...line, key, ...judge(line, books.get(key)) };
  });
  const missing = [...books].filter(
    ([key, { ofDay, settled }]) => ofDay && settled && !seen.has(key) && !elsewhere.has(key),
  );
  return [
    ...compared,
    ...missing.map(([key, { ofDay: _, settled: __, ...line }]) => ({
      ...{ ...line, key, feeFen: 0, state: '', class: 'missing_there' as const },
      ...{ askedFen: signed(line), foundFen: 0 },
    })),
  ];
}

/** As the clearing account sees it: a payment adds, a refund takes away. */
const signed = ({ kind, amountFen }: Pick<BillLine, 'kind' | 'amountFen'>) =>
  kind === 'payment' ? amountFen : -amountFen;

function judge(
  line: BillLine,
  ours: BookLine | undefined,
): Pick<Compared, 'class' | 'askedFen' | 'foundFen'> {
  const found = signed(line);
  if (!ours) return { class: 'missing_here', askedFen: 0, foundFen: found };
  const asked = signed(ours);
  if (ours.amountFen !== line.amountFen) return { class: 'amount', askedFen: asked, foundFen: found };
  // A payment stands in the bill only once it is paid; a refund also while it is under way.
  const moved = line.state === 'SUCCESS';
  if (ours.settled !== moved) return { class: 'state', askedFen: asked, foundFen: found };
  const fee = line.kind === 'payment' ? feeOf(line.amountFen) : -feeOf(line.amountFen);
  // How the fee of a part refund is rounded is the platform's secret, so one fen either way is no difference.
  const slack = line.kind === 'payment' ? 0 : 1;
  if (Math.abs(line.feeFen - fee) > slack) return { class: 'fee', askedFen: fee, foundFen: line.feeFen };
  return { class: 'matched', askedFen: null, foundFen: null };
}
