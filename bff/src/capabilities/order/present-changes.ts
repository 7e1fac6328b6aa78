import type { AfterSale, Due, Shortage } from '@xinglin/shared/order/changes';
import type { Order } from '@xinglin/shared/order/contract';
import type { FieldCrypto } from '../../kernel/crypto.ts';
import type { AfterSaleRow, changesOf, DueRow, RefundRow, ShortageRow } from './changes-table.ts';
import { openWords } from './sealed.ts';
import type { LineRow } from './store.ts';

type Changes = Awaited<ReturnType<typeof changesOf>>;

/** What happened to one order after it was placed, as its owner sees it. */
export function presentChanges(
  crypto: FieldCrypto,
  changes: Changes,
  orderId: string,
  lines: LineRow[],
): Pick<Order, 'shortages' | 'due' | 'refunds' | 'afterSales'> {
  const own = <Row extends { orderId: string }>(rows: Row[]) => rows.filter((row) => row.orderId === orderId);
  const due = own(changes.dues).find(({ status }) => status === 'open');
  return {
    shortages: own(changes.shortages).map((row) => presentShortage(row, lines)),
    due: due ? presentDue(due) : null,
    // One that a person ended without any money is no refund to look for.
    refunds: own(changes.refunds)
      .filter(({ amountFen }) => amountFen > 0)
      .map(presentRefund),
    afterSales: own(changes.afterSales).map((row) => presentAfterSale(crypto, row, lines)),
  };
}

const nameOf = (lines: LineRow[], lineId: string) => lines.find(({ id }) => id === lineId)?.name ?? '药品';

const presentShortage = (
  { id, parcelId, lineId, quantity, reason, status, answerBefore, refundFen, otherStores }: ShortageRow,
  lines: LineRow[],
): Shortage => ({
  ...{ id, parcelId, lineId, quantity, status, answerBefore, refundFen, otherStores },
  reason: reason ?? 'not_found',
  name: nameOf(lines, lineId),
});

const presentDue = ({ id, amountFen, payBefore }: DueRow): Due => ({
  id,
  amountFen,
  payBefore,
  reason: '改为配送，补付配送费',
});

const presentRefund = ({ id, amountFen, reason, status, requestedAt, succeededAt }: RefundRow) => ({
  ...{ id, amountFen, reason, status, requestedAt, succeededAt },
});

export const presentAfterSale = (crypto: FieldCrypto, row: AfterSaleRow, lines: LineRow[]): AfterSale => {
  const { id, lineId, quantity, reason, status, amountFen, submittedAt, decidedAt, goodsBackAt } = row;
  const { text, answer } = openWords(crypto, row);
  const shown = { id, lineId, quantity, reason, text, status, amountFen, answer };
  return { ...shown, name: nameOf(lines, lineId), submittedAt, decidedAt, goodsBackAt };
};
