import { distanceInMetres, type Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { DeliveryRow } from './store.ts';

/** Great circle to cycling way, as the route planner estimates without a map. */
const DETOUR = 1.35;

/** Seconds a rider at `at` still needs: the part of the planned way that is left, and the way back to it when off it. */
export function secondsLeft(
  { route, distanceM, rideSeconds }: Pick<DeliveryRow, 'route' | 'distanceM' | 'rideSeconds'>,
  at: Gcj02Point,
): number {
  if (route.length === 0 || distanceM <= 0) return 0;
  const { off, left } = nearest(route, at);
  const whole = lengthOf(route);
  // Points were thinned, so the drawn way is a little shorter than the measured one.
  const along = whole > 0 ? (left / whole) * distanceM : 0;
  const metres = along + off * DETOUR;
  return Math.round((metres / distanceM) * rideSeconds);
}

/** Distance to the drawn way, and the length of it from there to the goal. */
function nearest(route: Gcj02Point[], at: Gcj02Point): { off: number; left: number } {
  let best = { off: distanceInMetres(at, route[0]!), left: lengthOf(route) };
  for (let i = 0; i + 1 < route.length; i += 1) {
    const foot = footOn(route[i]!, route[i + 1]!, at);
    const off = distanceInMetres(at, foot);
    // On a tie the later part: a rider on a way that crosses itself has more likely come further.
    if (off <= best.off)
      best = { off, left: distanceInMetres(foot, route[i + 1]!) + lengthOf(route.slice(i + 1)) };
  }
  return best;
}

/** The point of the piece a–b that is nearest to `at`; flat geometry is exact enough for a street. */
function footOn(a: Gcj02Point, b: Gcj02Point, at: Gcj02Point): Gcj02Point {
  const scale = Math.cos((a.lat * Math.PI) / 180);
  const [dx, dy] = [(b.lng - a.lng) * scale, b.lat - a.lat];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : ((at.lng - a.lng) * scale * dx + (at.lat - a.lat) * dy) / length;
  const part = Math.min(1, Math.max(0, t));
  return { lng: a.lng + (b.lng - a.lng) * part, lat: a.lat + (b.lat - a.lat) * part };
}

const lengthOf = (route: Gcj02Point[]) =>
  route.slice(1).reduce((sum, point, index) => sum + distanceInMetres(route[index]!, point), 0);
