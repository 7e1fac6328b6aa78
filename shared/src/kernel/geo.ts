import { z } from 'zod';

/** A point in GCJ-02 degrees, the system of Chinese maps. Other systems are converted at the edge and never come in here. */
export const Gcj02Point = z.object({
  lng: z.coerce.number<number>().min(73).max(136),
  lat: z.coerce.number<number>().min(3).max(54),
});
export type Gcj02Point = z.infer<typeof Gcj02Point>;
/** The same as somebody sends it: nothing else may be in it. */
export const SentPoint = Gcj02Point.strict();

const EARTH_RADIUS_M = 6_371_008.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Great-circle distance in metres (haversine, mean earth radius IUGG 1980). */
export function distanceInMetres(a: Gcj02Point, b: Gcj02Point): number {
  const dLat = radians(b.lat - a.lat);
  const dLng = radians(b.lng - a.lng);
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The smallest box of degrees that holds every point within `radius` metres: a pre-filter for an index. */
export function boundingBox({ lng, lat }: Gcj02Point, radius: number) {
  const dLat = (radius / EARTH_RADIUS_M) * (180 / Math.PI) * 1.001;
  const dLng = dLat / Math.cos(radians(lat));
  return { west: lng - dLng, east: lng + dLng, south: lat - dLat, north: lat + dLat };
}

/** `850` → `850 米`, `1530` → `1.5 公里`. */
export const distanceText = (metres: number): string =>
  metres < 1000 ? `${Math.round(metres)} 米` : `${(metres / 1000).toFixed(1)} 公里`;
