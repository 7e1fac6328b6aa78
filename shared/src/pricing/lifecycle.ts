import type { Lifecycle } from '../kernel/lifecycle.ts';

/** A coupon is written, runs, and is stopped; its terms never change once it is written. */
export type CouponState = 'draft' | 'running' | 'stopped';
export type CouponEvent = 'start' | 'stop';
export const couponLifecycle: Lifecycle<CouponState, CouponEvent> = {
  draft: { start: 'running' },
  running: { stop: 'stopped' },
  stopped: { start: 'running' },
};

/** A wrong price that a patient reported: the ball is with the store (`open`) or with the patient (`answered`). */
export type ReportState = 'open' | 'answered';
export type ReportEvent = 'answer' | 'ask';
export const reportLifecycle: Lifecycle<ReportState, ReportEvent> = {
  open: { answer: 'answered', ask: 'open' },
  answered: { answer: 'answered', ask: 'open' },
};
