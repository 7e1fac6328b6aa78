import { randomBytes } from 'node:crypto';
import { price } from '@xinglin/shared/kernel/money';
import {
  json,
  mayReturnTo,
  redirect,
  withQuery,
  type Handler,
  type Simulator,
  type Store,
} from '../simulator-kit.ts';
import { escapeHtml, page, refusalPage } from '../simulator-page.ts';
import type { AlipayCredentials } from './credentials.ts';
import { noticeDesk } from './simulated-notices.ts';
import { done, failed, paramsOf, refusalOf, signedAnswer } from './simulated-wire.ts';

export type AlipayTrade = {
  request: string;
  paymentNo: string;
  token: string;
  subject: string;
  totalFen: number;
  notifyUrl: string;
  expiresAt: number;
  state: 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_CLOSED';
  tradeNo?: string;
  paidAt?: number;
  refunds: Record<string, number>;
};
export type AlipayState = { trades: Record<string, AlipayTrade>; lose: number; duplicates: number };
export const alipayState = (): AlipayState => ({ trades: {}, lose: 0, duplicates: 0 });
export type AlipaySimulatorOptions = {
  credentials: AlipayCredentials;
  allowedOrigins: readonly string[];
  callbackFactor: number;
};

const TITLE = '模拟支付宝';
const clock = (at: number) => new Date(at + 28_800_000).toISOString().slice(0, 19).replace('T', ' ');
const yuanText = (fen: number) => (fen / 100).toFixed(2);

/** Alipay, as far as our server and a person's finger meet it. No real money. */
// A list of routes, faults and commands.
// eslint-disable-next-line max-lines-per-function
export function alipaySimulator(store: Store<AlipayState>, options: AlipaySimulatorOptions): Simulator {
  const { state, record } = store;
  const { credentials } = options;
  const notices = noticeDesk(store, options);
  const methods = methodsOf(store);
  const pay = (trade: AlipayTrade | undefined, late = false): string => {
    if (!trade) return 'unknown';
    if (trade.state === 'TRADE_SUCCESS') return 'already_paid';
    if (!late && (trade.state !== 'WAIT_BUYER_PAY' || Date.now() > trade.expiresAt)) return 'closed';
    Object.assign(trade, {
      state: 'TRADE_SUCCESS',
      paidAt: Date.now(),
      tradeNo: `2088${Date.now()}${randomBytes(4).readUInt32BE()}`,
    });
    record('paid', { paymentNo: trade.paymentNo, total: trade.totalFen });
    notices.tell(trade);
    return 'paid';
  };
  const gateway: Handler = (request) => {
    const params = paramsOf(request);
    const method = params['method'] ?? '';
    const refused = refusalOf(credentials, params);
    if (refused)
      return signedAnswer(credentials, method, {
        code: '40002',
        msg: 'Invalid Arguments',
        sub_code: refused,
      });
    const content = JSON.parse(params['biz_content'] ?? '{}') as Record<string, string>;
    const known = methods[method];
    const origin = `http://${request.headers['host'] ?? ''}`;
    const answer = known
      ? known(content, { origin, notifyUrl: params['notify_url'] ?? '', text: params['biz_content'] ?? '' })
      : failed('isv.invalid-method');
    return signedAnswer(credentials, method, answer);
  };
  return {
    routes: { 'POST /gateway.do': gateway, ...payPages(state, options, pay) },
    spared: ['/pay/'],
    faults: {
      system_error: (request) =>
        signedAnswer(credentials, paramsOf(request)['method'] ?? '', {
          code: '20000',
          msg: 'Service Currently Unavailable',
          sub_code: 'aop.ACQ.SYSTEM_ERROR',
        }),
      unsigned: (request) => {
        const name = `${(paramsOf(request)['method'] ?? '').replaceAll('.', '_')}_response`;
        return {
          status: 200,
          body: `{"${name}":${JSON.stringify(done({ trade_status: 'TRADE_SUCCESS' }))},"sign":"AAAA"}`,
        };
      },
    },
    control: {
      'POST /__ctl/pay': ({ query }) =>
        json({ outcome: pay(state.trades[query.get('paymentNo') ?? ''], query.has('late')) }),
      ...notices.control,
    },
    stop: notices.stop,
  };
}

type Context = { origin: string; notifyUrl: string; text: string };

