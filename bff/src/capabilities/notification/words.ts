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

type Any = Delivered<DomainEvent<string, Record<string, unknown>>>;
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const person = ({ data }: Any) => text(data['patientId']);

/** Which events become messages, and in which words. */
export const WORDS: Record<string, (event: Any) => Words> = {
  'order.paid': (event) => ({
    personId: person(event),
    kind: 'order_paid',
    title: '付款成功，药店正在备货',
    body: `订单 ${text(event.data['orderNo'])} 已付款，药店开始拣货封签。`,
    to: 'order',
    id: event.subject,
  }),
  'delivery.accepted': (event) => ({
    personId: person(event),
    kind: 'leaflet',
    title: '骑手已接单，请先看用药说明',
    body: `骑手${text(event.data['riderName'])}正赶往药店。说明书、禁忌和针对您的提醒已经可以查看。`,
    to: 'order',
    id: text(event.data['orderId']),
    template: 'order_update',
  }),
  'delivery.no_rider': (event) => ({
    // Riders were asked twice before the person is.
    personId: event.data['ask'] === true ? person(event) : '',
    kind: 'order_update',
    title: '暂时没有骑手接单',
    body: '我们还在继续找骑手。您也可以改为到店自提，付过的配送费会退回；或者取消订单，全额退款。',
    to: 'order',
    id: text(event.data['orderId']),
    template: 'order_update',
  }),
  'parcel.delivered': (event) => ({
    personId: person(event),
    kind: 'order_update',
    title: event.data['collected'] === true ? '包裹已取走' : '包裹已送达',
    body: `包裹 ${text(event.data['parcelNo'])} ${event.data['collected'] === true ? '已在柜台取走' : '已签收'}，请核对封签和有效期。`,
    to: 'order',
    id: text(event.data['orderId']),
  }),
  'parcel.short': (event) => ({
    personId: person(event),
    kind: 'order_update',
    title: '药店缺货，请您选择',
    body: `包裹 ${text(event.data['parcelNo'])} 有药品暂时不能发出。请在 10 分钟内选择等待、换一家药店或退款，逾期自动退款。`,
    to: 'order',
    id: text(event.data['orderId']),
    template: 'order_update',
  }),
  'parcel.ready': (event) => ({
    personId: person(event),
    kind: 'order_update',
    title: '包裹已备好，可以来取',
    body: `包裹 ${text(event.data['parcelNo'])} 在柜台保留 3 天。取货码在订单里，请到店后出示。`,
    to: 'order',
    id: text(event.data['orderId']),
    template: 'order_update',
  }),
  'parcel.recalled': (event) => ({
    personId: person(event),
    kind: 'order_update',
    title: '重要：您收到的药品批号被召回',
    body: `包裹 ${text(event.data['parcelNo'])} 中有药品被召回。请立即停止使用，保留包装；如有不适请就医。打开订单可以马上申请全额退款。`,
    to: 'order',
    id: text(event.data['orderId']),
    template: 'order_update',
  }),
  'parcel.cancelled': (event) => ({
    // Without a reason the person chose it, or the whole order has ended and says so.
    personId: event.data['reason'] ? person(event) : '',
    kind: 'order_update',
    title: '有一个包裹不能发出',
    body: `包裹 ${text(event.data['parcelNo'])} 不能发出：${text(event.data['reason'])}。这部分的钱按原支付方式退回，其余包裹照常。`,
    to: 'order',
    id: text(event.data['orderId']),
    template: 'order_update',
  }),
  'order.shortage_refunded': (event) => ({
    personId: person(event),
    kind: 'order_update',
    title: '没有收到选择，缺货部分已退款',
    body: `订单 ${text(event.data['orderNo'])} 缺货的部分退 ${price(Number(event.data['refundFen']))}，按原支付方式退回；其余药品照常。`,
    to: 'order',
    id: text(event.data['orderId']),
  }),
  'order.cancelled': (event) => ({
    // Who cancels by a tap need not be told.
    personId: event.data['byPatient'] === true ? '' : person(event),
    kind: 'order_update',
    title: '订单已取消',
    body: `订单 ${text(event.data['orderNo'])} 已取消：${text(event.data['reason'])}。${Number(event.data['refundFen']) > 0 ? '已付的钱原路退回，进度在订单里看。' : ''}`,
    to: 'order',
    id: event.subject,
    template: 'order_update',
  }),
  'order.after_sale_decided': (event) => ({
    // A recall is taken back the moment the person asks.
    personId: event.data['report'] === 'recall' ? '' : person(event),
    kind: 'order_update',
    title: event.data['accepted'] === true ? '售后已受理，正在退款' : '药店回复了您的售后申请',
    body:
      event.data['accepted'] === true
        ? `订单 ${text(event.data['orderNo'])} 的售后已受理，款项按原支付方式退回。药店的答复写在订单里。`
        : `订单 ${text(event.data['orderNo'])} 的售后没有受理，药店把原因写在了订单里。`,
    to: 'order',
    id: text(event.data['orderId']),
    template: 'order_update',
  }),
  'medication.plan_proposed': (event) => ({
    personId: person(event),
    kind: 'dose_due',
    title: '为您拟好了用药计划，请确认',
    body: `${text(event.data['drugName'])}：请核对每日次数和时间，确认后才会提醒。`,
    to: 'medication',
    id: event.subject,
  }),
  'dose.due': (event) => ({
    personId: person(event),
    kind: 'dose_due',
    title: '该服药了',
    body: `${text(event.data['drugName'])}，${text(event.data['amountText'])}。`,
    to: 'dose',
    id: event.subject,
    template: 'dose_due',
  }),
  'medication.follow_up_time': (event) => ({
    personId: person(event),
    kind: 'follow_up_due',
    title: '用药回访：您好些了吗',
    body: '花半分钟告诉我们效果和不适，完成后可得积分。',
    to: 'medication',
    id: event.subject,
    template: 'follow_up_due',
  }),
  'arrival.found': (event) => ({
    personId: person(event),
    kind: 'arrival',
    title: '您等的药到货了',
    body: `${text(event.data['drugName'])}在您附近又有货了。库存会变化，请尽快查看。`,
    to: 'drug',
    id: event.subject,
    template: 'arrival',
  }),
  'prescription.approved': (event) => ({
    personId: person(event),
    kind: 'prescription_decided',
    title: '处方审核通过',
    body: '药师已审核通过，可以按处方购买。',
    to: 'prescription',
    id: event.subject,
  }),
  'prescription.rejected': (event) => ({
    personId: person(event),
    kind: 'prescription_decided',
    title: '处方未通过审核',
    body: '药师写明了原因和接下来怎么办，没有产生任何费用。',
    to: 'prescription',
    id: event.subject,
  }),
  'price_report.answered': (event) => ({
    personId: person(event),
    kind: 'price_report',
    title: '门店回复了您的价格反馈',
    body: '请查看门店的答复，还有疑问可以在里面继续写。',
    to: 'price-report',
    id: event.subject,
  }),
  'prescription.asked': (event) => ({
    personId: person(event),
    kind: 'prescription_asked',
    title: '药师有问题要问您',
    body: '回答以后药师才能继续审核，请打开处方页回答。',
    to: 'prescription',
    id: event.subject,
  }),
  'prescription.changes_requested': (event) => ({
    personId: person(event),
    kind: 'prescription_decided',
    title: '处方需要医生修改',
    body: '药师写明了请医生改什么，改好后可以重新提交。',
    to: 'prescription',
    id: event.subject,
  }),
  'refund.succeeded': (event) => ({
    personId: person(event),
    kind: 'refund',
    title: '退款已到账',
    body: `${price(Number(event.data['refundFen']))} 已按原支付方式退回，请在付款账户的账单中查看。`,
    to: 'order',
    id: event.subject,
  }),
};
