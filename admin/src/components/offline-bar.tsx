import { Alert } from 'antd';
import { useSyncExternalStore } from 'react';

const watch = (onChange: () => void) => {
  addEventListener('online', onChange);
  addEventListener('offline', onChange);
  return () => {
    removeEventListener('online', onChange);
    removeEventListener('offline', onChange);
  };
};

/** Says that what is on screen may be old, while there is no network. */
export function OfflineBar() {
  const online = useSyncExternalStore(watch, () => navigator.onLine);
  if (online) return null;
  return (
    <Alert
      banner
      role='alert'
      type='warning'
      message='网络已断开，下面的内容可能不是最新的；恢复后会自动刷新。'
    />
  );
}
