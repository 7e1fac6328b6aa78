import { WORST_ACCURACY_M } from '@xinglin/shared/delivery/rules';
import { Problem } from '@xinglin/shared/kernel/problem';
import { HOUR_MS, toInstant } from '@xinglin/shared/kernel/time';
import type { Position } from '../device/types.ts';

export type Point = { at: string; lng: number; lat: number; accuracyM: number };

/** Closer in time two points tell nothing new. */
const APART_MS = 3_000;
/** The bounds of `reportPosition`: so many points at once, none older than an hour. */
const AT_ONCE = 50;
const OLDEST_MS = HOUR_MS;

// The content itself was refused: sent again it would be refused again, and hold up all that follow.
const isHopeless = (error: unknown) =>
  error instanceof Problem && (error.status === 400 || error.status === 422);

/** Measured points waiting to be sent, in their order; what the network did not take is sent later. */
export function positionQueue(send: (points: Point[]) => Promise<unknown>, now: () => number) {
  let waiting: Point[] = [];
  let sending = false;
  const expire = () => {
    const earliest = toInstant(now() - OLDEST_MS);
    waiting = waiting.filter(({ at }) => at >= earliest);
  };

  const add = ({ point, accuracyMetres, at }: Position): void => {
    if (accuracyMetres > WORST_ACCURACY_M) return;
    const before = waiting.at(-1);
    if (before && at - Date.parse(before.at) < APART_MS) return;
    waiting.push({ at: toInstant(at), ...point, accuracyM: Math.max(0, accuracyMetres) });
  };

  /** Sends all there is, a batch after the other; stops at the first that was not taken. False when something is left. */
  const flush = async (): Promise<boolean> => {
    if (sending) return false;
    sending = true;
    try {
      for (expire(); waiting.length > 0; expire()) {
        const batch = waiting.slice(0, AT_ONCE);
        try {
          await send(batch);
        } catch (error) {
          if (!isHopeless(error)) return false;
        }
        waiting = waiting.filter((point) => !batch.includes(point));
      }
      return true;
    } finally {
      sending = false;
    }
  };
  return { add, flush, size: () => waiting.length, clear: () => void (waiting = []) };
}
