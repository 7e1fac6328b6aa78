/** Timeline sentences by what happened. Of an order `event.state`, of a parcel the event. */
const SENTENCES: Record<string, string> = {
  placed: '订单已提交，请在 15 分钟内付款',
  'pay.paid': '付款成功',
  cash: '已选择到店付款，药店开始备货',
  scheduled: '已预约，到时段前配药',
  'expire.cancelled': '超过付款时间，订单已取消',
  'cancel.cancelled': '订单已取消',
  'cancel.refunding': '订单已取消，款项将原路退回',
  'refunded.refunded': '退款已原路退回',
  'complete.completed': '订单已完成',
  refund_cut: '退款金额经人工核对后调整，有疑问请联系客服',
  refunded_part: '退款已原路退回',
  short: '药店发现缺货，请选择怎么处理',
  'short.wait': '您选择等药店补货',
  'short.move': '缺货的药品改由另一家药店发出，价格不变',
  'short.refund': '缺货的药品已退款',
  'short.silence': '10 分钟内没有选择，缺货的药品已退款',
  'mode.pickup': '已改为到店自提',
  'mode.instant': '已改为即时配送',
  'mode.scheduled': '已改为预约送货',
  due: '等待补付配送费，付款前仍为到店自提',
  due_over: '配送费没有在限时内付款，仍为到店自提',
  slot_near: '预约时段临近，药店开始配药',
  pickup_over: '超过取货时间，包裹已退回',
  refuse: '收货时没有收下，包裹正在退回药店',
  check_in: '药店已验收退回的包裹',
  'return.paid': '退货验收完成，款项将原路退回',
  after_sale: '售后申请已提交',
  'after_sale.accept': '药店已受理售后，款项将原路退回',
  'after_sale.reject': '药店没有受理售后申请',
  'after_sale.withdraw': '售后申请已撤回',
  paid_late: '付款到账时订单已取消，款项将原路退回',
  refunded_late: '退款已原路退回',
  store_cancel: '药店无法发出这个包裹，款项将原路退回，并补偿积分',
  recall: '包裹里的药品批号被召回，已停止发出，款项将原路退回',
  recalled_after: '收到的药品批号被召回，请停止使用并联系药店',
  pick: '药店已按批号拣货',
  seal: '包裹已封签',
  hand_over: '骑手已取货，正在送来',
  deliver: '包裹已送达',
  collect: '已在柜台取走',
};

/** `storeName` is given when an order has several parcels, so that one knows which. */
export function timelineText(what: string, storeName: string | null): string {
  const sentence = SENTENCES[what] ?? '订单有更新';
  return storeName ? `${sentence}（${storeName}）` : sentence;
}
