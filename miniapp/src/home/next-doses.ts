import type { Dose } from '@xinglin/shared/medication/contract';

const MOST_DUE = 3;

/** The doses to take now, oldest first and only as many as a home page bears, and the next of today with how many are to come. */
export function nextDoses<D extends Pick<Dose, 'status' | 'dueAt'>>(
  doses: readonly D[],
): { due: D[]; later: { first: D; count: number } | null } {
  const inTime = [...doses].sort((a, b) => a.dueAt.localeCompare(b.dueAt));
  const due = inTime.filter(({ status }) => status === 'due');
  const planned = inTime.filter(({ status }) => status === 'planned');
  const [first] = planned;
  return { due: due.slice(0, MOST_DUE), later: first ? { first, count: planned.length } : null };
}
