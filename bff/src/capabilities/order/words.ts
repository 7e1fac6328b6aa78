/** Timeline sentences by what happened. Of an order `event.state`, of a parcel the event. */
const SENTENCES: Record<string, string> = {
  placed: '订单已提交，请在 15 分钟内付款',
  'pay.paid': '付款成功，药店开始配药',
  'expire.cancelled': '超过付款时间，订单已取消',
  'cancel.cancelled': '订单已取消',
  'cancel.refunding': '订单已取消，款项将原路退回',
  'refunded.refunded': '退款已原路退回',
  'complete.completed': '订单已完成',
  paid_late: '付款到账时订单已取消，款项将原路退回',
  refunded_late: '退款已原路退回',
  pick: '药店已按批号拣货',
  seal: '包裹已封签，等骑手取货',
  hand_over: '骑手已取货，正在送来',
  deliver: '包裹已送达',
};

/** `storeName` is given when an order has several parcels, so that one knows which. */
export function timelineText(what: string, storeName: string | null): string {
  const sentence = SENTENCES[what] ?? '订单有更新';
  return storeName ? `${sentence}（${storeName}）` : sentence;
}
