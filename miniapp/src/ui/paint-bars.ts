import Taro from '@tarojs/taro';
import theme from '../theme.json';

type Look = { dark: boolean; elder: boolean; tab: boolean };

/** The tab bar and the ground behind the pages stand outside PageShell. */
export function paintBars({ dark, elder, tab }: Look): void {
  document.documentElement.classList.toggle('is-dark', dark);
  document.documentElement.classList.toggle('is-elder', elder);
  if (!tab) return;
  const { tabText, tabSelected, tabBackground } = dark ? theme.dark : theme.light;
  void Taro.setTabBarStyle({ color: tabText, selectedColor: tabSelected, backgroundColor: tabBackground });
}
