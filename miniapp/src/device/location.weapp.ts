import Taro from '@tarojs/taro';
import type { CurrentPoint } from './types.ts';

/** Where the device is, in GCJ-02; null when the person refuses, or nobody knows. */
export const currentPoint: CurrentPoint = async () => {
  try {
    const { longitude, latitude } = await Taro.getLocation({ type: 'gcj02', isHighAccuracy: true });
    return { lng: longitude, lat: latitude };
  } catch {
    return null;
  }
};
