import type { BillClass, CaseKind, Reconciliation, Resolution } from '@xinglin/shared/payment/desk';
import { price } from '@xinglin/shared/kernel/money';
import type { Tone } from '../components/tone-tag.tsx';

export const caseText: Record<CaseKind, string> = {
  amount_mismatch: '实付与应付不符',
  other_sum_told: '已入账的付款又报来另一金额',
  refunded_there: '钱已在支付平台退给顾客',
  unknown_payment: '收到不认识的付款',
  unknown_refund: '收到不认识的退款',
  refund_without_payment: '要退款，但没有收到过钱',
  refund_exceeds_payment: '退款会超过实付',
  refund_failed: '退款没有成功',
  cash_refund: '待门店退现金',
  bill_missing_here: '账单有，我们没有',
  bill_missing_there: '我们有，账单没有',
  bill_amount: '账单金额不同',
  bill_state: '账单状态不同',
  bill_fee: '账单手续费不同',
  bill_duplicate: '账单重复一行',
  flow_other: '账户有交易以外的变动',
  flow_balance: '账户余额与账面不同',
};

/** What the person is about to do, in one sentence. */
export const resolutionText: Record<Resolution, { name: string; what: string }> = {
  send_back: { name: '按实收退回', what: '把实际收到的钱全部原路退回，订单随后取消。' },
  retry_refund: { name: '重新退款', what: '再向支付平台申请一次，钱原路退回。' },
  refund_offline: { name: '已线下退款', what: '钱已经由转账或柜台退给顾客，这里只做登记。' },
  refund_left: { name: '退还剩余', what: '把这个订单还没退的钱全部原路退回，退款到此为止。' },
  refund_nothing: { name: '不再退款', what: '已核实没有钱要退，这笔退款作废，订单照此结束。' },
  to_suspense: { name: '记入挂账', what: '差额先记入挂账科目，查清后再处理。' },
  noted: { name: '已核实，不动账', what: '只登记核实结果，不改动任何账目。' },
};

export const classText: Record<BillClass, string> = {
  matched: '一致',
  missing_here: '我们没有',
  missing_there: '账单没有',
  amount: '金额不同',
  state: '状态不同',
  fee: '手续费不同',
  duplicate: '重复',
};

export const dayState: Record<Reconciliation['state'], { tone: Tone; text: string }> = {
  waiting: { tone: 'waiting', text: '等待账单' },
  no_trades: { tone: 'quiet', text: '当天无交易' },
  done: { tone: 'good', text: '已对账' },
};

export const accountText: Record<string, string> = {
  cash_wechat: '微信支付待结算',
  cash_alipay: '支付宝余额',
  cash_store: '门店现金',
  bank: '银行存款',
  revenue_pending: '预收货款',
  merchant_revenue: '门店收入',
  refund_payable: '应退款',
  fees: '支付手续费',
  platform_subsidy: '平台补贴',
  suspense: '挂账',
};

export const moneyText = (fen: number | null): string => (fen === null ? '—' : price(fen));
