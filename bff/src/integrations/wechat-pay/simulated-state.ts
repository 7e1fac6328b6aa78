import type { DemoCredentials } from '../demo-credentials.ts';
import type { Posted } from './callbacks.ts';
import type { BillFault } from './simulated-bills.ts';
import type { PlatformIdentity } from './simulated-certificate.ts';

export type SimOrder = {
  /** The request as it came: a repeat must not differ. */
  request: string;
  prepayId: string;
  paymentNo: string;
  description: string;
  total: number;
  openid: string;
  notifyUrl: string;
  createdAt: number;
  expiresAt: number;
  state: 'NOTPAY' | 'SUCCESS' | 'CLOSED' | 'REFUND';
  transactionId?: string;
  paidAt?: number;
};
export type SimRefund = {
  request: string;
  refundId: string;
  refundNo: string;
  paymentNo: string;
  amount: number;
  notifyUrl: string;
  state: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL';
  becomes: 'SUCCESS' | 'CLOSED' | 'ABNORMAL';
  dueAt: number;
};
export type WechatPayState = {
  orders: Record<string, SimOrder>;
  refunds: Record<string, SimRefund>;
  callbacks: Record<string, Posted>;
  duplicates: number;
  lose: number;
  /** So many callbacks are held back, and then sent the last one first. */
  reorder: number;
  heldBack: string[];
  /** How many go out with the signature of a probe. */
  probes: number;
  nextRefund: SimRefund['becomes'];
  /** The certificate it signs with after a rotation. */
  identity: PlatformIdentity | null;
  billFaults: BillFault[];
  billsCreating: number;
  alterBill: boolean;
  /** What is paid now counts as paid so many days ago, so that its bill is there at once. */
  paidDaysAgo: number;
  /** What moved in the account besides trades. */
  movements: { no: string; at: number; name: string; fen: number }[];
  /** Names another host in the ticket of a bill, as a forger would. */
  billHost: string | null;
};
export const wechatPayState = (): WechatPayState => ({
  orders: {},
  refunds: {},
  callbacks: {},
  duplicates: 0,
  lose: 0,
  reorder: 0,
  heldBack: [],
  probes: 0,
  nextRefund: 'SUCCESS',
  identity: null,
  billFaults: [],
  billsCreating: 0,
  alterBill: false,
  paidDaysAgo: 0,
  movements: [],
  billHost: null,
});

export type WechatPaySimulatorOptions = {
  credentials: DemoCredentials['wechatPay'];
  appId: string;
  allowedOrigins: readonly string[];
  callbackFactor: number;
  refundMs: number;
};
