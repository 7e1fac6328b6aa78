import { onlineManager } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh } from '@tarojs/taro';
import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { back } from '../client/navigate.ts';
import { useAppearance, useIsDark } from './appearance.ts';
import { Icon } from './icon.tsx';
import { paintBars } from './paint-bars.ts';
import { Tap } from './tap.tsx';
import './page-shell.scss';

type Props = {
  /** Title of the page: WeChat's own bar there, ours in a browser. */
  title: string;
  /** Tab pages have no way back and leave room for the tab bar. */
  tab?: boolean;
  /** Leaves out the title in a browser, where the page begins with something of its own. */
  bare?: boolean;
  /** Stays at the foot of the screen: the one main act of the page. */
  footer?: ReactNode;
  /** Pull down to refresh; the page's config must say `enablePullDownRefresh: true`. */
  onRefresh?: () => Promise<unknown>;
  children: ReactNode;
};

/** The root of every page: colours and sizes of the mode, title, offline notice, safe areas. */
export function PageShell({ title, tab = false, bare = false, footer, onRefresh, children }: Props) {
  const elder = useAppearance((appearance) => appearance.elder);
  const dark = useIsDark();
  const online = useSyncExternalStore(onlineManager.subscribe.bind(onlineManager), () =>
    onlineManager.isOnline(),
  );

  useEffect(() => {
    void Taro.setNavigationBarTitle({ title });
  }, [title]);
  useEffect(() => paintBars({ dark, elder, tab }), [dark, elder, tab]);
  usePullDownRefresh(() => {
    void Promise.resolve(onRefresh?.()).finally(() => Taro.stopPullDownRefresh());
  });

  const look = ['shell', elder && 'shell--elder', dark && 'shell--dark', tab && 'shell--tab'].filter(Boolean);
  return (
    <View className={look.join(' ')}>
      {process.env.TARO_ENV === 'h5' && !bare && <TitleBar title={title} tab={tab} />}
      {!online && <View className='shell__offline'>网络已断开，显示的是之前的内容</View>}
      <View className='shell__body'>{children}</View>
      {footer && <View className='shell__footer'>{footer}</View>}
    </View>
  );
}

function TitleBar({ title, tab }: { title: string; tab: boolean }) {
  return (
    <View className='shell__title'>
      {!tab && (
        <Tap className='shell__back' label='返回' onTap={back}>
          <Icon name='back' />
        </Tap>
      )}
      <View className='shell__name'>{title}</View>
    </View>
  );
}
