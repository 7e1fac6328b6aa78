import Taro from '@tarojs/taro';
import { createJSONStorage } from 'zustand/middleware';

/** The device's storage, for zustand's `persist`. */
export const deviceStorage = createJSONStorage(() => ({
  getItem: (key) => Taro.getStorageSync<string>(key) || null,
  setItem: (key, value) => Taro.setStorageSync(key, value),
  removeItem: (key) => Taro.removeStorageSync(key),
}));
