import type { ReactNode } from 'react';
import { go } from '../client/navigate.ts';
import { useMe } from '../client/session.ts';
import { roleName } from '../account/roles.ts';
import { Empty } from '../ui/index.ts';

type Props = {
  /** What one sees here once signed in, `订单和配送进度`. */ what: string;
  children: ReactNode;
};

/** For pages of a person's own things: who is not signed in, or is signed in for work, is told how to get there. */
export function PatientsOnly({ what, children }: Props) {
  const me = useMe();
  if (me?.role === 'patient') return <>{children}</>;
  return (
    <Empty
      icon='account'
      title={me ? `您正以${roleName[me.role]}身份登录` : '登录后查看'}
      text={me ? `切换为用户身份后，可以查看自己的${what}` : `登录后，这里是您的${what}`}
      action={me ? '切换为用户' : '去登录'}
      onAction={() => go('/account/sign-in/index')}
    />
  );
}
