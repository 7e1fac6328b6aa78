import { distanceInMetres, type Gcj02Point } from '../kernel/geo.ts';
import { HOUR_MS, MINUTE_MS, plus, type Instant } from '../kernel/time.ts';

/** A rider's pay: 5 yuan for the parcel and 1 yuan for every kilometre of the planned way, to the fen. */
export const riderFeeFen = (metres: number): number => 500 + Math.round(metres / 10);

/** A rider should have taken it by then (journey D4, line 5). */
export const ACCEPT_MINUTES = 8;
/** Finding the counter, checking the seal. */
export const HAND_OVER_MINUTES = 5;

/** When the parcel is promised: picking and a rider's way to the store run side by side, then hand-over and the ride. */
export const promisedAt = (offeredAt: Instant, pickMinutes: number, rideSeconds: number): Instant =>
  plus(
    offeredAt,
    (Math.max(pickMinutes, ACCEPT_MINUTES) + HAND_OVER_MINUTES) * MINUTE_MS + rideSeconds * 1000,
  );

export const MAX_SPEED_M_PER_S = 25;
export const WORST_ACCURACY_M = 100;
/** A point older than this is shown as 位置更新中. */
export const STALE_AFTER_MS = MINUTE_MS;
/** A phone's clock may be ahead of ours by so much. */
const CLOCK_AHEAD_MS = MINUTE_MS;
/** A phone that was offline may hand in points of so long ago. */
const OLDEST_MS = HOUR_MS;

export type MeasuredPoint = Gcj02Point & { at: Instant; accuracyM: number };

/**
 * The points of a report that can be true: each later than the one before, no jump faster than 25 m/s, no worse than 100 m,
 * neither from the future nor older than an hour. `last` is the rider's last accepted point.
 */
export function plausible(
  points: MeasuredPoint[],
  last: (Gcj02Point & { at: Instant }) | null,
  now: Date,
): MeasuredPoint[] {
  const accepted: MeasuredPoint[] = [];
  for (const point of points) {
    const before = accepted.at(-1) ?? last;
    const at = Date.parse(point.at);
    if (point.accuracyM > WORST_ACCURACY_M) continue;
    if (at > now.getTime() + CLOCK_AHEAD_MS || at < now.getTime() - OLDEST_MS) continue;
    if (before) {
      const seconds = (at - Date.parse(before.at)) / 1000;
      if (seconds <= 0 || distanceInMetres(before, point) / seconds > MAX_SPEED_M_PER_S) continue;
    }
    accepted.push(point);
  }
  return accepted;
}

/** Five decimals are about a metre: enough to find the rider at the door. */
export const roundedPoint = ({ lng, lat }: Gcj02Point): Gcj02Point => ({
  lng: Math.round(lng * 1e5) / 1e5,
  lat: Math.round(lat * 1e5) / 1e5,
});

/** `199-0000-0201` → `199****0201`. */
export function maskedPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}
