import { QueryClient, focusManager, onlineManager } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { readAgain } from '@xinglin/shared/kernel/calling';

/** The reads of the whole app. Fresh for 2 s; read again when the app is shown or the network is back. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      gcTime: 30 * 60_000,
      ...readAgain,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

// A browser tells react-query itself when the page is shown and the network is back.
if (process.env.TARO_ENV === 'weapp') {
  focusManager.setEventListener((setFocused) => {
    const show = () => setFocused(true);
    const hide = () => setFocused(false);
    Taro.onAppShow(show);
    Taro.onAppHide(hide);
    return () => {
      Taro.offAppShow(show);
      Taro.offAppHide(hide);
    };
  });

  onlineManager.setEventListener((setOnline) => {
    const change = ({ isConnected }: { isConnected: boolean }) => setOnline(isConnected);
    Taro.onNetworkStatusChange(change);
    void Taro.getNetworkType({ success: ({ networkType }) => setOnline(networkType !== 'none') });
    return () => Taro.offNetworkStatusChange(change);
  });
}
