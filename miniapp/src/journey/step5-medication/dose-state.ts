import { allowed } from '@xinglin/shared/kernel/lifecycle';
import { HOUR_MS } from '@xinglin/shared/kernel/time';
import type { Dose } from '@xinglin/shared/medication/contract';
import { doseLifecycle } from '@xinglin/shared/medication/lifecycle';

type State = Pick<Dose, 'status' | 'dueAt'>;

// The server decides; these only keep away buttons that it would refuse (DOSE_NOT_YET).
const EARLY_MS = 2 * HOUR_MS;
const LATE_MS = 12 * HOUR_MS;

/** It can be ticked off: its time is near, or went by on this half of the day. */
export function mayTake({ status, dueAt }: State, now: number): boolean {
  const early = Date.parse(dueAt) - now;
  return allowed(doseLifecycle, status).includes('take') && early <= EARLY_MS && -early <= LATE_MS;
}

/** It can be left out: while it is due, or its time is near. */
export const maySkip = (dose: State, now: number): boolean =>
  allowed(doseLifecycle, dose.status).includes('skip') && mayTake(dose, now);

/** Due first, then missed ones that can still be noted, then by time; cancelled ones are nobody's business. */
export function inOrder<D extends State>(doses: readonly D[], now: number): D[] {
  const rank = (dose: D) =>
    dose.status === 'due' ? 0 : dose.status === 'missed' && mayTake(dose, now) ? 1 : 2;
  return doses
    .filter(({ status }) => status !== 'cancelled')
    .sort((a, b) => rank(a) - rank(b) || a.dueAt.localeCompare(b.dueAt));
}
