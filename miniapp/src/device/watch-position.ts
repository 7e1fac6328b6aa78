import { fromWgs84 } from './gcj02.ts';
import type { WatchPosition } from './types.ts';

const REFUSED = 1;

export const watchPosition: WatchPosition = (onPosition, onRefused) => {
  if (!navigator.geolocation) {
    onRefused();
    return () => {};
  }
  const watch = navigator.geolocation.watchPosition(
    ({ coords, timestamp }) =>
      onPosition({
        point: fromWgs84(coords.longitude, coords.latitude),
        accuracyMetres: coords.accuracy,
        at: timestamp,
      }),
    ({ code }) => code === REFUSED && onRefused(),
    { enableHighAccuracy: true, maximumAge: 3_000 },
  );
  return () => navigator.geolocation.clearWatch(watch);
};
