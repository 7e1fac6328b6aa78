import { useState } from 'react';
import { getStreetMap } from '@xinglin/shared/screens/client-settings';
import { call } from '../../client/call.ts';
import { currentPoint } from '../../device/location.ts';
import { measuredPlace } from '../../find/place-rules.ts';
import { setPlace, setRefused } from '../../find/place.ts';

/**
 * Asks the device where it is, only ever after a tap, so that a no is never asked again by itself. `locate` gives whether
 * the place is known now.
 */
export function useLocate(): { locating: boolean; locate: () => Promise<boolean> } {
  const [locating, setLocating] = useState(false);
  const locate = async () => {
    setLocating(true);
    try {
      const point = await currentPoint();
      // The name is a convenience: without the map the point still serves.
      const { landmarks } = await call(getStreetMap, {}).catch(() => ({ landmarks: [] }));
      const place = point && measuredPlace(point, landmarks);
      if (place) setPlace(place);
      else setRefused();
      return place !== null;
    } finally {
      setLocating(false);
    }
  };
  return { locating, locate };
}
