import { toInstant } from '@xinglin/shared/kernel/time';
import type { PayMethod } from '@xinglin/shared/payment/contract';
import type { Tx } from '../../kernel/database.ts';
import { ledgerTable, type LedgerAccount } from './ledger-store.ts';
import type { Deps } from './ports.ts';
import type { PaymentRow, RefundRow } from './store.ts';

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

/**
 * It was decided to give money back: of what we owe goods for, and once goods were handed over, of the revenue the stores
 * had from this payment.
 */
export async function bookRefundDecision(
  deps: Clock,
  tx: Tx,
  { id, paymentId, refundFen }: RefundRow,
  from: 'revenue_pending' | 'suspense' = 'revenue_pending',
): Promise<void> {
  const credit = { account: 'refund_payable' as const, amountFen: -refundFen };
  if (from === 'suspense')
    return book(deps, tx, `refund:${id}`, paymentId, [{ account: from, amountFen: refundFen }, credit]);
  const entries = await tx.findBy(ledgerTable, { paymentId });
  const held = new Map<string, number>();
  for (const { account, storeId, amountFen } of entries)
    if (account === 'revenue_pending' || account === 'merchant_revenue')
      held.set(account + storeId, (held.get(account + storeId) ?? 0) - amountFen);
  const sources = [...new Map(entries.map((entry) => [entry.account + entry.storeId, entry])).entries()]
    .filter(([key]) => held.has(key))
    .sort(
      ([a], [b]) => Number(b === 'revenue_pending') - Number(a === 'revenue_pending') || (a < b ? -1 : 1),
    );
  let rest = refundFen;
  const debits: Posting[] = [];
  for (const [key, { account, storeId }] of sources) {
    const amountFen = Math.max(0, Math.min(rest, held.get(key) ?? 0));
    debits.push({ account, storeId, amountFen });
    rest -= amountFen;
  }
  await book(deps, tx, `refund:${id}`, paymentId, [
    ...debits,
    { account: 'suspense', amountFen: rest },
    credit,
  ]);
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

/** Goods were handed over: what was owed for them is the store's revenue now; what the patient did not pay, the platform adds. */
export async function bookRevenue(
  deps: Clock,
  tx: Tx,
  {
    parcelId,
    paymentId,
    storeId,
    fen,
  }: { parcelId: string; paymentId: string; storeId: string; fen: number },
): Promise<void> {
  const owed = await tx.findBy(ledgerTable, { paymentId, account: 'revenue_pending' });
  const left = -owed.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const paid = Math.max(0, Math.min(fen, left));
  await book(deps, tx, `revenue:${parcelId}`, paymentId, [
    { account: 'revenue_pending', amountFen: paid },
    { account: 'platform_subsidy', amountFen: fen - paid },
    { account: 'merchant_revenue', storeId, amountFen: -fen },
  ]);
}

/** What the platform kept of a payment, or gave back of it with a refund. */
export const bookFee = (deps: Clock, tx: Tx, booking: string, paymentId: string, feeFen: number) =>
  book(deps, tx, booking, paymentId, fromTo({ account: 'cash_wechat' }, { account: 'fees' }, feeFen));

/** A difference between the bill and our books, parked until it is explained. Positive: the platform has more than we knew. */
export const bookSuspense = (deps: Clock, tx: Tx, caseId: string, amountFen: number) =>
  book(
    deps,
    tx,
    `case:${caseId}`,
    '',
    fromTo({ account: 'suspense' }, { account: 'cash_wechat' }, amountFen),
  );

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
