import { fromWgs84 } from './gcj02.ts';
import type { CurrentPoint } from './types.ts';

/** Where the device is, in GCJ-02; null when the person refuses, or nobody knows. */
export const currentPoint: CurrentPoint = () =>
  new Promise((resolve) => {
    if (!navigator.geolocation) return resolve(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(fromWgs84(coords.longitude, coords.latitude)),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: 8_000, maximumAge: 60_000 },
    );
  });
