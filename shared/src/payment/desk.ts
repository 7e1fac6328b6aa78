/** What staff do about money: cash at the counter, differences and failed refunds, the daily reconciliation. */
import { z } from 'zod';
import { Done, Id, endpoint, number } from '../kernel/endpoint.ts';
import { Fen } from '../kernel/money.ts';
import { PageInput, pageOf } from '../kernel/paging.ts';
import { Instant, LocalDate } from '../kernel/time.ts';

export const CaseKind = z.enum([
  'amount_mismatch',
  'other_sum_told',
  'refunded_there',
  'unknown_payment',
  'unknown_refund',
  'refund_without_payment',
  'refund_exceeds_payment',
  'refund_failed',
  'cash_refund',
  'bill_missing_here',
  'bill_missing_there',
  'bill_amount',
  'bill_state',
  'bill_fee',
  'bill_duplicate',
  'flow_other',
  'flow_balance',
]);
export type CaseKind = z.infer<typeof CaseKind>;

export const Resolution = z.enum([
  'send_back',
  'retry_refund',
  'refund_offline',
  'refund_left',
  'refund_nothing',
  'to_suspense',
  'noted',
]);
export type Resolution = z.infer<typeof Resolution>;

/** What a person may do about which kind of case. `noted` moves no money. */
export const caseResolutions: Record<CaseKind, readonly Resolution[]> = {
  amount_mismatch: ['send_back'],
  other_sum_told: ['noted'],
  refunded_there: ['noted'],
  unknown_payment: ['noted'],
  unknown_refund: ['noted'],
  refund_without_payment: ['refund_nothing'],
  refund_exceeds_payment: ['refund_left', 'refund_nothing'],
  refund_failed: ['retry_refund', 'refund_offline'],
  cash_refund: ['refund_offline'],
  bill_missing_here: ['to_suspense', 'noted'],
  bill_missing_there: ['to_suspense', 'noted'],
  bill_amount: ['to_suspense', 'noted'],
  bill_state: ['noted'],
  bill_fee: ['noted'],
  bill_duplicate: ['noted'],
  flow_other: ['to_suspense', 'noted'],
  flow_balance: ['to_suspense', 'noted'],
};

/** Of these, what makes sense for one case: what is not there cannot go back. */
export const resolutionsOf = ({ kind, foundFen }: Pick<MoneyCase, 'kind' | 'foundFen'>): Resolution[] =>
  caseResolutions[kind].filter((each) => each !== 'refund_left' || (foundFen ?? 0) > 0);

export const MoneyCase = z.object({
  id: Id,
  kind: CaseKind,
  /** Our payment or refund number, or the platform's. */
  subject: z.string(),
  orderId: Id.nullable(),
  /** What we expected, and what was found. */
  askedFen: z.int().nullable(),
  foundFen: z.int().nullable(),
  /** The day of the bill, for differences found in one. */
  day: LocalDate.nullable(),
  state: z.enum(['open', 'closed']),
  openedAt: Instant,
  closedAt: Instant.nullable(),
  resolution: Resolution.nullable(),
  reason: z.string().nullable(),
  resolutions: z.array(Resolution),
});
export type MoneyCase = z.infer<typeof MoneyCase>;

export const listMoneyCases = endpoint({
  method: 'GET',
  path: '/money/cases',
  summary: '资金差异与异常退款',
  access: ['compliance_officer'],
  owner: 'anyone',
  input: PageInput.extend({
    state: z.enum(['open', 'closed']).optional(),
    kind: CaseKind.optional(),
    day: LocalDate.optional(),
  }).strict(),
  output: pageOf(MoneyCase),
});

export const resolveMoneyCase = endpoint({
  method: 'POST',
  path: '/money/cases/:id/resolution',
  summary: '处理一条资金差异',
  access: ['compliance_officer'],
  owner: 'anyone',
  idempotent: true,
  input: z.strictObject({ id: Id, resolution: Resolution, reason: z.string().trim().min(4).max(200) }),
  output: Done,
});

export const BillClass = z.enum([
  'matched',
  'missing_here',
  'missing_there',
  'amount',
  'state',
  'fee',
  'duplicate',
]);
export type BillClass = z.infer<typeof BillClass>;

export const Reconciliation = z.object({
  day: LocalDate,
  state: z.enum(['waiting', 'no_trades', 'done']),
  ranAt: Instant.nullable(),
  billHash: z.string().nullable(),
  counts: z.record(BillClass, z.int().min(0)),
  /** Differences that settled themselves, and those a person still has to work off. */
  repaired: z.int().min(0),
  openCases: z.int().min(0),
  paidFen: z.int(),
  refundedFen: z.int(),
  feeFen: z.int(),
  /** In the account at the end of the day: as the platform says, and as our books do. Null: nothing moved. */
  closingFen: z.int().nullable(),
  bookedFen: z.int().nullable(),
});
export type Reconciliation = z.infer<typeof Reconciliation>;

export const listReconciliations = endpoint({
  method: 'GET',
  path: '/money/reconciliations',
  summary: '每日对账',
  access: ['compliance_officer'],
  owner: 'anyone',
  input: PageInput.strict(),
  output: pageOf(Reconciliation),
});

export const runReconciliation = endpoint({
  method: 'POST',
  path: '/money/reconciliations/:day/run',
  summary: '重新对账一天',
  access: ['compliance_officer'],
  owner: 'anyone',
  input: z.strictObject({ day: LocalDate }),
  output: Reconciliation,
});

/** Every account with its balance, recomputed from the journal; they add up to 0. */
export const getBalances = endpoint({
  method: 'GET',
  path: '/money/balances',
  summary: '账户余额',
  access: ['compliance_officer'],
  owner: 'anyone',
  input: z.strictObject({}),
  output: z.object({ accounts: z.array(z.object({ account: z.string(), balanceFen: z.int() })) }),
});

export const CashDue = z.object({
  paymentId: Id,
  orderId: Id,
  orderNo: z.string(),
  totalFen: Fen,
  since: Instant,
});
export type CashDue = z.infer<typeof CashDue>;

export const listCashDues = endpoint({
  method: 'GET',
  path: '/store/cash-dues',
  summary: '本店待收现金',
  access: ['store_staff'],
  owner: 'store',
  input: PageInput.extend({ page: number().int().min(1).max(100).default(1) }).strict(),
  output: pageOf(CashDue),
});

export const confirmCash = endpoint({
  method: 'POST',
  path: '/store/cash-dues/:paymentId/confirm',
  summary: '确认收到现金',
  access: ['store_staff'],
  owner: 'store',
  idempotent: true,
  input: z.strictObject({ paymentId: Id, receivedFen: Fen }),
  output: Done,
});
