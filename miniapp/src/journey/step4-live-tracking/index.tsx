import { useRouter } from '@tarojs/taro';
import type { Output } from '@xinglin/shared/kernel/endpoint';
import type { Order } from '@xinglin/shared/order/contract';
import { isPrepared, waitsForMe } from '@xinglin/shared/order/headline';
import { getTrackingScreen } from '@xinglin/shared/screens/patient';
import { useLiveRead } from '../../client/live.ts';
import { go } from '../../client/navigate.ts';
import { mayPay } from '../../orders/order-state.ts';
import { PatientsOnly } from '../../orders/patients-only.tsx';
import { useMe } from '../../client/session.ts';
import { Button, Card, Notice, PageShell, QueryView, SectionTitle, Timeline } from '../../ui/index.ts';
import { Facts } from './facts.tsx';
import { Fees } from './fees.tsx';
import { Leaflets } from './leaflets.tsx';
import { OrderNews } from './order-news.tsx';
import { ParcelCard } from './parcel-card.tsx';
import { usePlansOf } from './plans-of.ts';
import type { PlansState } from './plans-state.ts';
import { stepsOf } from './progress.ts';
import { Recalled } from './recalled.tsx';
import { AfterSales } from './after-sale.tsx';
import { CancelOrder } from './cancel-order.tsx';
import { ShortageCard } from './shortage-card.tsx';
import { ModeCard } from './switch-mode.tsx';
import { StateCard } from './state-card.tsx';
import './index.scss';

type Screen = Output<typeof getTrackingScreen>;

/** Step 4: one order from payment to the door, with the leaflets to read on the way. */
export default function LiveTrackingPage() {
  const { orderId = '' } = useRouter<{ orderId: string }>().params;
  const isPatient = useMe()?.role === 'patient';
  const screen = useLiveRead(getTrackingScreen, { orderId }, ['order', 'delivery'], { enabled: isPatient });
  const plans = usePlansOf(screen.data?.order);
  return (
    <PageShell
      title='订单详情'
      onRefresh={async () => isPatient && screen.refetch()}
      footer={screen.data && nextAct(screen.data.order, plans)}
    >
      <PatientsOnly what='订单和配送进度'>
        <QueryView query={screen}>{(data) => <Everything {...data} />}</QueryView>
      </PatientsOnly>
    </PageShell>
  );
}

function Everything({ order, trackings, leaflets }: Screen) {
  const known = trackings.available ? trackings.data : [];
  const steps = stepsOf(
    order,
    known.map(({ status }) => status),
  );
  return (
    <>
      <Recalled order={order} />
      {order.recalled.length === 0 && <StateCard order={order} />}
      {order.shortages
        .filter(({ status }) => status === 'asked')
        .map((shortage) => (
          <ShortageCard key={shortage.id} order={order} shortage={shortage} />
        ))}
      {!waitsForMe(order) && order.recalled.length === 0 && <OrderNews order={order} />}
      <ModeCard order={order} />
      {!trackings.available && <Notice>骑手位置暂时看不到：{trackings.reason}</Notice>}
      {order.parcels.map((parcel, index) => (
        <ParcelCard
          key={parcel.id}
          order={order}
          parcel={parcel}
          name={order.parcels.length > 1 ? `包裹 ${index + 1}` : '包裹'}
          tracking={known.find(({ deliveryId }) => deliveryId === parcel.deliveryId)}
        />
      ))}
      <Leaflets leaflets={leaflets} order={order} />
      <SectionTitle>订单进度</SectionTitle>
      <Card>
        <Timeline steps={steps} />
      </Card>
      <Fees order={order} />
      <Facts order={order} />
      <AfterSales order={order} />
      <CancelOrder order={order} />
    </>
  );
}

/** The one thing to do now: pay, or set up the reminders for what was delivered; undefined when there is nothing to do. */
function nextAct(order: Order, plans: PlansState) {
  if (mayPay(order))
    return (
      <Button id='pay' block onTap={() => go('/checkout/pay/index', { orderId: order.id })}>
        {isPrepared(order) ? '改为现在付款' : '去付款'}
      </Button>
    );
  if (!plans) return undefined;
  return (
    <Button id='medication' block onTap={() => go('/journey/step5-medication/index')}>
      {plans === 'proposed' ? '为您拟好了用药计划，去确认' : '查看用药计划'}
    </Button>
  );
}
