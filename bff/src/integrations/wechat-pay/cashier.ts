import { price } from '@xinglin/shared/kernel/money';
import { bodyOf, json, mayReturnTo, redirect, withQuery, type Routes, type Store } from '../simulator-kit.ts';
import { escapeHtml, page, refusalPage } from '../simulator-page.ts';
import { paySignHolds } from './simulated-platform.ts';
import type { Bank } from './simulated-bank.ts';
import type { SimOrder, WechatPaySimulatorOptions, WechatPayState } from './simulated-state.ts';

const TITLE = '模拟收银台';
const CLIENT_PARAMS = ['appId', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign'] as const;
type Params = Record<string, string>;

/** The page a person pays on where there is no WeChat, and the door for the host of the mini-program (`wx.requestPayment`). */
export function cashierRoutes(
  store: Store<WechatPayState>,
  options: WechatPaySimulatorOptions,
  bank: Bank,
): Routes {
  const { allowedOrigins } = options;
  const read = (params: URLSearchParams): { order: SimOrder; back: string; params: Params } | string => {
    const values = Object.fromEntries(params);
    const order = orderOf(store.state, options, values);
    if (typeof order === 'string') return order;
    const back = values['return_url'] ?? '';
    if (!mayReturnTo(back, allowedOrigins)) return '返回地址不在允许的范围内。';
    return { order, back, params: values };
  };
  return {
    'GET /cashier': ({ query }) => {
      const asked = read(query);
      return typeof asked === 'string' ? refusalPage(TITLE, asked) : payPage(asked);
    },
    'POST /cashier': ({ raw }) => {
      const asked = read(new URLSearchParams(raw.toString('utf8')));
      if (typeof asked === 'string') return refusalPage(TITLE, asked);
      const outcome = bank.pay(asked.order.paymentNo);
      const paid = outcome === 'paid' || outcome === 'already_paid';
      return redirect(withQuery(asked.back, { pay: paid ? 'ok' : 'fail' }));
    },
    'POST /__client/request-payment': (request) => {
      const { cancel, ...params } = (bodyOf(request) ?? {}) as Params & { cancel?: unknown };
      const order = orderOf(store.state, options, params);
      if (typeof order === 'string') return json({ errMsg: `requestPayment:fail ${order}` }, 400);
      if (cancel) return json({ errMsg: 'requestPayment:fail cancel' });
      const outcome = bank.pay(order.paymentNo);
      const paid = outcome === 'paid' || outcome === 'already_paid';
      return paid
        ? json({ errMsg: 'requestPayment:ok' })
        : json({ errMsg: `requestPayment:fail ${outcome}` }, 400);
    },
  };
}

/** The order these parameters pay, or why they do not. */
function orderOf(
  state: WechatPayState,
  options: WechatPaySimulatorOptions,
  params: Params,
): SimOrder | string {
  if (CLIENT_PARAMS.some((name) => typeof params[name] !== 'string' || !params[name]))
    return '支付参数不完整。';
  if (params['appId'] !== options.appId || params['signType'] !== 'RSA') return '支付参数不正确。';
  if (!paySignHolds(options.credentials, params)) return '支付签名验证失败。';
  const prepayId = /^prepay_id=(.+)$/.exec(params['package']!)?.[1];
  if (params['prepay_id'] && params['prepay_id'] !== prepayId) return '支付参数不一致。';
  const order = Object.values(state.orders).find((each) => each.prepayId === prepayId);
  return order ?? '没有找到这笔订单。';
}

function payPage({ order, back, params }: { order: SimOrder; back: string; params: Params }) {
  const amount = price(order.total);
  const hidden = [...CLIENT_PARAMS, 'return_url']
    .map((name) => `<input type="hidden" name="${name}" value="${escapeHtml(params[name] ?? '')}">`)
    .join('');
  const payable = order.state === 'NOTPAY' && Date.now() <= order.expiresAt;
  const refused = order.state === 'NOTPAY' ? '订单已超过付款时间。' : '订单已支付或已关闭，不能再次付款。';
  const cancel = escapeHtml(withQuery(back, { pay: 'cancel' }));
  return page(
    TITLE,
    `<p class="note">模拟收银台：仅供演示和测试，不会产生真实扣款。</p>` +
      `<h1>确认付款</h1><div class="card"><div>${escapeHtml(order.description)}</div>` +
      `<div class="amount">${amount}</div><div>订单号 ${escapeHtml(order.paymentNo)}</div></div>` +
      (payable
        ? `<form method="post" action="/cashier">${hidden}<button class="button go">确认支付 ${amount}</button></form>`
        : `<p role="alert">${refused}</p>`) +
      `<a class="button" href="${cancel}">${payable ? '取消' : '返回'}</a>`,
    { formTo: new URL(back).origin },
  );
}
