/** WeChat Pay's bill of what moved in the merchant's account on a day; written as the trade bill is. */
import type { FlowLine, FundFlow } from '../../capabilities/payment/ports.ts';
import { cellsOf, fenOf, rowsOf } from './trade-bill.ts';

const COLUMNS = {
  flowNo: '资金流水单号',
  name: '业务类型',
  direction: '收支类型',
  amount: '收支金额(元)',
  balance: '账户结余(元)',
} as const;
const TOTALS = { count: '资金流水总笔数', in: '收入金额', out: '支出金额' } as const;
const KINDS: readonly (readonly [RegExp, FlowLine['kind']])[] = [
  [/手续费/, 'fee'],
  [/提现/, 'withdrawal'],
  [/退款/, 'refund'],
  [/交易/, 'payment'],
];

/** @throws when it is not whole: a column is missing, or the totals do not agree */
export function readFundFlow(text: string): Omit<Extract<FundFlow, { state: 'ready' }>, 'state'> {
  // Both kinds of brackets have been seen in the header.
  const rows = rowsOf(text).map((row) => row.replaceAll('（', '(').replaceAll('）', ')'));
  const header = rows[0]?.split(',') ?? [];
  const at = (name: string) => {
    const found = header.indexOf(name);
    if (found < 0) throw new Error(`the fund flow has no column ${name}`);
    return found;
  };
  const end = rows.findIndex((row) => row.startsWith(TOTALS.count));
  if (end < 2 || !rows[end + 1]) throw new Error('the fund flow has no totals');
  const cells = rows.slice(1, end).map(cellsOf);
  const lines = cells.map((line): FlowLine => {
    const name = line[at(COLUMNS.name)] ?? '';
    const fen = fenOf(line[at(COLUMNS.amount)] ?? '');
    return {
      ...{ name, flowNo: line[at(COLUMNS.flowNo)] ?? '' },
      kind: KINDS.find(([word]) => word.test(name))?.[1] ?? 'other',
      amountFen: line[at(COLUMNS.direction)] === '收入' ? fen : -fen,
    };
  });
  const totals = cellsOf(rows[end + 1]!);
  const told = (name: string) => totals[rows[end]!.split(',').indexOf(name)] ?? '';
  const sum = lines.reduce((all, { amountFen }) => all + amountFen, 0);
  if (Number(told(TOTALS.count)) !== lines.length || fenOf(told(TOTALS.in)) - fenOf(told(TOTALS.out)) !== sum)
    throw new Error('the fund flow does not add up');
  return { lines, closingFen: fenOf(cells.at(-1)![at(COLUMNS.balance)] ?? '') };
}