// One entry a method of the platform.
// eslint-disable-next-line max-lines-per-function
function methodsOf({
  state,
  record,
}: Store<AlipayState>): Record<string, (content: Record<string, string>, context: Context) => object> {
  const find = (no: string | undefined) => state.trades[no ?? ''];
  return {
    'alipay.trade.precreate': (content, { origin, notifyUrl, text }) => {
      const {
        out_trade_no: no = '',
        total_amount: total = '',
        subject = '',
        time_expire: expires = '',
      } = content;
      const known = find(no);
      if (!/^[\w|*-]{6,64}$/.test(no) || !/^\d+\.\d\d$/.test(total) || Number(total) <= 0 || !subject)
        return failed('ACQ.INVALID_PARAMETER');
      if (known?.state === 'TRADE_SUCCESS') return failed('ACQ.TRADE_HAS_SUCCESS');
      if (known?.state === 'TRADE_CLOSED') return failed('ACQ.TRADE_HAS_CLOSE');
      if (known && known.request !== text) return failed('ACQ.CONTEXT_INCONSISTENT');
      const trade: AlipayTrade = known ?? {
        ...{ request: text, paymentNo: no, token: randomBytes(9).toString('hex'), subject, notifyUrl },
        ...{ totalFen: Math.round(Number(total) * 100), state: 'WAIT_BUYER_PAY', refunds: {} },
        expiresAt: Date.parse(`${expires.replace(' ', 'T')}+08:00`),
      };
      state.trades[no] = trade;
      if (!known) record('created', { paymentNo: no, total: trade.totalFen });
      return done({ out_trade_no: no, qr_code: `${origin}/pay/${trade.token}` });
    },
    'alipay.trade.query': ({ out_trade_no: no }) => {
      const trade = find(no);
      if (!trade) return failed('ACQ.TRADE_NOT_EXIST');
      const paid = trade.paidAt ? { send_pay_date: clock(trade.paidAt), trade_no: trade.tradeNo } : {};
      return done({
        out_trade_no: no,
        trade_status: trade.state,
        total_amount: yuanText(trade.totalFen),
        ...paid,
      });
    },
    'alipay.trade.close': ({ out_trade_no: no }) => {
      const trade = find(no);
      if (!trade) return failed('ACQ.TRADE_NOT_EXIST');
      if (trade.state === 'TRADE_SUCCESS') return failed('ACQ.TRADE_STATUS_ERROR');
      trade.state = 'TRADE_CLOSED';
      record('closed', { paymentNo: no });
      return done({ out_trade_no: no });
    },
    'alipay.trade.refund': ({
      out_trade_no: no,
      out_request_no: refundNo = '',
      refund_amount: amount = '',
    }) => {
      const trade = find(no);
      if (trade?.state !== 'TRADE_SUCCESS')
        return failed(trade ? 'ACQ.TRADE_STATUS_ERROR' : 'ACQ.TRADE_NOT_EXIST');
      const refundFen = Math.round(Number(amount) * 100);
      const known = trade.refunds[refundNo];
      if (known !== undefined && known !== refundFen) return failed('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL');
      const back = Object.values(trade.refunds).reduce((sum, each) => sum + each, 0);
      if (known === undefined && (refundFen < 1 || back + refundFen > trade.totalFen))
        return failed('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL');
      trade.refunds[refundNo] = refundFen;
      if (known === undefined) record('refund.accepted', { refundNo, paymentNo: no, amount: refundFen });
      return done({
        out_trade_no: no,
        trade_no: trade.tradeNo,
        fund_change: known === undefined ? 'Y' : 'N',
      });
    },
    'alipay.trade.fastpay.refund.query': ({ out_trade_no: no, out_request_no: refundNo = '' }) => {
      const trade = find(no);
      if (!trade) return failed('ACQ.TRADE_NOT_EXIST');
      return trade.refunds[refundNo] === undefined
        ? done()
        : done({ out_request_no: refundNo, refund_status: 'REFUND_SUCCESS' });
    },
  };
}

function payPages(
  state: AlipayState,
  { allowedOrigins }: AlipaySimulatorOptions,
  pay: (trade: AlipayTrade | undefined) => string,
): Record<string, Handler> {
  const read = (path: string, params: URLSearchParams) => {
    const trade = Object.values(state.trades).find(({ token }) => token === path.split('/').at(-1));
    const back = params.get('return_url') ?? '';
    return trade && mayReturnTo(back, allowedOrigins) ? { trade, back } : undefined;
  };
  return {
    'GET /pay/*': ({ path, query }) => {
      const asked = read(path, query);
      return asked
        ? payPage(asked.trade, asked.back)
        : refusalPage(TITLE, '没有找到这笔订单，或返回地址不在允许的范围内。');
    },
    'POST /pay/*': ({ path, raw }) => {
      const asked = read(path, new URLSearchParams(raw.toString('utf8')));
      if (!asked) return refusalPage(TITLE, '没有找到这笔订单，或返回地址不在允许的范围内。');
      const outcome = pay(asked.trade);
      return redirect(withQuery(asked.back, { pay: outcome === 'closed' ? 'fail' : 'ok' }));
    },
  };
}

function payPage({ token, subject, paymentNo, totalFen, state }: AlipayTrade, back: string) {
  const payable = state === 'WAIT_BUYER_PAY';
  const form =
    `<form method="post" action="/pay/${token}"><input type="hidden" name="return_url" value="${escapeHtml(back)}">` +
    `<button class="button go">确认支付 ${price(totalFen)}</button></form>`;
  return page(
    TITLE,
    `<p class="note">模拟支付宝：仅供演示和测试，不会产生真实扣款。</p>` +
      `<h1>确认付款</h1><div class="card"><div>${escapeHtml(subject)}</div>` +
      `<div class="amount">${price(totalFen)}</div><div>订单号 ${escapeHtml(paymentNo)}</div></div>` +
      (payable ? form : `<p role="alert">订单已支付或已关闭，不能再次付款。</p>`) +
      `<a class="button" href="${escapeHtml(withQuery(back, { pay: 'cancel' }))}">${payable ? '取消' : '返回'}</a>`,
    { formTo: new URL(back).origin },
  );
}
