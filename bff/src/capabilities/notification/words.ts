import type { MessageKind, SubscribeTemplate } from '@xinglin/shared/notification/contract';
import { price } from '@xinglin/shared/kernel/money';
import type { DomainEvent, Delivered } from '../../kernel/outbox.ts';

/** What an event says to a person. Titles and WeChat messages name no drug and no disease: others may see the phone. */
export type Words = {
  personId: string;
  kind: MessageKind;
  title: string;
  body: string;
  /** Door of the mini-program: `open/index?to=…&id=…`; these addresses never change. */
  to: string;
  id: string;
  template?: SubscribeTemplate;
};

type Data = Record<string, unknown>;
type Any = Delivered<DomainEvent<string, Data>>;
/** `{name}` stands for what the event says under that name; a sum of money is one that ends in `Fen`. */
type Said = string | ((data: Data) => string);
type Message = Omit<Words, 'personId' | 'id' | 'title' | 'body'> & {
  title: Said;
  body: Said;
  /** Under which name the event says what the door opens; else its subject. */
  about?: string;
  /** When the person need not be told. */
  unless?: (data: Data) => boolean;
};

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const said = (words: Said, data: Data): string =>
  (typeof words === 'string' ? words : words(data)).replace(/\{(\w+)\}/g, (_, name: string) =>
    name.endsWith('Fen') ? price(Number(data[name])) : text(data[name]),
  );

const wordsOf =
  ({ title, body, about, unless, ...rest }: Message) =>
  ({ subject, data }: Any): Words => ({
    ...rest,
    personId: unless?.(data) ? '' : text(data['patientId']),
    title: said(title, data),
    body: said(body, data),
    id: about ? text(data[about]) : subject,
  });

/** News of an order that also goes to WeChat. */
const ofOrder = (title: Said, body: Said, more: Partial<Message> = {}): Message => ({
  ...{ kind: 'order_update', to: 'order', about: 'orderId', template: 'order_update', title, body },
  ...more,
});
/** The same in the inbox alone. */
const inInbox = (
  kind: MessageKind,
  to: string,
  title: Said,
  body: Said,
  more: Partial<Message> = {},
): Message => ({
  ...{ kind, to, title, body },
  ...more,
});

const MESSAGES: Record<string, Message> = {
  'order.paid': inInbox(
    'order_paid',
    'order',
    '付款成功',
    '订单 {orderNo} 已付款，药店按您选的方式和时间配药。',
  ),
  'delivery.accepted': ofOrder(
    '骑手已接单，请先看用药说明',
    '骑手{riderName}正赶往药店。说明书、禁忌和针对您的提醒已经可以查看。',
    { kind: 'leaflet' },
  ),
  'delivery.no_rider': ofOrder(
    '暂时没有骑手接单',
    '我们还在继续找骑手。您也可以改为到店自提，付过的配送费会退回；或者取消订单，全额退款。',
    // Riders were asked twice before the person is.
    { unless: ({ ask }) => ask !== true },
  ),
  'parcel.delivered': inInbox(
    'order_update',
    'order',
    ({ collected }) => (collected === true ? '包裹已取走' : '包裹已送达'),
    ({ collected }) =>
      `包裹 {parcelNo} ${collected === true ? '已在柜台取走' : '已签收'}，请核对封签和有效期。`,
    { about: 'orderId' },
  ),
  'parcel.short': ofOrder(
    '药店缺货，请您选择',
    '包裹 {parcelNo} 有药品暂时不能发出。请在 10 分钟内选择等待、换一家药店或退款，逾期自动退款。',
  ),
  'parcel.ready': ofOrder(
    '包裹已备好，可以来取',
    '包裹 {parcelNo} 在柜台保留 3 天。取货码在订单里，请到店后出示。',
  ),
  'parcel.recalled': ofOrder(
    '重要：您收到的药品批号被召回',
    '包裹 {parcelNo} 中有药品被召回。请立即停止使用，保留包装；如有不适请就医。打开订单可以马上申请全额退款。',
  ),
  'parcel.cancelled': ofOrder(
    '有一个包裹不能发出',
    '包裹 {parcelNo} 不能发出：{reason}。这部分的钱按原支付方式退回，其余包裹照常。',
    // Without a reason the person chose it, or the whole order has ended and says so.
    { unless: ({ reason }) => !reason },
  ),
  'order.shortage_refunded': inInbox(
    'order_update',
    'order',
    '没有收到选择，缺货部分已退款',
    '订单 {orderNo} 缺货的部分退 {refundFen}，按原支付方式退回；其余药品照常。',
    { about: 'orderId' },
  ),
  'order.cancelled': ofOrder(
    '订单已取消',
    ({ refundFen }) =>
      `订单 {orderNo} 已取消：{reason}。${Number(refundFen) > 0 ? '已付的钱原路退回，进度在订单里看。' : ''}`,
    // Who cancels by a tap need not be told.
    { about: '', unless: ({ byPatient }) => byPatient === true },
  ),
  'order.after_sale_decided': ofOrder(
    ({ accepted }) => (accepted === true ? '售后已受理，正在退款' : '药店回复了您的售后申请'),
    ({ accepted }) =>
      accepted === true
        ? '订单 {orderNo} 的售后已受理，款项按原支付方式退回。药店的答复写在订单里。'
        : '订单 {orderNo} 的售后没有受理，药店把原因写在了订单里。',
    // A recall is taken back the moment the person asks.
    { unless: ({ report }) => report === 'recall' },
  ),
  'medication.plan_proposed': inInbox(
    'dose_due',
    'medication',
    '为您拟好了用药计划，请确认',
    '{drugName}：请核对每日次数和时间，确认后才会提醒。',
  ),
  'dose.due': inInbox('dose_due', 'dose', '该服药了', '{drugName}，{amountText}。', { template: 'dose_due' }),
  'medication.follow_up_time': inInbox(
    'follow_up_due',
    'medication',
    '用药回访：您好些了吗',
    '花半分钟告诉我们效果和不适，完成后可得积分。',
    { template: 'follow_up_due' },
  ),
  'arrival.found': inInbox(
    'arrival',
    'drug',
    '您等的药到货了',
    '{drugName}在您附近又有货了。库存会变化，请尽快查看。',
    { template: 'arrival' },
  ),
  'prescription.approved': inInbox(
    'prescription_decided',
    'prescription',
    '处方审核通过',
    '药师已审核通过，可以按处方购买。',
  ),
  'prescription.rejected': inInbox(
    'prescription_decided',
    'prescription',
    '处方未通过审核',
    '药师写明了原因和接下来怎么办，没有产生任何费用。',
  ),
  'price_report.answered': inInbox(
    'price_report',
    'price-report',
    '门店回复了您的价格反馈',
    '请查看门店的答复，还有疑问可以在里面继续写。',
  ),
  'prescription.asked': inInbox(
    'prescription_asked',
    'prescription',
    '药师有问题要问您',
    '回答以后药师才能继续审核，请打开处方页回答。',
  ),
  'prescription.changes_requested': inInbox(
    'prescription_decided',
    'prescription',
    '处方需要医生修改',
    '药师写明了请医生改什么，改好后可以重新提交。',
  ),
  'refund.succeeded': inInbox(
    'refund',
    'order',
    '退款已到账',
    '{refundFen} 已按原支付方式退回，请在付款账户的账单中查看。',
  ),
};

/** Which events become messages, and in which words. */
export const WORDS: Record<string, (event: Any) => Words> = Object.fromEntries(
  Object.entries(MESSAGES).map(([name, message]) => [name, wordsOf(message)]),
);
