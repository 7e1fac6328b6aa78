import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { Fen } from '../kernel/money.ts';
import { problems } from '../kernel/problem.ts';
import { Instant } from '../kernel/time.ts';

export const PaymentStatus = z.enum(['pending', 'paid', 'closed']);
export type PaymentStatus = z.infer<typeof PaymentStatus>;
export const PaymentEvent = z.enum(['settle', 'close']);
export type PaymentEvent = z.infer<typeof PaymentEvent>;
export const RefundStatus = z.enum(['requested', 'processing', 'succeeded', 'abnormal']);
export type RefundStatus = z.infer<typeof RefundStatus>;
export const RefundEvent = z.enum(['accept', 'succeed', 'fail']);
export type RefundEvent = z.infer<typeof RefundEvent>;

export const Payment = z.object({
  id: Id,
  orderId: Id,
  status: PaymentStatus,
  totalFen: Fen,
  paidAt: Instant.nullable(),
  refunds: z.array(
    z.object({ id: Id, status: RefundStatus, refundFen: Fen, reason: z.string(), at: Instant }),
  ),
});
export type Payment = z.infer<typeof Payment>;

/** What `wx.requestPayment` takes (WeChat Pay APIv3 JSAPI), plus `prepayId` for the browser's cashier. */
export const PayParams = z.object({
  appId: z.string(),
  timeStamp: z.string(),
  nonceStr: z.string(),
  package: z.string(),
  signType: z.literal('RSA'),
  paySign: z.string(),
  prepayId: z.string(),
});
export type PayParams = z.infer<typeof PayParams>;

export const startPayment = endpoint({
  method: 'POST',
  path: '/orders/:orderId/payment',
  summary: '发起微信支付',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({ orderId: Id }),
  output: z.object({ payment: Payment, params: PayParams }),
});

/** Asks WeChat Pay itself when we have not heard yet: the success shown by the phone proves nothing. */
export const getPayment = endpoint({
  method: 'GET',
  path: '/orders/:orderId/payment',
  summary: '支付结果(必要时向微信支付查询)',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ orderId: Id }),
  output: Payment,
});

export const paymentProblem = problems({
  PAYMENT_NOT_FOUND: [404, '这个订单还没有发起支付'],
  ORDER_NOT_PAYABLE: [409, '订单当前不能支付'],
  WECHAT_NOT_LINKED: [409, '请先用微信登录，再支付'],
  PAYMENT_REFUSED: [422, '微信支付没有受理这笔付款，请稍后再试或联系客服'],
});
