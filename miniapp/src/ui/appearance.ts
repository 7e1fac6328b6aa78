import Taro from '@tarojs/taro';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { deviceStorage } from '../client/storage.ts';

export type DarkChoice = 'system' | 'light' | 'dark';
type Appearance = {
  /** 关怀模式: larger text and targets, stronger contrast. */
  elder: boolean;
  dark: DarkChoice;
  /** What the device says; not kept. */
  systemDark: boolean;
};

/** How the app looks on this device, as the person chose it. */
export const useAppearance = create<Appearance>()(
  persist(
    (): Appearance => ({ elder: false, dark: 'system', systemDark: Taro.getAppBaseInfo().theme === 'dark' }),
    { name: 'appearance', storage: deviceStorage, partialize: ({ elder, dark }) => ({ elder, dark }) },
  ),
);

Taro.onThemeChange(({ theme }) => useAppearance.setState({ systemDark: theme === 'dark' }));

export function setElder(elder: boolean): void {
  useAppearance.setState({ elder });
}
export function setDark(dark: DarkChoice): void {
  useAppearance.setState({ dark });
}

/** Whether dark is on now. */
export const useIsDark = (): boolean =>
  useAppearance(({ dark, systemDark }) => (dark === 'system' ? systemDark : dark === 'dark'));
