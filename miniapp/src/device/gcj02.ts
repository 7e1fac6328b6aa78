import type { Gcj02Point } from '@xinglin/shared/kernel/geo';

const AXIS = 6_378_245;
const ECCENTRICITY = 0.006_693_421_622_965_943;
const inChina = (lng: number, lat: number) => lng > 72.004 && lng < 137.8347 && lat > 0.8293 && lat < 55.8271;

/** What a browser says (WGS-84 degrees) in the system of Chinese maps. Some 555 m apart in Beijing. */
export function fromWgs84(lng: number, lat: number): Gcj02Point {
  if (!inChina(lng, lat)) return { lng, lat };
  const x = lng - 105;
  const y = lat - 35;
  const wave = (value: number, period: number) => Math.sin((value * Math.PI) / period);
  const ripple = (20 * wave(x, 1 / 6) + 20 * wave(x, 1 / 2)) * (2 / 3);
  const root = Math.sqrt(Math.abs(x));
  const shiftLat =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * root +
    ripple +
    (20 * wave(y, 1) + 40 * wave(y, 3)) * (2 / 3) +
    (160 * wave(y, 12) + 320 * wave(y, 30)) * (2 / 3);
  const shiftLng =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * root +
    ripple +
    (20 * wave(x, 1) + 40 * wave(x, 3)) * (2 / 3) +
    (150 * wave(x, 12) + 300 * wave(x, 30)) * (2 / 3);
  const phi = (lat / 180) * Math.PI;
  const magic = 1 - ECCENTRICITY * Math.sin(phi) ** 2;
  const meridian = ((AXIS * (1 - ECCENTRICITY)) / magic ** 1.5) * (Math.PI / 180);
  const parallel = (AXIS / Math.sqrt(magic)) * Math.cos(phi) * (Math.PI / 180);
  return { lng: lng + shiftLng / parallel, lat: lat + shiftLat / meridian };
}
