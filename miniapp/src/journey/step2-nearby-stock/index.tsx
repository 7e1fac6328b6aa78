import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { Gcj02Point } from '@xinglin/shared/kernel/geo';
import { findNearbyStores, type NearbyStore } from '@xinglin/shared/store/contract';
import { go, goInstead } from '../../client/navigate.ts';
import { useRead } from '../../client/use-endpoint.ts';
import { useBasket } from '../../find/basket.ts';
import { countOf, type Basket } from '../../find/basket-rules.ts';
import { usePlace } from '../../find/place.ts';
import { useNow } from '../../find/use-now.ts';
import { usePrescriptionBasket } from '../../find/use-prescription-basket.ts';
import { RouteMap } from '../../ui/map/route-map.tsx';
import {
  Button,
  Empty,
  Notice,
  PageShell,
  QueryView,
  Row,
  Rows,
  Segmented,
  Skeleton,
} from '../../ui/index.ts';
import { AskPlace } from './ask-place.tsx';
import { BasketSheet } from './basket-sheet.tsx';
import { PlaceRow } from './place-row.tsx';
import { StoreCard } from './store-card.tsx';
import { StoreSheet } from './store-sheet.tsx';
import { filtered, type Filter } from './stock-words.ts';
import './index.scss';

const MINUTE_MS = 60_000;
const NEAR_M = 3_000;
/** So many at a time: more pins hide each other. */
const AT_A_TIME = 8;
type Sort = 'distance' | 'ready' | 'price';
type Params = { drugId?: string; storeId?: string; prescriptionId?: string };

/** Step 2: who nearby really has it, now. */
export default function NearbyStockPage() {
  const { drugId, storeId, prescriptionId } = useRouter<Params>().params;
  const place = usePlace((state) => state.place);
  const basket = useBasket();
  const prescription = usePrescriptionBasket(prescriptionId);
  const [editing, setEditing] = useState(false);
  const [shownStore, setShownStore] = useState<string | null>(storeId ?? null);
  const [sort, setSort] = useState<Sort>('distance');

  // A QR code on a shelf names a drug: it is looked at before it is bought.
  useEffect(() => {
    if (drugId) void goInstead('/journey/step2-nearby-stock/drug/index', { id: drugId });
  }, [drugId]);

  const nearby = useRead(
    findNearbyStores,
    {
      lng: place?.point.lng ?? 0,
      lat: place?.point.lat ?? 0,
      radiusM: NEAR_M,
      drugIds: basket.items.map((item) => item.drugId),
      quantities: basket.items.map((item) => String(item.quantity)),
      sort,
    },
    // A store may close, or sell the last one, while one looks.
    { enabled: place !== null && !prescription.waiting && !drugId, pollMs: MINUTE_MS, keepPrevious: true },
  );

  return (
    <PageShell
      title='附近有货'
      onRefresh={nearby.refetch}
      footer={<Foot empty={basket.items.length === 0} ready={place !== null} />}
    >
      {prescription.refused && <Notice>{prescription.refused}</Notice>}
      <BasketRow basket={basket} onEdit={() => setEditing(true)} />
      {place ? (
        <>
          <PlaceRow />
          <QueryView query={nearby} skeleton={<Skeleton cards={3} />}>
            {(found) => (
              <Stores
                found={found}
                at={place.point}
                basket={basket}
                sort={sort}
                onSort={setSort}
                onOpen={setShownStore}
                opened={shownStore}
              />
            )}
          </QueryView>
        </>
      ) : (
        <AskPlace />
      )}
      <BasketSheet open={editing} onClose={() => setEditing(false)} />
      <StoreSheet storeId={shownStore} onClose={() => setShownStore(null)} />
    </PageShell>
  );
}

function Foot({ empty, ready }: { empty: boolean; ready: boolean }) {
  if (empty)
    return (
      <Button id='find-drugs' block onTap={() => go('/find/index')}>
        去找药
      </Button>
    );
  return (
    <Button id='compare' block disabled={!ready} onTap={() => go('/journey/step3-price-comparison/index')}>
      比较怎么买最划算
    </Button>
  );
}

function BasketRow({ basket, onEdit }: { basket: Basket; onEdit: () => void }) {
  if (basket.items.length === 0)
    return <Notice tone='info'>清单还是空的，下面是附近的药店。先去找药，就能看到哪家真有货。</Notice>;
  return (
    <Rows>
      <Row
        id='edit-basket'
        icon='cart'
        title={basketLine(basket)}
        note={`共 ${countOf(basket)} 件`}
        value='修改'
        onTap={onEdit}
      />
    </Rows>
  );
}

/** Two drugs by name, more of them by number. */
function basketLine({ items }: Basket): string {
  const named = items.slice(0, 2).map(({ name, quantity }) => (quantity > 1 ? `${name}×${quantity}` : name));
  return items.length > 2 ? `${named.join('、')}等 ${items.length} 种` : named.join('、');
}

type StoresProps = {
  found: { radiusM: number; widened: boolean; stores: NearbyStore[] };
  at: Gcj02Point;
  basket: Basket;
  sort: Sort;
  onSort: (sort: Sort) => void;
  onOpen: (storeId: string) => void;
  opened: string | null;
};

function Stores({ found, at, basket, sort, onSort, onOpen, opened }: StoresProps) {
  const now = useNow(MINUTE_MS / 6);
  const [filter, setFilter] = useState<Filter>('any');
  const wanted = basket.items.length > 0;
  const [count, setCount] = useState(AT_A_TIME);
  const all = filtered(found.stores, wanted ? filter : 'any');
  const stores = all.slice(0, count);
  // One numbering for the map and the list, so that they agree.
  const markers = [
    { id: 'me', point: at, label: '收货位置', kind: 'me' as const },
    ...stores.map(({ store }, i) => ({
      id: store.id,
      point: store.point,
      label: `${i + 1} ${store.name}`,
      kind: 'store' as const,
      selected: store.id === opened,
    })),
  ];
  return (
    <>
      {found.widened && (
        <Notice>3 公里内没有药店有货，已扩大到 {found.radiusM / 1_000} 公里，送达会慢一些。</Notice>
      )}
      <RouteMap centre={at} markers={markers} onMarkerTap={(id) => id !== 'me' && onOpen(id)} />
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
      {stores.length === 0 && <Nobody wanted={wanted} filter={filter} radiusM={found.radiusM} />}
      <View className='stock-list'>
        {stores.map((nearby, i) => (
          <StoreCard
            key={nearby.store.id}
            nearby={nearby}
            items={basket.items}
            now={now}
            place={i + 1}
            selected={nearby.store.id === opened}
            onTap={() => onOpen(nearby.store.id)}
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
