import { useRouter } from '@tarojs/taro';
import { useEffect, useMemo, useState } from 'react';
import { goInstead } from '../client/navigate.ts';
import { rememberReferral } from '../client/referral.ts';
import { Empty, PageShell, Skeleton } from '../ui/index.ts';
import { destinationOf } from './destination.ts';

/** The door for QR codes and messages. Its path is public and never changes: `/open/index?to=order&id=…` or `?scene=…`. */
export default function OpenPage() {
  const { params } = useRouter();
  const destination = useMemo(() => destinationOf(params), [params]);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (!destination) return;
    rememberReferral(destination.referral);
    goInstead(destination.path, destination.query).catch(() => setFailed(true));
  }, [destination]);

  return (
    <PageShell title='正在打开'>
      {destination && !failed ? (
        <Skeleton />
      ) : (
        <Empty
          icon='qr'
          title='这个链接打不开'
          text='它可能已经失效，或需要更新版本的小程序'
          action='回首页'
          onAction={() => goInstead('/home/index')}
        />
      )}
    </PageShell>
  );
}
