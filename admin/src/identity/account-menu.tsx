import { DownOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { Me } from '@xinglin/shared/identity/contract';
import { getStore } from '@xinglin/shared/store/contract';
import { leave } from '../client/session.ts';
import { useRead } from '../client/use-endpoint.ts';
import { roleText } from './words.ts';

/** The store of the person signed in; undefined for those who have none, or until it is read. */
export const useStoreName = (me: Me | null): string | undefined =>
  useRead(getStore, { id: me?.storeId ?? '' }, { enabled: Boolean(me?.storeId) }).data?.name;

/** Who is signed in, in which role, for which store; and the way out. */
export function AccountMenu({ me }: { me: Me }) {
  const store = useStoreName(me);
  const who = (
    <div className='account-card'>
      <strong>{me.displayName}</strong>
      <div>身份：{roleText[me.role]}</div>
      {me.storeId && <div>门店：{store ?? '读取中…'}</div>}
    </div>
  );
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'who', label: who, disabled: true, className: 'account-item' },
          { type: 'divider' },
          {
            key: 'leave',
            label: <span id='sign-out'>退出登录</span>,
            icon: <LogoutOutlined />,
            onClick: () => void leave(),
          },
        ],
      }}
    >
      <Button id='account-menu' type='text' icon={<UserOutlined aria-hidden />}>
        {me.displayName} · {store ?? roleText[me.role]} <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}
