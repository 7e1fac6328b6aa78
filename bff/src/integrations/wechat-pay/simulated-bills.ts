import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { json, type Reply, type Routes, type SimRequest, type Store } from '../simulator-kit.ts';
import { chinaClock, chinaDay, fee, yuan } from './simulated-cells.ts';
import { fundFlow } from './simulated-fund-flow.ts';
import { refusal } from './simulated-platform.ts';
import type { SimOrder, SimRefund, WechatPaySimulatorOptions, WechatPayState } from './simulated-state.ts';

const COLUMNS =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,' +
  '应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,' +
  '订单金额,申请退款金额,费率备注';
const TOTALS = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

type Line = { cells: string[]; total: number; refund: number; fee: number };
export type BillFault = 'missing' | 'extra' | 'amount' | 'state' | 'fee' | 'duplicate';

/** Bills of a day, made from the simulator's own ledger, with the faults somebody asked for planted. */
export function billDesk({ state, save }: Store<WechatPayState>, options: WechatPaySimulatorOptions) {
  const files = new Map<string, Buffer>();
  const ticket = (request: SimRequest, text: (day: string) => string | undefined): Reply => {
    const day = request.query.get('bill_date') ?? '';
    if (!/^\d{4}-\d\d-\d\d$/.test(day)) return refusal(400, 'PARAM_ERROR', '账单日期不正确');
    if (request.query.get('tar_type') !== 'GZIP') return refusal(400, 'PARAM_ERROR', 'tar_type 不正确');
    if (state.billsCreating > 0) {
      state.billsCreating--;
      return refusal(400, 'STATEMENT_CREATING', '账单生成中');
    }
    const bill = text(day);
    if (!bill) return refusal(400, 'NO_STATEMENT_EXIST', '账单文件不存在');
    const token = randomBytes(8).toString('hex');
    const told = createHash('sha1').update(bill).digest('hex');
    files.set(token, gzipSync(state.alterBill ? bill.replace(/\d(?=\.\d\d)/, '9') : bill));
    state.alterBill = false;
    const host = state.billHost ?? request.headers['host'] ?? '';
    const download_url = `http://${host}/v3/billdownload/file?token=${token}`;
    return json({ hash_type: 'SHA1', hash_value: told, download_url });
  };
  const control: Routes = {
    'POST /__ctl/billFault': ({ query }) => {
      state.billFaults.push((query.get('kind') ?? 'missing') as BillFault);
      return (save(), json({}));
    },
    'POST /__ctl/billCreating': ({ query }) => {
      state.billsCreating = Number(query.get('n') ?? 1);
      return (save(), json({}));
    },
    'POST /__ctl/paidDaysAgo': ({ query }) => {
      state.paidDaysAgo = Number(query.get('n') ?? 1);
      return (save(), json({}));
    },
    // Money that moves without a trade: `name` is 提现, or whatever else the platform does to an account.
    'POST /__ctl/moveFunds': ({ query }) => {
      const at = Date.now() - state.paidDaysAgo * 86_400_000;
      const no = randomBytes(12).toString('hex');
      state.movements.push({ no, at, name: query.get('name') ?? '提现', fen: Number(query.get('fen')) });
      return (save(), json({ no }));
    },
    'POST /__ctl/alterBill': () => {
      state.alterBill = true;
      return (save(), json({}));
    },
  };
  return {
    control,
    trade: (request: SimRequest) => ticket(request, (day) => tradeBill(state, options, day)),
    fundFlow: (request: SimRequest) => ticket(request, (day) => fundFlow(state, day)),
    file: ({ query }: SimRequest): Reply => {
      const body = files.get(query.get('token') ?? '');
      return body ? { status: 200, body } : refusal(404, 'NO_STATEMENT_EXIST', '下载链接已失效');
    },
  };
}

function tradeBill(
  state: WechatPayState,
  options: WechatPaySimulatorOptions,
  day: string,
): string | undefined {
  const lines = [
    ...Object.values(state.orders)
      .filter(({ paidAt }) => paidAt !== undefined && chinaDay(paidAt) === day)
      .map((order) => payLine(order, options)),
    ...Object.values(state.refunds)
      .filter(({ state: at, dueAt }) => at === 'SUCCESS' && chinaDay(dueAt) === day)
      .map((refund) => refundLine(refund, state.orders[refund.paymentNo]!, options)),
  ];
  if (lines.length === 0) return undefined;
  // Each on a line of its own, while there are lines.
  const clean = [...lines];
  for (const [index, fault] of state.billFaults.splice(0).entries())
    plant(lines, clean[index % clean.length]!, fault);
  const sum = (field: 'total' | 'refund' | 'fee') => yuan(lines.reduce((all, line) => all + line[field], 0));
  const totals = [
    String(lines.length),
    sum('total'),
    sum('refund'),
    '0.00',
    sum('fee'),
    sum('total'),
    sum('refund'),
  ];
  const text = (cells: string[]) => cells.map((cell) => `\`${cell}`).join(',');
  return `\uFEFF${[COLUMNS, ...lines.map(({ cells }) => text(cells)), TOTALS, text(totals), ''].join('\r\n')}`;
}

const payLine = (order: SimOrder, { appId, credentials }: WechatPaySimulatorOptions): Line => ({
  cells: [
    ...[
      chinaClock(order.paidAt!),
      appId,
      credentials.mchId,
      '0',
      '',
      order.transactionId ?? '',
      order.paymentNo,
    ],
    ...[
      order.openid,
      'JSAPI',
      'SUCCESS',
      'OTHERS',
      'CNY',
      yuan(order.total),
      '0.00',
      '0',
      '0',
      '0.00',
      '0.00',
      '',
      '',
    ],
    ...[order.description, '', yuan(fee(order.total)), '0.60%', yuan(order.total), '0.00', ''],
  ],
  ...{ total: order.total, refund: 0, fee: fee(order.total) },
});

const refundLine = (
  refund: SimRefund,
  order: SimOrder,
  { appId, credentials }: WechatPaySimulatorOptions,
): Line => ({
  cells: [
    ...[
      chinaClock(refund.dueAt),
      appId,
      credentials.mchId,
      '0',
      '',
      order.transactionId ?? '',
      order.paymentNo,
    ],
    ...[order.openid, 'JSAPI', 'REFUND', 'OTHERS', 'CNY', '0.00', '0.00', refund.refundId, refund.refundNo],
    ...[
      yuan(refund.amount),
      '0.00',
      'ORIGINAL',
      refund.state,
      order.description,
      '',
      yuan(-fee(refund.amount)),
      '0.60%',
    ],
    ...['0.00', yuan(refund.amount), ''],
  ],
  ...{ total: 0, refund: refund.amount, fee: -fee(refund.amount) },
});

/** Where the cells that a fault changes stand. */
const AT = { transactionId: 5, paymentNo: 6, state: 9, fee: 22, total: 24 };

function plant(lines: Line[], line: Line, fault: BillFault): void {
  const copy = (): Line => ({ ...line, cells: [...line.cells] });
  if (fault === 'missing') lines.splice(lines.indexOf(line), 1);
  else if (fault === 'duplicate') lines.push(copy());
  else if (fault === 'extra') {
    const extra = copy();
    extra.cells[AT.paymentNo] = randomBytes(16).toString('hex');
    lines.push(extra);
  } else if (fault === 'amount') {
    line.total += 100;
    line.cells[AT.total] = yuan(line.total);
  } else if (fault === 'state') line.cells[AT.state] = 'REVOKED';
  else {
    line.fee += 1;
    line.cells[AT.fee] = yuan(line.fee);
  }
}
