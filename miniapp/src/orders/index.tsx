import { listOrders } from '@xinglin/shared/order/contract';
import { go } from '../client/navigate.ts';
import { useMe } from '../client/session.ts';
import { Empty, PageShell, QueryView } from '../ui/index.ts';
import { ListEnd } from './list-end.tsx';
import { OrderCard } from './order-card.tsx';
import { PatientsOnly } from './patients-only.tsx';
import { once } from './pages.ts';
import { usePages } from './use-pages.ts';
import './index.scss';

const POLL_MS = 30_000;

/** Every order of the person, newest first. */
export default function OrdersPage() {
  const isPatient = useMe()?.role === 'patient';
  const orders = usePages(listOrders, { enabled: isPatient, pollMs: POLL_MS });
  return (
    <PageShell title='订单' tab onRefresh={async () => isPatient && orders.refetch()}>
      <PatientsOnly what='订单和配送进度'>
        <QueryView
          query={orders}
          isEmpty={({ pages }) => pages[0]?.total === 0}
          empty={
            <Empty
              icon='orders'
              title='还没有订单'
              text='买过的药都在这里，能看配送进度和用药说明'
              action='去找药'
              onAction={() => go('/find/index')}
            />
          }
        >
          {({ pages }) => (
            <>
              {once(pages).map((order) => (
                <OrderCard key={order.id} order={order} />
              ))}
              <ListEnd {...orders} />
            </>
          )}
        </QueryView>
      </PatientsOnly>
    </PageShell>
  );
}
