import { expect, test } from 'vitest';
import { groupAt, menuOf } from './menu.tsx';

const pages = [
  { path: '/parcels', menu: { title: '拣货台', group: 'orders' as const } },
  { path: '/parcels/:id' },
  { path: '/batches', menu: { title: '在库', group: 'stock' as const } },
  { path: '/cash', menu: { title: '到店付款', group: 'orders' as const } },
  { path: '/drugs', menu: { title: '药品查询', icon: null } },
];

test('pages of one subject stand together, where the first of them stands', () => {
  const names = menuOf(pages).map(({ name, routes }) => [name, routes?.map((page) => page.name)]);
  expect(names).toEqual([
    ['订单', ['拣货台', '到店付款']],
    ['库存', ['在库']],
    ['药品查询', undefined],
  ]);
});

test('the group of the page one is on stands open, also on a page within it', () => {
  expect(groupAt(pages, '/parcels/42')).toEqual(['/group/orders']);
  expect(groupAt(pages, '/drugs')).toEqual([]);
});
