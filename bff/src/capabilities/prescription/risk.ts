import { MINUTE_MS, plus, type Instant } from '@xinglin/shared/kernel/time';
import type { Finding, Risk } from '@xinglin/shared/prescription/review-contract';

/** A risky prescription counts as having waited so much longer; nothing waits for ever behind risky ones. */
const HEAD_START_MS: Record<Risk, number> = { high: 20 * MINUTE_MS, medium: 5 * MINUTE_MS, low: 0 };

/** From the worst the rules found; it orders the queue and decides nothing. */
export function riskOf(findings: Pick<Finding, 'severity'>[]): Risk {
  if (findings.some(({ severity }) => severity === 'stop')) return 'high';
  return findings.some(({ severity }) => severity === 'warn') ? 'medium' : 'low';
}

export const rankAt = (submittedAt: Instant, risk: Risk): Instant => plus(submittedAt, -HEAD_START_MS[risk]);
