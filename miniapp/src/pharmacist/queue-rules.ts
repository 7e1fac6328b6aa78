import { HOUR_MS, MINUTE_MS, type Instant } from '@xinglin/shared/kernel/time';
import type { Finding, Review } from '@xinglin/shared/prescription/review-contract';

/** From here on a waiting prescription is marked as urgent. */
const LONG_MS = 15 * MINUTE_MS;

/** `刚刚提交`, `等了 12 分钟`, `等了 1 小时 5 分`. */
export function waitedText(submittedAt: Instant, now: number): string {
  const ms = now - Date.parse(submittedAt);
  if (ms < MINUTE_MS) return '刚刚提交';
  if (ms < HOUR_MS) return `等了 ${Math.floor(ms / MINUTE_MS)} 分钟`;
  return `等了 ${Math.floor(ms / HOUR_MS)} 小时 ${Math.floor((ms % HOUR_MS) / MINUTE_MS)} 分`;
}
export const waitsLong = (submittedAt: Instant, now: number): boolean =>
  now - Date.parse(submittedAt) >= LONG_MS;

export type Lease = 'held' | 'ending' | 'over';
const ENDING_MS = 3 * MINUTE_MS;

/** Whether the claim still keeps others away. */
export function leaseOf({ claimUntil }: Pick<Review, 'claimUntil'>, now: number): Lease {
  const left = claimUntil === null ? 0 : Date.parse(claimUntil) - now;
  if (left <= 0) return 'over';
  return left <= ENDING_MS ? 'ending' : 'held';
}

/** Against a stop sign of the machine nothing is approved without a written reason. */
export const needsReason = (findings: readonly Finding[]): boolean =>
  findings.some(({ severity }) => severity === 'stop');

type Decision = { checked: readonly string[]; note: string; findings: readonly Finding[] };
const ALL = 7;

/** What still stands between the pharmacist and an approval; null when nothing does. */
export function notYet({ checked, note, findings }: Decision): string | null {
  if (checked.length < ALL) return `还有 ${ALL - checked.length} 项没有核对`;
  if (needsReason(findings) && note.trim() === '') return '系统提示了需要停下的问题，请写明通过的理由';
  return null;
}
