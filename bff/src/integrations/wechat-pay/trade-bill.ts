/** WeChat Pay's bill of a day: CSV with a BOM, every cell behind a backtick, amounts in yuan, totals in the last two lines. */
import type { BillLine } from '../../capabilities/payment/ports.ts';

/** Columns are found by their name: their number and order have changed before. */
const COLUMNS = {
  transactionId: '微信订单号',
  paymentNo: '商户订单号',
  state: '交易状态',
  totalFen: '订单金额',
  refundNo: '商户退款单号',
  refundFen: '申请退款金额',
  refundState: '退款状态',
  feeFen: '手续费',
} as const;
const TOTALS = { count: '总交易单数', fee: '手续费总金额' } as const;

/** The lines of the bill. @throws when it is not whole: a column is missing, or the totals do not agree */
export function readTradeBill(text: string): BillLine[] {
  const rows = rowsOf(text);
  const header = rows[0]?.split(',') ?? [];
  const at = columnsOf(header);
  const end = rows.findIndex((row) => row.startsWith(TOTALS.count));
  if (end < 1 || !rows[end + 1]) throw new Error('the bill has no totals');
  const lines = rows.slice(1, end).map((row) => lineOf(cellsOf(row), at));
  const totals = cellsOf(rows[end + 1]!);
  const feeAt = rows[end]!.split(',').indexOf(TOTALS.fee);
  const fees = lines.reduce((sum, { feeFen }) => sum + feeFen, 0);
  if (Number(totals[0]) !== lines.length)
    throw new Error(`the bill has ${lines.length} lines and says ${totals[0]}`);
  if (fenOf(totals[feeAt] ?? '') !== fees) throw new Error('the fees of the bill do not add up');
  return lines;
}

export const rowsOf = (text: string) =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter(Boolean);

/** Product names may hold a comma; a new cell begins at comma and backtick only. */
export const cellsOf = (row: string) => row.replace(/^`/, '').split(',`');

function columnsOf(header: string[]) {
  const found = Object.entries(COLUMNS).map(([field, name]) => [field, header.indexOf(name)] as const);
  const missing = found.find(([, at]) => at < 0);
  if (missing) throw new Error(`the bill has no column ${COLUMNS[missing[0] as keyof typeof COLUMNS]}`);
  return Object.fromEntries(found) as Record<keyof typeof COLUMNS, number>;
}

function lineOf(cells: string[], at: Record<keyof typeof COLUMNS, number>): BillLine {
  const cell = (field: keyof typeof COLUMNS) => cells[at[field]] ?? '';
  const refund = cell('state') === 'REFUND';
  return {
    kind: refund ? 'refund' : 'payment',
    paymentNo: cell('paymentNo'),
    refundNo: refund ? cell('refundNo') : null,
    transactionId: cell('transactionId'),
    amountFen: fenOf(cell(refund ? 'refundFen' : 'totalFen')),
    feeFen: fenOf(cell('feeFen')),
    state: refund ? cell('refundState') : cell('state'),
  };
}

/** Yuan as text to fen, without ever being a fraction. */
export function fenOf(yuan: string): number {
  const found = /^(-?)(\d{1,9})(?:\.(\d{1,5}))?$/.exec(yuan.trim());
  if (!found) throw new Error(`not an amount: ${yuan}`);
  const [, minus = '', whole = '', part = ''] = found;
  if (/[^0]/.test(part.slice(2))) throw new Error(`not whole fen: ${yuan}`);
  const fen = Number(whole) * 100 + Number(part.slice(0, 2).padEnd(2, '0'));
  return minus && fen !== 0 ? -fen : fen;
}
