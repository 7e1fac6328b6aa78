import { Problem } from '@xinglin/shared/kernel/problem';
import { HOUR_MS, MINUTE_MS, type Instant } from '@xinglin/shared/kernel/time';
import type { Inquiry } from '@xinglin/shared/prescription/inquiry-contract';
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

type Decision = {
  /** None: a photograph nobody has written down yet. */
  items: readonly unknown[];
  checked: readonly string[];
  note: string;
  findings: readonly Finding[];
  inquiries: readonly Pick<Inquiry, 'answeredAt' | 'readAt' | 'withdrawnAt'>[];
  proof: string;
};
const ALL = 7;

/** What still stands between the pharmacist and an approval; null when nothing does. */
export function notYet({ items, checked, note, findings, inquiries, proof }: Decision): string | null {
  if (items.length === 0) return '请先照着照片录入处方';
  const open = inquiries.filter(({ readAt, withdrawnAt }) => readAt === null && withdrawnAt === null);
  if (open.some(({ answeredAt }) => answeredAt !== null)) return '请先打开患者的回答或留言';
  if (open.length > 0) return '还在等患者回答，或说明理由后撤回问题';
  if (checked.length < ALL) return `还有 ${ALL - checked.length} 项没有核对`;
  if (needsReason(findings) && note.trim() === '') return '系统提示了需要停下的问题，请写明通过的理由';
  if (proof === '') return '请填写签名口令或动态码';
  return null;
}

/** It went to somebody else, or back: what is on the page is no longer mine to see, though it was a moment ago. */
export const isLost = (error: unknown): boolean =>
  error instanceof Problem && ['PRESCRIPTION_HELD_BY_ANOTHER', 'PRESCRIPTION_NOT_FOUND'].includes(error.code);

/** A refusal that says that the page is older than the prescription: an answer came, or it went elsewhere. */
export const isBehind = (code: string): boolean =>
  [
    'QUESTION_OPEN',
    'ANSWER_UNREAD',
    'CHANGED_MEANWHILE',
    'ILLEGAL_TRANSITION',
    'PRESCRIPTION_HELD_BY_ANOTHER',
    'PRESCRIPTION_EXPIRED',
    'OVERRIDE_NEEDS_REASON',
  ].includes(code);

/** `1 分 5 秒` */
export const secondsText = (seconds: number | null): string => {
  if (seconds === null) return '没有数据';
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} 秒` : `${Math.floor(whole / 60)} 分 ${whole % 60} 秒`;
};
export const shareText = (share: number | null): string =>
  share === null ? '没有数据' : `${Math.round(share * 100)}%`;
