import { z } from 'zod';
import { Id, endpoint } from '../kernel/endpoint.ts';
import { Fen } from '../kernel/money.ts';
import { problems } from '../kernel/problem.ts';
import { Instant } from '../kernel/time.ts';

export const PaymentStatus = z.enum(['pending', 'paid', 'closed', 'held', 'returned']);
export type PaymentStatus = z.infer<typeof PaymentStatus>;
export const PaymentEvent = z.enum(['settle', 'close', 'hold', 'send_back', 'find_returned']);
export type PaymentEvent = z.infer<typeof PaymentEvent>;
export const RefundStatus = z.enum(['requested', 'processing', 'succeeded', 'abnormal']);
export type RefundStatus = z.infer<typeof RefundStatus>;
export const RefundEvent = z.enum(['accept', 'succeed', 'fail', 'retry', 'note_offline']);
export type RefundEvent = z.infer<typeof RefundEvent>;

/** `cash`: at the counter, only for orders the patient collects. */
export const PayMethod = z.enum(['wechat', 'alipay', 'cash']);
export type PayMethod = z.infer<typeof PayMethod>;
export const payMethodText: Record<PayMethod, string> = {
  wechat: '微信支付',
  alipay: '支付宝',
  cash: '到店付款',
};
/** `supplement`: a due that came after the first, when an order changed and costs more (补差价). */
export const PayPurpose = z.enum(['order', 'supplement']);
export type PayPurpose = z.infer<typeof PayPurpose>;

export const Payment = z.object({
  id: Id,
  orderId: Id,
  status: PaymentStatus,
  method: PayMethod,
  purpose: PayPurpose,
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
  summary: '发起支付(微信支付、支付宝或到店付款)',
  access: ['patient'],
  owner: 'caller',
  idempotent: true,
  input: z.strictObject({ orderId: Id, method: PayMethod.default('wechat') }),
  output: z.object({
    payment: Payment,
    /** WeChat only. */
    params: PayParams.nullable(),
    /** The page to pay on, for a method that has one. */
    payUrl: z.url().nullable(),
  }),
});

/** What this order can be paid with, here and now. */
export const listPayMethods = endpoint({
  method: 'GET',
  path: '/orders/:orderId/payment/methods',
  summary: '可用的支付方式',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ orderId: Id }),
  output: z.object({ methods: z.array(PayMethod) }),
});

/** Asks WeChat Pay itself when we have not heard yet: the success shown by the phone proves nothing. */
export const getPayment = endpoint({
  method: 'GET',
  path: '/orders/:orderId/payment',
  summary: '支付结果(必要时向支付平台查询)',
  access: ['patient'],
  owner: 'caller',
  input: z.strictObject({ orderId: Id }),
  output: Payment,
});

export const paymentProblem = problems({
  PAYMENT_NOT_FOUND: [404, '这个订单还没有发起支付'],
  ORDER_NOT_PAYABLE: [409, '订单当前不能支付'],
  WECHAT_NOT_LINKED: [409, '请先用微信登录，再支付'],
  METHOD_NOT_OFFERED: [409, '这个订单不能用这种方式付款，请换一种'],
  PAYMENT_REFUSED: [422, '支付平台没有受理这笔付款，请稍后再试或联系客服'],
  CASH_AMOUNT_DIFFERS: [422, '收到的金额与应收金额不一致，请核对后再确认'],
  CASE_NOT_FOUND: [404, '没有找到这条资金差异'],
  CASE_CLOSED: [409, '这条资金差异已经处理过，请刷新'],
  RESOLUTION_NOT_ALLOWED: [409, '这类差异不能这样处理'],
});
