import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { findNearbyStores } from '@xinglin/shared/store/contract';
import { POLL_WHILE_OFFLINE_MS } from '../../client/live.ts';
import { go, goInstead } from '../../client/navigate.ts';
import { useRead } from '../../client/use-endpoint.ts';
import { useBasket } from '../../find/basket.ts';
import { countOf, type Basket } from '../../find/basket-rules.ts';
import { usePlace } from '../../find/place.ts';
import { usePrescriptionBasket } from '../../find/use-prescription-basket.ts';
import { Button, Notice, PageShell, QueryView, Row, Rows, Skeleton } from '../../ui/index.ts';
import { AskPlace } from './ask-place.tsx';
import { BasketSheet } from './basket-sheet.tsx';
import { PlaceRow } from './place-row.tsx';
import { StoreSheet } from './store-sheet.tsx';
import { Stores, type Sort } from './stores.tsx';
import { useNearbyChanges } from './use-nearby-changes.ts';
import './index.scss';

const MINUTE_MS = 60_000;
const NEAR_M = 3_000;
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

  const drugIds = basket.items.map((item) => item.drugId);
  const { connected } = useNearbyChanges(place?.point ?? null, drugIds);
  const nearby = useRead(
    findNearbyStores,
    {
      lng: place?.point.lng ?? 0,
      lat: place?.point.lat ?? 0,
      radiusM: NEAR_M,
      drugIds,
      quantities: basket.items.map((item) => String(item.quantity)),
      sort,
    },
    // Time passes without a notice: a store closes, a figure grows old.
    {
      enabled: place !== null && !prescription.waiting && !drugId,
      pollMs: connected ? MINUTE_MS : POLL_WHILE_OFFLINE_MS,
      keepPrevious: true,
    },
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
