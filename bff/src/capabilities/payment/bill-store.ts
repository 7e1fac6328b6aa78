import type { Fen } from '@xinglin/shared/kernel/money';
import type { Instant, LocalDate } from '@xinglin/shared/kernel/time';
import type { BillClass } from '@xinglin/shared/payment/desk';
import { column, entity, nullable } from '../../kernel/entity.ts';
import type { BillLine } from './ports.ts';

/** A day of trade and how its bill compared with our books. */
export type BillDayRow = {
  day: LocalDate;
  state: 'waiting' | 'no_trades' | 'done';
  ranAt: Instant | null;
  billHash: string | null;
  repaired: number;
  paidFen: number;
  refundedFen: number;
  feeFen: number;
  /** In the account at the end of the day, as the platform says and as our books do; null: nothing moved. */
  closingFen: number | null;
  bookedFen: number | null;
};
export const billDayTable = entity<BillDayRow>(
  'bill_day',
  {
    day: column.date(),
    state: column.string(12),
    ranAt: nullable(column.instant()),
    billHash: nullable(column.string(64)),
    repaired: column.int(),
    paidFen: column.int(),
    refundedFen: column.int(),
    feeFen: column.int(),
    closingFen: nullable(column.int()),
    bookedFen: nullable(column.int()),
  },
  { key: ['day'] },
);

/** A line of the platform's bill as it came, or of our books where the bill has none, with what the comparison found. */
export type BillLineRow = Omit<BillLine, 'amountFen'> & {
  day: LocalDate;
  lineKey: string;
  amountFen: Fen;
  class: BillClass;
};
export const billLineTable = entity<BillLineRow>(
  'bill_line',
  {
    day: column.date(),
    lineKey: column.string(140),
    kind: column.string(8),
    paymentNo: column.string(64),
    refundNo: nullable(column.string(64)),
    transactionId: column.string(40),
    amountFen: column.int(),
    feeFen: column.int(),
    state: column.string(16),
    class: column.string(16),
  },
  { key: ['day', 'lineKey'], index: [['day', 'class']] },
);
