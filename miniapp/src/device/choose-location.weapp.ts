import Taro from '@tarojs/taro';
import type { ChoosePlace } from './types.ts';

/** WeChat's picker of places; null when the person went back without choosing. */
export const choosePlace: ChoosePlace = async (near) => {
  try {
    const { name, address, longitude, latitude } = await Taro.chooseLocation(
      near ? { longitude: near.lng, latitude: near.lat } : {},
    );
    // Some versions answer with nothing chosen at 0, 0.
    return longitude && latitude ? { name, address, point: { lng: longitude, lat: latitude } } : null;
  } catch {
    return null;
  }
};
