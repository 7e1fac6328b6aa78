import type { Instant } from '@xinglin/shared/kernel/time';
import { column, entity } from '../../kernel/entity.ts';

/**
 * The accounts. Ours: money at WeChat Pay and Alipay, cash in a store's drawer, the bank. Owed: goods for money received
 * (`revenue_pending`), money promised back, and what nobody could explain yet (`suspense`). Earned and spent: revenue by
 * store, platform fees, what the platform adds to a discounted order.
 */
export type LedgerAccount =
  | 'cash_wechat'
  | 'cash_alipay'
  | 'cash_store'
  | 'bank'
  | 'revenue_pending'
  | 'merchant_revenue'
  | 'refund_payable'
  | 'fees'
  | 'platform_subsidy'
  | 'suspense';

/** One side of a booking; debit positive. The entries of one booking add up to 0. Nothing here is ever changed. */
export type LedgerRow = {
  id: string;
  booking: string;
  account: LedgerAccount;
  /** Of accounts that each store has its own of; else empty. */
  storeId: string;
  amountFen: number;
  /** The payment it belongs to; empty for money nobody knows the payment of. */
  paymentId: string;
  at: Instant;
};

export const ledgerTable = entity<LedgerRow>(
  'ledger_entry',
  {
    id: column.id(),
    booking: column.string(64),
    account: column.string(24),
    storeId: column.id(),
    amountFen: column.int(),
    paymentId: column.id(),
    at: column.instant(),
  },
  { unique: [['booking', 'account', 'storeId']], index: [['paymentId'], ['account', 'id']] },
);
