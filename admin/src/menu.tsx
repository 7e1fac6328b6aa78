import { DatabaseOutlined, InboxOutlined, ShopOutlined, TagsOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';

/** What a store person comes for; a menu of twenty lines would be searched instead of read. */
export const menuGroups = {
  orders: { title: '订单', icon: <InboxOutlined /> },
  stock: { title: '库存', icon: <DatabaseOutlined /> },
  prices: { title: '价格', icon: <TagsOutlined /> },
  store: { title: '门店', icon: <ShopOutlined /> },
} as const;
export type MenuGroup = keyof typeof menuGroups;
export type MenuEntry = { title: string } & ({ group: MenuGroup } | { icon: ReactNode });

type Entry = { path: string; menu?: MenuEntry };
type Item = { path: string; name: string; icon?: ReactNode; routes?: Item[] };

export const keyOf = (group: MenuGroup): string => `/group/${group}`;
export const isGroup = (key: string): boolean => key.startsWith('/group/');

/** The menu of these pages: each group where its first page stands, pages of no group by themselves. */
export function menuOf(pages: readonly Entry[]): Item[] {
  const items: Item[] = [];
  for (const { path, menu } of pages) {
    if (!menu) continue;
    if (!('group' in menu)) {
      items.push({ path, name: menu.title, icon: menu.icon });
      continue;
    }
    const { title: name, icon } = menuGroups[menu.group];
    const key = keyOf(menu.group);
    const page = { path, name: menu.title };
    const group = items.find((item) => item.path === key);
    if (group) group.routes?.push(page);
    else items.push({ path: key, name, icon, routes: [page] });
  }
  return items;
}

/** The group to stand open on this page; pages reached from another one belong to it by their first part. */
export function groupAt(pages: readonly Entry[], pathname: string): string[] {
  const menu = pages.find(({ path }) => path === `/${pathname.split('/')[1]}`)?.menu;
  return menu && 'group' in menu ? [keyOf(menu.group)] : [];
}
