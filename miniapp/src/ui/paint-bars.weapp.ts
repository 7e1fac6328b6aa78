import Taro from '@tarojs/taro';
import theme from '../theme.json';

type Look = { dark: boolean; elder: boolean; tab: boolean };

/** WeChat paints its own bars by the system's choice (theme.json); this paints them by the person's. */
export function paintBars({ dark, tab }: Look): void {
  const colours = dark ? theme.dark : theme.light;
  void Taro.setNavigationBarColor({
    frontColor: dark ? '#ffffff' : '#000000',
    backgroundColor: colours.navBackground,
  });
  void Taro.setBackgroundColor({ backgroundColor: colours.pageBackground });
  if (tab)
    void Taro.setTabBarStyle({
      color: colours.tabText,
      selectedColor: colours.tabSelected,
      backgroundColor: colours.tabBackground,
      borderStyle: dark ? 'black' : 'white',
    });
}
