import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import type { NearbyStore } from '@xinglin/shared/store/contract';
import { go } from '../../client/navigate.ts';
import type { Basket } from '../../find/basket-rules.ts';
import { useNow } from '../../find/use-now.ts';
import { useAppearance } from '../../ui/appearance.ts';
import { RouteMap } from '../../ui/map/route-map.tsx';
import { Button, Empty, Notice, Segmented } from '../../ui/index.ts';
import { ArrivalCard } from './arrival.tsx';
import { clustersOf } from './clusters.ts';
import { StoreCard } from './store-card.tsx';
import { filtered, insteadOf, nowhere, type Filter } from './stock-words.ts';

const TICK_MS = 10_000;
/** So many cards at a time; the map shows all of them. */
const AT_A_TIME = 8;
export type Sort = 'distance' | 'ready' | 'price';

type Props = {
  found: { radiusM: number; widened: boolean; stores: NearbyStore[] };
  at: Gcj02Point;
  basket: Basket;
  sort: Sort;
  onSort: (sort: Sort) => void;
  onOpen: (storeId: string) => void;
  opened: string | null;
};

/** Map and list of the same stores, under the same numbers; places on the map that hold several lead to a list of those. */
export function Stores({ found, at, basket, sort, onSort, onOpen, opened }: Props) {
  const now = useNow(TICK_MS);
  const [filter, setFilter] = useState<Filter>('any');
  const [inside, setInside] = useState<readonly string[] | null>(null);
  const [count, setCount] = useState(AT_A_TIME);
  const wanted = basket.items.length > 0;
  const listed = filtered(found.stores, wanted ? filter : 'any');
  const looked = inside ? listed.filter(({ store }) => inside.includes(store.id)) : listed;
  // A poll may take away every store of the place one looks at.
  const all = looked.length > 0 ? looked : listed;
  const missing = nowhere(found.stores, basket.items);
  return (
    <>
      {found.widened && found.stores.length > 0 && (
        <Notice>3 公里内没有药店有货，已扩大到 {found.radiusM / 1_000} 公里，送达会慢一些。</Notice>
      )}
      <StoreMap stores={all} at={at} opened={opened} onOpen={onOpen} onInside={setInside} />
      {inside && (
        <Button id='all-stores' block kind='plain' small onTap={() => setInside(null)}>
          这一处有 {all.length} 家，看全部 {listed.length} 家
        </Button>
      )}
      {wanted && (
        <Segmented
          label='按有货筛选'
          value={filter}
          onChange={setFilter}
          options={[
            { value: 'any', text: '都看看' },
            { value: 'all', text: '有全部' },
            { value: 'some', text: '有部分' },
          ]}
        />
      )}
      <Segmented
        label='排序'
        value={sort}
        onChange={onSort}
        options={[
          { value: 'distance', text: '距离近' },
          { value: 'ready', text: '送得快' },
          { value: 'price', text: '价格低' },
        ]}
      />
      {all.length === 0 && <Nobody wanted={wanted} filter={filter} radiusM={found.radiusM} />}
      <ArrivalCard items={missing} at={at} />
      <View className='stock-list'>
        {all.slice(0, count).map((nearby, i) => (
          <StoreCard
            key={nearby.store.id}
            nearby={nearby}
            items={basket.items}
            now={now}
            place={i + 1}
            instead={insteadOf(nearby, found.stores)}
            selected={nearby.store.id === opened}
            onTap={() => onOpen(nearby.store.id)}
            onInstead={onOpen}
          />
        ))}
      </View>
      {all.length > count && (
        <Button id='more-stores' block kind='plain' onTap={() => setCount(count + AT_A_TIME)}>
          还有 {all.length - count} 家，再看几家
        </Button>
      )}
    </>
  );
}

type MapProps = {
  stores: readonly NearbyStore[];
  at: Gcj02Point;
  opened: string | null;
  onOpen: (storeId: string) => void;
  onInside: (ids: readonly string[]) => void;
};

function StoreMap({ stores, at, opened, onOpen, onInside }: MapProps) {
  const numberOf = new Map(stores.map(({ store }, i) => [store.id, i + 1]));
  const nameOf = new Map(stores.map(({ store }) => [store.id, store.name]));
  const elder = useAppearance((appearance) => appearance.elder);
  const clusters = clustersOf(
    stores.map(({ store }) => store),
    elder,
  );
  const markers = [
    { id: 'me', point: at, label: '收货位置', kind: 'me' as const },
    ...clusters.map(({ ids, point }) => {
      const [first = ''] = ids;
      const alone = ids.length === 1;
      return {
        id: first,
        point,
        label: alone ? `${numberOf.get(first)} ${nameOf.get(first)}` : `${ids.length} 家药店`,
        kind: 'store' as const,
        selected: opened !== null && ids.includes(opened),
        sign: alone ? String(numberOf.get(first)) : `${ids.length}家`,
      };
    }),
  ];
  const tapped = (id: string) => {
    const cluster = clusters.find(({ ids }) => ids[0] === id);
    if (!cluster) return;
    // Where all of what is shown stands at one place, looking closer shows nothing new.
    if (cluster.ids.length > 1 && cluster.ids.length < stores.length) onInside(cluster.ids);
    else onOpen(id);
  };
  return <RouteMap centre={at} markers={markers} onMarkerTap={tapped} />;
}

function Nobody({ wanted, filter, radiusM }: { wanted: boolean; filter: Filter; radiusM: number }) {
  if (wanted && filter === 'all')
    return (
      <Empty
        icon='store'
        title='没有一家有全部'
        text='可以分两家买：点下面「比较怎么买最划算」，会帮您算好'
      />
    );
  if (wanted && filter === 'some')
    return <Empty icon='store' title='没有只有一部分的药店' text='附近有货的药店都有您要的全部' />;
  return (
    <Empty
      icon='store'
      title={wanted ? '附近暂时都没有货' : '附近没有正在营业的药店'}
      text={`已找到 ${radiusM / 1_000} 公里内。可以换一个收货位置，或改一改清单`}
      action='换一个位置'
      onAction={() => go('/journey/step2-nearby-stock/place/index')}
    />
  );
}
