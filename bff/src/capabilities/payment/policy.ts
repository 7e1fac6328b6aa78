import type { Fen } from '@xinglin/shared/kernel/money';
import { MINUTE_MS, type Instant } from '@xinglin/shared/kernel/time';
import { paymentProblem, type PayMethod, type PayPurpose } from '@xinglin/shared/payment/contract';
import type { Deps, PayableOrder } from './ports.ts';

// A callback is never guaranteed, so the gateway is asked after these pauses.
const QUERY_PAUSES_MS = [10_000, 30_000, ...[1, 2, 5, 10, 30].map((minutes) => minutes * MINUTE_MS)];
/** The pause before question `attempt` of how a payment stands; undefined when it has been asked often enough. */
export const queryPauseMs = (attempt: number): number | undefined => QUERY_PAUSES_MS[attempt];
/** After closing, the questions go on from the five-minute pause: a slow bank may still settle. */
export const FIRST_QUERY_AFTER_CLOSE = 4;
/** A person who waits at the screen makes us ask at most this often. */
export const ASK_AGAIN_AFTER_MS = 2_000;

const REFUND_PAUSES_MS = [5_000, 15_000, 30_000, MINUTE_MS, 5 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS];
/** A refund is carried on until it has ended, at last once an hour. */
export const refundPauseMs = (attempt: number): number => REFUND_PAUSES_MS[attempt] ?? 60 * MINUTE_MS;

/** WeChat Pay forgets a prepay id after two hours; one that is nearly that old is replaced. */
export const CASHIER_GOOD_MS = 110 * MINUTE_MS;

/** Refusals of WeChat Pay that another day may lift without anybody changing the refund. */
export const REFUND_WORTH_RETRYING: ReadonlySet<string> = new Set(['NOT_ENOUGH', 'RULE_LIMIT']);

export type Due = { purpose: PayPurpose; due: string; totalFen: Fen; payBefore: Instant };

/** What of an order can be paid now: the order itself, or the supplement it asked for. */
export function dueOf(order: PayableOrder, now: Date): Due {
  const { status, payBefore, totalFen, supplement } = order;
  const due: Due | undefined =
    status === 'unpaid'
      ? { purpose: 'order', due: 'order', totalFen, payBefore }
      : supplement
        ? { purpose: 'supplement', ...supplement }
        : undefined;
  if (!due || Date.parse(due.payBefore) <= now.getTime() || due.totalFen < 1)
    throw paymentProblem('ORDER_NOT_PAYABLE', { orderStatus: status });
  return due;
}

/** Cash only for an order that one store hands over its counter; a supplement is always paid at once. */
export function methodsFor({ status, mode, storeId }: PayableOrder, gateways: Deps['gateways']): PayMethod[] {
  const cash = status === 'unpaid' && mode === 'pickup' && Boolean(storeId);
  return ['wechat', ...(gateways.alipay ? ['alipay' as const] : []), ...(cash ? ['cash' as const] : [])];
}
