import { randomBytes } from 'node:crypto';
import { bodyOf, json, type Handler, type Store } from '../simulator-kit.ts';
import { chinaTime, refusal } from './simulated-platform.ts';
import type { SimOrder, WechatPaySimulatorOptions, WechatPayState } from './simulated-state.ts';

export function prepay(
  { state, record }: Store<WechatPayState>,
  { appId, credentials }: WechatPaySimulatorOptions,
): Handler {
  return (request) => {
    const body = (bodyOf(request) ?? {}) as Partial<PrepayBody>;
    if (body.mchid !== credentials.mchId || body.appid !== appId)
      return refusal(400, 'APPID_MCHID_NOT_MATCH', '商户号与AppID不匹配');
    const why = prepayFault(body as PrepayBody);
    if (why) return refusal(400, 'PARAM_ERROR', why);
    const { out_trade_no: paymentNo, description, amount, payer, notify_url: notifyUrl } = body as PrepayBody;
    const text = request.raw.toString('utf8');
    const known = state.orders[paymentNo];
    if (known?.state === 'SUCCESS' || known?.state === 'REFUND')
      return refusal(400, 'ORDER_PAID', '该订单已支付');
    if (known?.state === 'CLOSED') return refusal(400, 'ORDER_CLOSED', '该订单已关闭');
    if (known && known.request !== text)
      return refusal(400, 'INVALID_REQUEST', '请求重入时，参数与首次请求时不一致');
    if (known) return json({ prepay_id: known.prepayId });
    const order: SimOrder = {
      request: text,
      prepayId: `wx${randomBytes(17).toString('hex')}`,
      paymentNo,
      description,
      total: amount.total,
      openid: payer.openid,
      notifyUrl,
      createdAt: Date.now(),
      expiresAt: body.time_expire ? Date.parse(body.time_expire) : Date.now() + 7 * 86_400_000,
      state: 'NOTPAY',
    };
    state.orders[paymentNo] = order;
    record('prepaid', { paymentNo, total: order.total });
    return json({ prepay_id: order.prepayId });
  };
}

type PrepayBody = {
  appid: string;
  mchid: string;
  description: string;
  out_trade_no: string;
  time_expire?: string;
  notify_url: string;
  amount: { total: number; currency: string };
  payer: { openid: string };
};

function prepayFault(body: PrepayBody): string | undefined {
  if (typeof body.description !== 'string' || !body.description || [...body.description].length > 127)
    return '商品描述不正确';
  if (!/^[0-9A-Za-z_\-|*]{6,32}$/.test(body.out_trade_no ?? '')) return '商户订单号不正确';
  if (!Number.isInteger(body.amount?.total) || body.amount.total < 1) return '订单金额不正确';
  if (body.amount.currency !== 'CNY') return '货币类型不正确';
  if (!/^o[\w-]{27}$/.test(body.payer?.openid ?? '')) return '支付者 openid 不正确';
  if (body.time_expire && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\+\d\d:\d\d|Z)$/.test(body.time_expire))
    return '交易结束时间不正确';
  if (body.time_expire && Date.parse(body.time_expire) <= Date.now()) return '交易结束时间早于当前时间';
  return notifyUrlFault(body.notify_url);
}

/** The real platform takes https only; this one also takes this machine. */
function notifyUrlFault(address: string | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return '通知地址不正确';
  const url = new URL(address);
  const here = url.protocol === 'http:' && /^(127\.|localhost$|\[::1\]$)/.test(url.hostname);
  return (url.protocol === 'https:' || here) && !url.search ? undefined : '通知地址须为 https 且不带参数';
}

/** An order as a query and a callback show it. */
export function tradeOf(order: SimOrder, { appId, credentials }: WechatPaySimulatorOptions) {
  const paid = order.paidAt !== undefined;
  return {
    mchid: credentials.mchId,
    appid: appId,
    out_trade_no: order.paymentNo,
    transaction_id: order.transactionId ?? '',
    trade_type: 'JSAPI',
    trade_state: order.state,
    trade_state_desc: order.state === 'SUCCESS' ? '支付成功' : order.state,
    bank_type: paid ? 'OTHERS' : '',
    attach: '',
    success_time: paid ? chinaTime(order.paidAt!) : '',
    payer: { openid: order.openid },
    amount: {
      total: order.total,
      currency: 'CNY',
      ...(paid ? { payer_total: order.total, payer_currency: 'CNY' } : {}),
    },
  };
}
