import { toInstant } from '@xinglin/shared/kernel/time';
import type { PayMethod } from '@xinglin/shared/payment/contract';
import { system } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Tx } from '../../kernel/database.ts';
import { ledgerTable, type LedgerAccount } from './ledger-store.ts';
import type { Deps } from './ports.ts';
import { holdPayment, type PaymentRow, type RefundRow } from './store.ts';

type Clock = Pick<Deps, 'now' | 'newId'>;
export type Posting = { account: LedgerAccount; storeId?: string | null; amountFen: number };

const CASH: Record<PayMethod, LedgerAccount> = {
  wechat: 'cash_wechat',
  alipay: 'cash_alipay',
  cash: 'cash_store',
};
const cashOf = ({ method, storeId }: Pick<PaymentRow, 'method' | 'storeId'>) => ({
  account: CASH[method],
  storeId: method === 'cash' ? storeId : null,
});
/** So much from the one account to the other. */
const fromTo = (
  credit: Omit<Posting, 'amountFen'>,
  debit: Omit<Posting, 'amountFen'>,
  amountFen: number,
): Posting[] => [
  { ...debit, amountFen },
  { ...credit, amountFen: -amountFen },
];

/** Money came in: it is at the platform or in the drawer, and we owe goods for it. */
export const bookPayment = (deps: Clock, tx: Tx, payment: PaymentRow) =>
  book(deps, tx, `payment:${payment.id}`, payment.id, [
    ...fromTo({ account: 'revenue_pending' }, cashOf(payment), payment.totalFen),
  ]);

/** Another sum than ours came in: it is there, and nobody knows yet what for. */
export const bookMismatch = (deps: Clock, tx: Tx, payment: PaymentRow, receivedFen: number) =>
  book(deps, tx, `mismatch:${payment.id}`, payment.id, [
    ...fromTo({ account: 'suspense' }, cashOf(payment), receivedFen),
  ]);

/** Where money that goes back is taken from: `suspense` for a sum nobody could place, or the revenue of the store whose goods were received. */
export type RefundFrom = { suspense?: boolean; earnedBy?: string | undefined };

/**
 * It was decided to give money back: out of what we owe goods for, then of the revenue the stores had from this payment. What a
 * store was given for goods that were received comes out of its revenue, also when that is only booked in a moment: the rest is
 * still owed to other parcels. The caller holds the payment.
 */
export async function bookRefundDecision(
  deps: Clock,
  tx: Tx,
  { id, paymentId, refundFen }: RefundRow,
  { suspense, earnedBy }: RefundFrom = {},
): Promise<void> {
  if (earnedBy) {
    const revenue = { account: 'merchant_revenue', storeId: earnedBy } as const;
    return book(deps, tx, `refund:${id}`, paymentId, [
      ...fromTo({ account: 'refund_payable' }, revenue, refundFen),
    ]);
  }
  const entries = suspense ? [] : await tx.findBy(ledgerTable, { paymentId });
  const held = new Map<string, { account: LedgerAccount; storeId: string; fen: number }>();
  for (const { account, storeId, amountFen } of entries)
    if (account === 'revenue_pending' || account === 'merchant_revenue')
      held.set(account + storeId, {
        account,
        storeId,
        fen: (held.get(account + storeId)?.fen ?? 0) - amountFen,
      });
  const rank = ({ account }: { account: LedgerAccount }) => (account === 'revenue_pending' ? 0 : 1);
  let rest = refundFen;
  const debits: Posting[] = [];
  for (const { account, storeId, fen } of [...held.values()].sort((a, b) => rank(a) - rank(b))) {
    const amountFen = Math.max(0, Math.min(rest, fen));
    debits.push({ account, storeId, amountFen });
    rest -= amountFen;
  }
  const unplaced: Posting = { account: 'suspense', amountFen: rest };
  const owed: Posting = { account: 'refund_payable', amountFen: -refundFen };
  await book(deps, tx, `refund:${id}`, paymentId, [...debits, unplaced, owed]);
}

/** The platform gave it back, or a person did: cash from the drawer, or a transfer from our bank. */
export const bookRefundPaid = (
  deps: Clock,
  tx: Tx,
  { id, paymentId, refundFen }: RefundRow,
  payment: PaymentRow,
  offline = false,
) =>
  book(deps, tx, `refund-paid:${id}`, paymentId, [
    ...fromTo(
      offline && payment.method !== 'cash' ? { account: 'bank' } : cashOf(payment),
      { account: 'refund_payable' },
      refundFen,
    ),
  ]);

/** A payment revenue is taken from, and no more than that of it. */
export type RevenueSource = { paymentId: string; mostFen: number };
export type Earned = { parcelId: string; storeId: string; paidFen: number; worthFen: number };

