import type { ReactNode } from 'react';
import { go } from '../client/navigate.ts';
import { useMe } from '../client/session.ts';
import { Empty } from '../ui/index.ts';

/** The desk is for who signed in as a pharmacist. */
export function PharmacistsOnly({ children }: { children: ReactNode }) {
  if (useMe()?.role === 'pharmacist') return <>{children}</>;
  return (
    <Empty
      icon='shield'
      title='请以药师身份登录'
      text='需要平台先核验执业药师注册证，并为您的微信开通药师身份'
      action='以药师身份登录'
      onAction={() => go('/account/sign-in/index', { role: 'pharmacist' })}
    />
  );
}
