import Taro from '@tarojs/taro';
import type { WatchPosition } from './types.ts';

/** In the foreground only: tracking in the background is closed to mini-programs of the medical category. */
export const watchPosition: WatchPosition = (onPosition, onRefused) => {
  const change: Taro.onLocationChange.Callback = ({ longitude, latitude, accuracy }) =>
    onPosition({ point: { lng: longitude, lat: latitude }, accuracyMetres: accuracy, at: Date.now() });
  Taro.onLocationChange(change);
  Taro.startLocationUpdate({ fail: onRefused });
  void Taro.setKeepScreenOn({ keepScreenOn: true });
  return () => {
    Taro.offLocationChange(change);
    Taro.stopLocationUpdate({});
    void Taro.setKeepScreenOn({ keepScreenOn: false });
  };
};
