import { ProLayout } from '@ant-design/pro-components';
import { Badge, Button, Result } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { Link, Navigate, Route, Routes, useLocation } from 'react-router-dom';
import type { Me } from '@xinglin/shared/identity/contract';
import { leave, useMe } from './client/session.ts';
import { CrashGuard } from './components/crash-guard.tsx';
import { DeadEventsCount } from './compliance/dead-events-count.tsx';
import { DemoBadge } from './components/demo-badge.tsx';
import { OfflineBar } from './components/offline-bar.tsx';
import { useSearchKey } from './components/use-search-key.ts';
import { AccountMenu } from './identity/account-menu.tsx';
import { SignIn } from './identity/sign-in.tsx';
import { ArrivalsProvider } from './order/arrivals-provider.tsx';
import { useArrivals } from './order/use-arrivals.ts';
import { groupAt, isGroup, keyOf, menuOf } from './menu.tsx';
import { pagesOf, type AdminPage } from './pages.tsx';

/** The panel: nobody gets further than the sign-in page; the others see the pages of their role. */
export function App() {
  const me = useMe();
  if (!me) return <SignIn />;
  const own = pagesOf(me.role);
  if (own.length === 0) return <WrongDoor />;
  return (
    <ArrivalsProvider enabled={me.role === 'store_staff'}>
      <Frame key={me.id} me={me} pages={own} />
    </ArrivalsProvider>
  );
}

function Frame({ me, pages }: { me: Me; pages: AdminPage[] }) {
  const { pathname } = useLocation();
  const [open, setOpen] = useOpenGroup(pages, pathname);
  useSearchKey();
  useQuietSpacer();
  return (
    <ProLayout
      title='杏林管理后台'
      logo='/admin/icon.svg'
      layout='mix'
      fixedHeader
      fixSiderbar
      siderWidth={184}
      breakpoint='lg'
      token={{ header: { heightLayoutHeader: 56 }, pageContainer: { paddingBlockPageContainerContent: 0 } }}
      location={{ pathname: `/${pathname.split('/')[1]}` }}
      route={{ path: '/', routes: menuOf(pages) }}
      openKeys={open}
      onOpenChange={setOpen}
      headerTitleRender={(logo) => (
        <Link to='/' className='brand'>
          {logo}
          <span>杏林管理后台</span>
        </Link>
      )}
      menuItemRender={({ path = '/' }, dom) => <MenuLink path={path}>{dom}</MenuLink>}
      subMenuItemRender={({ path }, dom) => (
        <span className='menu-link'>
          {dom}
          {path === keyOf('orders') && !open.includes(path) && <NewParcels />}
        </span>
      )}
      actionsRender={() => [<DemoBadge key='demo' />, <AccountMenu key='account' me={me} />]}
      footerRender={false}
    >
      <OfflineBar />
      <CrashGuard key={pathname}>
        <Routes>
          {pages.map(({ path, element }) => (
            <Route key={path} path={path} element={element} />
          ))}
          <Route path='/' element={<Navigate replace to={pages[0]!.path} />} />
          <Route path='*' element={<NotHere />} />
        </Routes>
      </CrashGuard>
    </ProLayout>
  );
}

// ProLayout holds the room of its fixed header with a second, empty header, which would be a second banner landmark.
function useQuietSpacer() {
  useEffect(() => {
    document.querySelector('header.ant-layout-header:empty')?.setAttribute('role', 'presentation');
  }, []);
}

/** One group open at a time, so that the menu fits a small desk; going to a page opens its group. */
function useOpenGroup(pages: AdminPage[], pathname: string) {
  const [open, setOpen] = useState<string[]>([]);
  const [own = ''] = groupAt(pages, pathname);
  useEffect(() => setOpen(own ? [own] : []), [own]);
  // ProLayout also tells the page one is on, which is no group.
  const setOnly = (keys: string[] | false) => setOpen((keys || []).filter(isGroup).slice(-1));
  return [open, setOnly] as const;
}

const MenuLink = ({ path, children }: { path: string; children: ReactNode }) => (
  <Link to={path} className='menu-link'>
    {children}
    {path === '/parcels' && <NewParcels />}
    {path === '/dead-events' && <DeadEventsCount />}
  </Link>
);

function NewParcels() {
  const { unseen } = useArrivals();
  return unseen > 0 ? <Badge count={unseen} title={`${unseen} 个新包裹`} /> : null;
}

const NotHere = () => (
  <Result
    status='404'
    title={<h1 className='result-title'>没有这个页面</h1>}
    subTitle='它可能不存在，或者不属于您的身份。'
    extra={<Link to='/'>回到首页</Link>}
  />
);

const WrongDoor = () => (
  <main>
    <Result
      status='403'
      title={<h1 className='result-title'>这个身份不使用管理后台</h1>}
      extra={<Button onClick={() => void leave()}>退出登录</Button>}
    />
  </main>
);
