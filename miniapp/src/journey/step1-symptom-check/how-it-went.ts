import { HOUR_MS } from '@xinglin/shared/kernel/time';
import type { Course, Episode } from '@xinglin/shared/triage/contract';

export const courseText: Record<Course, string> = { better: '好些了', same: '没有变化', worse: '更重了' };

const SOONEST_MS = 12 * HOUR_MS;

/** A result of half a day ago or more is asked after; a fresh one says nothing about its course yet. */
export const asksHowItWent = ({ createdAt }: Pick<Episode, 'createdAt'>, now: number): boolean =>
  now - Date.parse(createdAt) >= SOONEST_MS;
