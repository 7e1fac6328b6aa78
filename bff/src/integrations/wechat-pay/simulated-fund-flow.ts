import { chinaClock, chinaDay, fee, yuan } from './simulated-cells.ts';
import type { WechatPayState } from './simulated-state.ts';

const HEADER =
  '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余（元）,资金变更提交申请人,备注,业务凭证号';
const TOTALS = '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额';
type Movement = { at: number; no: string; name: string; fen: number };

/** Everything that ever moved in the merchant's account, in the order it did. */
function movements({ orders, refunds, movements: others }: WechatPayState): Movement[] {
  const paid = Object.values(orders).flatMap(({ paidAt: at, transactionId: no = '', total }) =>
    at === undefined
      ? []
      : [
          { at, no, name: '交易', fen: total },
          { at, no, name: '扣除交易手续费', fen: -fee(total) },
        ],
  );
  const back = Object.values(refunds).flatMap(({ state, dueAt: at, refundId: no, amount }) =>
    state === 'SUCCESS'
      ? [
          { at, no, name: '退款', fen: -amount },
          { at, no, name: '退还交易手续费', fen: fee(amount) },
        ]
      : [],
  );
  return [...paid, ...back, ...others].filter(({ fen }) => fen !== 0).sort((a, b) => a.at - b.at);
}

/** The movements of a day with the balance after each; undefined when nothing moved. */
export function fundFlow(state: WechatPayState, day: string): string | undefined {
  let balance = 0;
  const rows: string[][] = [];
  const sums = { in: 0, out: 0, ins: 0 };
  for (const { at, no, name, fen } of movements(state)) {
    if (chinaDay(at) > day) break;
    balance += fen;
    if (chinaDay(at) < day) continue;
    const [way, sum] = fen > 0 ? (['收入', fen] as const) : (['支出', -fen] as const);
    if (fen > 0) sums.ins += 1;
    sums[fen > 0 ? 'in' : 'out'] += sum;
    const flowNo = `${no}${rows.length}`.slice(-30);
    rows.push([chinaClock(at), no, flowNo, name, name, way, yuan(sum), yuan(balance), 'system', '', '']);
  }
  if (rows.length === 0) return undefined;
  const totals = [rows.length, sums.ins, yuan(sums.in), rows.length - sums.ins, yuan(sums.out)].map(String);
  const text = (cells: string[]) => cells.map((cell) => `\`${cell}`).join(',');
  return `\uFEFF${[HEADER, ...rows.map(text), TOTALS, text(totals), ''].join('\r\n')}`;
}
