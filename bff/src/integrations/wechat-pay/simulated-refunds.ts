import { randomBytes } from 'node:crypto';
import { bodyOf, json, type Handler, type Store } from '../simulator-kit.ts';
import type { CallbackDesk } from './callbacks.ts';
import { chinaTime, refusal } from './simulated-platform.ts';
import type { SimRefund, WechatPaySimulatorOptions, WechatPayState } from './simulated-state.ts';

type RefundBody = {
  out_trade_no: string;
  out_refund_no: string;
  reason?: string;
  notify_url?: string;
  amount: { refund: number; total: number; currency: string };
};

export function refund(
  { state, record }: Store<WechatPayState>,
  { refundMs, later }: WechatPaySimulatorOptions & { later: (refundNo: string) => void },
): Handler {
  return (request) => {
    const {
      out_trade_no: paymentNo = '',
      out_refund_no: refundNo = '',
      notify_url,
      amount,
    } = (bodyOf(request) ?? {}) as Partial<RefundBody>;
    const text = request.raw.toString('utf8');
    const known = state.refunds[refundNo];
    if (known) {
      const same = known.request === text;
      return same
        ? json(refundView(known))
        : refusal(400, 'INVALID_REQUEST', '请求重入时，参数与首次请求时不一致');
    }
    const order = state.orders[paymentNo];
    if (!order) return refusal(404, 'RESOURCE_NOT_EXISTS', '订单不存在');
    if (order.state !== 'SUCCESS' && order.state !== 'REFUND')
      return refusal(403, 'TRADE_ERROR', '订单未支付');
    if (!/^[0-9A-Za-z_\-|*@]{1,64}$/.test(refundNo)) return refusal(400, 'PARAM_ERROR', '商户退款单号不正确');
    if (!amount || amount.total !== order.total || amount.currency !== 'CNY')
      return refusal(400, 'PARAM_ERROR', '订单金额与原订单不一致');
    const before = Object.values(state.refunds).filter(
      (each) => each.paymentNo === paymentNo && each.state !== 'CLOSED',
    );
    const refunded = before.reduce((sum, each) => sum + each.amount, 0);
    if (!Number.isInteger(amount.refund) || amount.refund < 1 || refunded + amount.refund > order.total)
      return refusal(403, 'INVALID_REQUEST', '累计退款金额超过订单金额');
    const made: SimRefund = {
      request: text,
      refundId: `50${Date.now()}${String(randomBytes(4).readUInt32BE()).padStart(10, '0')}`,
      refundNo,
      paymentNo,
      amount: amount.refund,
      notifyUrl: notify_url ?? order.notifyUrl,
      state: 'PROCESSING',
      becomes: state.nextRefund,
      dueAt: Date.now() + refundMs,
    };
    state.refunds[refundNo] = made;
    state.nextRefund = 'SUCCESS';
    record('refund.accepted', { refundNo, paymentNo, amount: made.amount });
    later(refundNo);
    return json(refundView(made));
  };
}

export const refundView = (refund: SimRefund) => ({
  refund_id: refund.refundId,
  out_refund_no: refund.refundNo,
  out_trade_no: refund.paymentNo,
  channel: 'ORIGINAL',
  status: refund.state,
  create_time: chinaTime(refund.dueAt),
  amount: { refund: refund.amount, currency: 'CNY' },
});

export function settleRefund(
  { state, record }: Store<WechatPayState>,
  { credentials }: WechatPaySimulatorOptions,
  desk: CallbackDesk,
  refundNo: string,
) {
  const refund = state.refunds[refundNo];
  const order = refund && state.orders[refund.paymentNo];
  if (!refund || !order || refund.state !== 'PROCESSING') return;
  refund.state = refund.becomes;
  if (refund.state === 'SUCCESS') order.state = 'REFUND';
  record('refund.settled', {
    refundNo,
    paymentNo: refund.paymentNo,
    amount: refund.amount,
    state: refund.state,
  });
  desk.post(refund.notifyUrl, {
    event: `REFUND.${refund.state}`,
    original: 'refund',
    summary: '退款结果通知',
    plain: {
      mchid: credentials.mchId,
      out_trade_no: refund.paymentNo,
      transaction_id: order.transactionId,
      out_refund_no: refund.refundNo,
      refund_id: refund.refundId,
      refund_status: refund.state,
      success_time: chinaTime(Date.now()),
      user_received_account: '支付用户零钱',
      amount: {
        total: order.total,
        refund: refund.amount,
        payer_total: order.total,
        payer_refund: refund.amount,
      },
    },
  });
}