/**
 * Goods were handed over: what was owed for them is the store's revenue now, out of the payments of the order, in the order given.
 * What the store earns beyond what the patient paid, the platform adds. Once a parcel.
 */
export async function bookRevenue(
  deps: Clock,
  tx: Tx,
  sources: readonly RevenueSource[],
  { parcelId, storeId, paidFen, worthFen }: Earned,
): Promise<void> {
  const shares: { paymentId: string; fen: number }[] = [];
  // In one order, whoever else holds several of them.
  for (const id of sources.map(({ paymentId }) => paymentId).sort()) await holdPayment(tx, id);
  let rest = paidFen;
  for (const { paymentId, mostFen } of sources) {
    const owed = await tx.findBy(ledgerTable, { paymentId, account: 'revenue_pending' });
    const fen = Math.max(
      0,
      Math.min(rest, mostFen, -owed.reduce((sum, { amountFen }) => sum + amountFen, 0)),
    );
    if (fen > 0) shares.push({ paymentId, fen });
    rest -= fen;
  }
  if (shares.length === 0) shares.push({ paymentId: sources[0]?.paymentId ?? '', fen: 0 });
  for (const [index, { paymentId, fen }] of shares.entries()) {
    const [subsidyFen, unplacedFen] = index === 0 ? [worthFen - paidFen, rest] : [0, 0];
    // The first booking has the parcel's own name, so that a second time is refused by its unique key.
    await book(deps, tx, `revenue:${parcelId}${index === 0 ? '' : `:${index}`}`, paymentId, [
      { account: 'revenue_pending', amountFen: fen },
      { account: 'platform_subsidy', amountFen: subsidyFen },
      { account: 'suspense', amountFen: unplacedFen },
      { account: 'merchant_revenue', storeId, amountFen: -fen - subsidyFen - unplacedFen },
    ]);
  }
}

/** What the platform kept of a payment, or gave back of it with a refund. */
export const bookFee = (deps: Clock, tx: Tx, booking: string, paymentId: string, feeFen: number) =>
  book(deps, tx, booking, paymentId, fromTo({ account: 'cash_wechat' }, { account: 'fees' }, feeFen));

/** Money went from the platform to our bank. */
export const bookWithdrawal = (deps: Clock, tx: Tx, booking: string, amountFen: number) =>
  book(deps, tx, booking, '', fromTo({ account: 'cash_wechat' }, { account: 'bank' }, amountFen));

/** A difference between the bill and our books, parked until it is explained. Positive: the platform has more than we knew. */
export const bookSuspense = (deps: Clock, tx: Tx, caseId: string, amountFen: number) =>
  book(
    deps,
    tx,
    `case:${caseId}`,
    '',
    fromTo({ account: 'suspense' }, { account: 'cash_wechat' }, amountFen),
  );

/** The difference is explained: it leaves suspense again, once. */
export async function clearSuspense(deps: Clock, tx: Tx, caseId: string, amountFen: number): Promise<void> {
  const booking = `case-over:${caseId}`;
  if (await tx.existsBy(ledgerTable, { booking })) return;
  await book(deps, tx, booking, '', fromTo({ account: 'cash_wechat' }, { account: 'suspense' }, amountFen));
  await audit(tx, system, 'money_case.clear_suspense', caseId, { amountFen });
}

/** Enters a balanced booking; the unique key of the booking refuses to enter it twice. */
export async function book(
  { now, newId }: Clock,
  tx: Tx,
  booking: string,
  paymentId: string,
  postings: readonly Posting[],
): Promise<void> {
  const sum = postings.reduce((total, { amountFen }) => total + amountFen, 0);
  if (sum !== 0) throw new Error(`booking ${booking} is off by ${sum} fen`);
  const at = toInstant(now());
  for (const { account, storeId, amountFen } of postings.filter(({ amountFen }) => amountFen !== 0))
    await tx.insert(ledgerTable, {
      id: newId(),
      booking,
      account,
      storeId: storeId ?? '',
      amountFen,
      paymentId,
      at,
    });
}

/** Every account's balance, recomputed from its entries. */
export async function accountBalances(read: Tx): Promise<{ account: LedgerAccount; balanceFen: number }[]> {
  const rows = await read
    .createQueryBuilder(ledgerTable, 'l')
    .select('l.account', 'account')
    .addSelect('SUM(l.amountFen)', 'balance')
    .groupBy('l.account')
    .orderBy('l.account')
    .getRawMany<{ account: LedgerAccount; balance: string | number }>();
  return rows.map(({ account, balance }) => ({ account, balanceFen: Number(balance) }));
}
