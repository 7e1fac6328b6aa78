import type { ReactNode } from 'react';
import { go } from '../client/navigate.ts';
import { useMe } from '../client/session.ts';
import { Empty } from '../ui/index.ts';

/** The desk is for who signed in as a rider. */
export function RidersOnly({ children }: { children: ReactNode }) {
  if (useMe()?.role === 'rider') return <>{children}</>;
  return (
    <Empty
      icon='rider'
      title='请以骑手身份登录'
      text='需要平台先为您的微信开通骑手身份'
      action='以骑手身份登录'
      onAction={() => go('/account/sign-in/index', { role: 'rider' })}
    />
  );
}
