import { randomBytes } from 'node:crypto';
import { bodyOf, json, type Reply, type SimRequest, type Store } from '../simulator-kit.ts';
import type { CallbackDesk } from './callbacks.ts';
import { prepay, tradeOf } from './simulated-orders.ts';
import { refusal } from './simulated-platform.ts';
import { refund, refundView, settleRefund } from './simulated-refunds.ts';
import type { WechatPaySimulatorOptions, WechatPayState } from './simulated-state.ts';

export type Bank = ReturnType<typeof bank>;

const PREPAY_TTL_MS = 2 * 3_600_000;

/** What really happens to the money. */
export function bank(
  store: Store<WechatPayState>,
  options: WechatPaySimulatorOptions,
  desk: CallbackDesk,
  wait: (ms: number, work: () => void) => void,
) {
  const { state, record } = store;
  const { credentials } = options;
  const settle = (refundNo: string) => settleRefund(store, options, desk, refundNo);
  for (const { refundNo, state: at, dueAt } of Object.values(state.refunds))
    if (at === 'PROCESSING') wait(Math.max(0, dueAt - Date.now()), () => settle(refundNo));

  return {
    prepay: prepay(store, options),
    queryOrder: (request: SimRequest): Reply => {
      const order = state.orders[lastSegment(request)];
      if (!order) return refusal(404, 'ORDER_NOT_EXIST', '订单不存在');
      if (request.query.get('mchid') !== credentials.mchId) return refusal(400, 'PARAM_ERROR', '商户号错误');
      return json(tradeOf(order, options));
    },
    closeOrder: (request: SimRequest): Reply => {
      const [, paymentNo = ''] = /\/out-trade-no\/([^/]+)\/close$/.exec(request.path) ?? [];
      const order = state.orders[decodeURIComponent(paymentNo)];
      if (bodyOf(request)?.['mchid'] !== credentials.mchId) return refusal(400, 'PARAM_ERROR', '商户号错误');
      if (!order) return refusal(404, 'ORDER_NOT_EXIST', '订单不存在');
      if (order.state === 'SUCCESS' || order.state === 'REFUND')
        return refusal(400, 'ORDER_PAID', '该订单已支付');
      if (order.state !== 'CLOSED') {
        order.state = 'CLOSED';
        record('closed', { paymentNo: order.paymentNo });
      }
      return { status: 204 };
    },
    refund: refund(store, {
      ...options,
      later: (refundNo) => wait(options.refundMs, () => settle(refundNo)),
    }),
    queryRefund: (request: SimRequest): Reply => {
      const found = state.refunds[lastSegment(request)];
      return found ? json(refundView(found)) : refusal(404, 'RESOURCE_NOT_EXISTS', '退款单不存在');
    },
    pay: cashRegister(store, options, desk),
  };
}

/** A person pays. `late`: a bank that was slow settles although the order was closed meanwhile. */
function cashRegister(
  { state, record }: Store<WechatPayState>,
  options: WechatPaySimulatorOptions,
  desk: CallbackDesk,
) {
  return (paymentNo: string, late = false): 'paid' | 'already_paid' | 'closed' | 'expired' | 'unknown' => {
    const order = state.orders[paymentNo];
    if (!order) return 'unknown';
    if (order.state === 'SUCCESS' || order.state === 'REFUND') return 'already_paid';
    if (order.state === 'CLOSED' && !late) return 'closed';
    if (!late && Date.now() > Math.min(order.expiresAt, order.createdAt + PREPAY_TTL_MS)) return 'expired';
    const serial = String(randomBytes(6).readUIntBE(0, 6)).padStart(15, '0');
    const transactionId = `42${Date.now()}${serial}`.slice(0, 28);
    const paidAt = Date.now() - state.paidDaysAgo * 86_400_000;
    Object.assign(order, { state: 'SUCCESS', transactionId, paidAt });
    record('paid', { paymentNo, total: order.total, openid: order.openid, transactionId });
    const plain = tradeOf(order, options);
    desk.post(order.notifyUrl, {
      event: 'TRANSACTION.SUCCESS',
      original: 'transaction',
      summary: '支付成功',
      plain,
    });
    return 'paid';
  };
}

const lastSegment = ({ path }: SimRequest) => decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
